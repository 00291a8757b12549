"""Robust / uncertainty-aware classification losses (noisy labels benchmark)."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class SCELoss(nn.Module):
    def __init__(self, alpha=0.1, beta=1.0, num_classes=10):
        super().__init__()
        self.alpha, self.beta, self.k = alpha, beta, num_classes

    def forward(self, pred, labels):
        ce = F.cross_entropy(pred, labels)  #@ stable softmax-before-ce
        pred = torch.clamp(F.softmax(pred, dim=1), min=1e-7, max=1.0)
        oh = torch.clamp(F.one_hot(labels, self.k).float(), min=1e-4, max=1.0)
        rce = -(pred * torch.log(oh)).sum(1).mean()  #@ stable log-eps-hack
        return self.alpha * ce + self.beta * rce


class GCE(nn.Module):
    def __init__(self, q=0.7):
        super().__init__()
        self.q = q

    def forward(self, logits, y):
        p = F.softmax(logits, dim=1).gather(1, y[:, None]).clamp(min=1e-7)
        return ((1 - p ** self.q) / self.q).mean()


class NCE(nn.Module):
    def forward(self, logits, y):
        lp = F.log_softmax(logits, dim=1)  #@ stable log-of-softmax
        return (lp.gather(1, y[:, None]).squeeze(1) / lp.sum(1)).mean()


class ELR(nn.Module):
    def __init__(self, n, k=10, beta=0.3, lam=3.0):
        super().__init__()
        self.register_buffer("target", torch.zeros(n, k))
        self.beta, self.lam = beta, lam

    def forward(self, index, output, label):
        y = torch.clamp(F.softmax(output, dim=1), 1e-4, 1.0 - 1e-4)
        d = y.detach()
        self.target[index] = self.beta * self.target[index] + (1 - self.beta) * d / d.sum(1, keepdim=True)
        reg = (1 - (self.target[index] * y).sum(1)).log().mean()
        return F.cross_entropy(output, label) + self.lam * reg


class JSDivergence(nn.Module):
    def forward(self, logits_a, logits_b):
        p, q = logits_a.softmax(-1), logits_b.softmax(-1)
        m = 0.5 * (p + q)
        a = (p * (p.log() - m.log())).sum(-1)  #@ unstable log-of-softmax
        b = (q * (q.log() - m.log())).sum(-1)  #@ unstable log-of-softmax
        return 0.5 * (a + b).mean()


class AugMixJSD(nn.Module):
    def forward(self, clean, aug1, aug2):
        ps = [F.softmax(z, dim=1) for z in (clean, aug1, aug2)]
        mix = torch.clamp(sum(ps) / 3.0, 1e-7, 1).log()  #@ unstable log-eps-hack
        return sum(F.kl_div(mix, p, reduction="batchmean") for p in ps) / 3.0


class ConfidencePenalty(nn.Module):
    def __init__(self, beta=0.1):
        super().__init__()
        self.beta = beta
        self.sm, self.ls = nn.Softmax(dim=1), nn.LogSoftmax(dim=1)
        self.ce = nn.CrossEntropyLoss(label_smoothing=0.05)

    def forward(self, x, y):
        h = -(self.sm(x) * self.ls(x)).sum(1)  #@ stable log-of-softmax
        return self.ce(x, y) - self.beta * h.mean()


class ConfidenceNet(nn.Module):
    """DeVries & Taylor, learned confidence"""

    def __init__(self, trunk, dim, k):
        super().__init__()
        self.trunk, self.cls, self.conf = trunk, nn.Linear(dim, k), nn.Linear(dim, 1)

    def forward(self, x):
        h = self.trunk(x)
        return self.cls(h), self.conf(h)

    def loss(self, x, y, lam=0.1):
        logits, conf = self(x)
        p = F.softmax(logits, dim=-1)
        c = torch.sigmoid(conf)
        oh = F.one_hot(y, p.size(1)).float()
        p = c * p + (1 - c) * oh
        nll = -(oh * torch.log(p + 1e-12)).sum(1).mean()  #@ unstable log-eps-hack
        return nll + lam * (-torch.log(c)).mean()  #@ unstable log-of-sigmoid


def exp_evidence(y):
    return torch.exp(torch.clamp(y, -10, 10))  #@ stable other


def edl_log_loss(logits, y, k=10):
    alpha = exp_evidence(logits) + 1
    S = alpha.sum(1, keepdim=True)
    oh = F.one_hot(y, k).float()
    return (oh * (torch.log(S) - torch.log(alpha))).sum(1).mean()  #@ stable naive-logsumexp


def heteroscedastic(mu, log_var, y):
    return (0.5 * torch.exp(-log_var) * (y - mu) ** 2 + 0.5 * log_var).mean()  #@ stable other


def mc_dropout(model, x, n=20):
    model.train()
    with torch.no_grad():
        probs = torch.stack([torch.softmax(model(x), -1) for _ in range(n)])
    mean = probs.mean(0)
    total = -(mean * (mean + 1e-10).log()).sum(-1)  #@ unstable log-eps-hack
    aleatoric = -(probs * torch.log(probs)).sum(-1).mean(0)  #@ unstable log-of-softmax
    return total - aleatoric


def temperature_scale(logits, labels, iters=50):
    log_t = torch.zeros(1, requires_grad=True)
    opt = torch.optim.LBFGS([log_t], lr=0.1, max_iter=iters)

    def closure():
        opt.zero_grad()
        l = F.cross_entropy(logits / log_t.exp(), labels)  #@ stable zero-temperature
        l.backward()
        return l

    opt.step(closure)
    return log_t.exp().item()
