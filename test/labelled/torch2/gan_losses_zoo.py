"""Collection of adversarial losses used in our image translation experiments."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class GANLoss(nn.Module):
    def __init__(self, mode="ns", real_label=1.0, fake_label=0.0):
        super().__init__()
        self.register_buffer("real_label", torch.tensor(real_label))
        self.register_buffer("fake_label", torch.tensor(fake_label))
        self.mode = mode
        if mode == "vanilla":
            self.loss = nn.BCEWithLogitsLoss()
        elif mode == "lsgan":
            self.loss = nn.MSELoss()
        else:
            self.loss = None

    def forward(self, pred, is_real):
        if self.loss is not None:
            label = self.real_label if is_real else self.fake_label
            return self.loss(pred, label.expand_as(pred))  #@ stable bce-after-sigmoid
        if self.mode == "hinge":
            return F.relu(1 - pred).mean() if is_real else F.relu(1 + pred).mean()
        return (F.softplus(-pred) if is_real else F.softplus(pred)).mean()  #@ stable naive-softplus


def g_nonsaturating(fake_logits):
    return F.softplus(-fake_logits).mean()  #@ stable naive-softplus


def g_saturating(fake_logits):
    return torch.log(1 - torch.sigmoid(fake_logits)).mean()  #@ unstable log-of-sigmoid


def d_loss_eps(real_logits, fake_logits, eps=1e-8):
    d_real = torch.sigmoid(real_logits)
    d_fake = torch.sigmoid(fake_logits)
    return -(torch.log(d_real + eps) + torch.log(1 - d_fake + eps)).mean()  #@ unstable log-eps-hack


def relativistic_avg(real_logits, fake_logits):
    a = real_logits - fake_logits.mean()
    b = fake_logits - real_logits.mean()
    return 0.5 * (F.binary_cross_entropy_with_logits(a, torch.ones_like(a))  #@ stable bce-after-sigmoid
                  + F.binary_cross_entropy_with_logits(b, torch.zeros_like(b)))


def softplus_loss(x):
    return torch.log(1 + torch.exp(x))  #@ unstable naive-softplus


def d_logistic(real_logits, fake_logits):
    return softplus_loss(fake_logits).mean() + softplus_loss(-real_logits).mean()


def f_divergence_activation(v, kind):
    if kind == "kl":
        return v
    if kind == "js":
        return 0.6931 - F.softplus(-v)  #@ stable naive-softplus
    if kind == "gan":
        return -torch.log1p(torch.exp(-v))  #@ unstable naive-softplus
    raise ValueError(kind)


def r1_penalty(real, logits):
    (g,) = torch.autograd.grad(logits.sum(), real, create_graph=True)
    return g.pow(2).flatten(1).sum(1).mean()


class InfoHead(nn.Module):
    """InfoGAN Q head: categorical plus gaussian code"""

    def __init__(self, ch, n_cat, n_cont):
        super().__init__()
        self.cat = nn.Linear(ch, n_cat)
        self.mu = nn.Linear(ch, n_cont)
        self.logvar = nn.Linear(ch, n_cont)

    def forward(self, h):
        q = self.cat(h).softmax(dim=1)
        return q, self.mu(h), self.logvar(h)

    def loss(self, h, cat, cont):
        q, mu, lv = self(h)
        ce = nn.CrossEntropyLoss()(q, cat)  #@ unstable softmax-before-ce across
        nll = 0.5 * (lv + (cont - mu).pow(2) / lv.exp().add(1e-6)).sum(1).mean()  #@ stable other
        return ce + 0.1 * nll


def inception_score(cls_logits, splits=10):
    scores = []
    for part in cls_logits.chunk(splits):
        p = F.softmax(part, dim=1)
        logp = F.log_softmax(part, dim=1)  #@ stable log-of-softmax
        py = p.mean(0, keepdim=True)
        kl = (p * (logp - torch.log(py + 1e-12))).sum(1).mean()
        scores.append(torch.exp(kl))  #@ stable other
    scores = torch.stack(scores)
    return scores.mean(), scores.std()
