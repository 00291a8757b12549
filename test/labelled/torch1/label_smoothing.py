import torch
import torch.nn as nn
import torch.nn.functional as F


class LabelSmoothingCrossEntropy(nn.Module):
    """NLL loss with label smoothing."""

    def __init__(self, smoothing: float = 0.1):
        super().__init__()
        assert smoothing < 1.0
        self.smoothing = smoothing
        self.confidence = 1. - smoothing

    def forward(self, x: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        logprobs = F.log_softmax(x, dim=-1)  #@ stable log-of-softmax
        nll_loss = -logprobs.gather(dim=-1, index=target.unsqueeze(1)).squeeze(1)  #@ stable nll-of-softmax
        smooth_loss = -logprobs.mean(dim=-1)
        return (self.confidence * nll_loss + self.smoothing * smooth_loss).mean()


class LSRLoss(nn.Module):
    def __init__(self, num_classes, eps=0.1, use_gpu=False):
        super(LSRLoss, self).__init__()
        self.num_classes = num_classes
        self.eps = eps
        self.use_gpu = use_gpu
        self.softmax = nn.Softmax(dim=1)

    def _smooth(self, targets):
        t = torch.zeros(targets.size(0), self.num_classes).scatter_(1, targets.data.cpu().unsqueeze(1), 1)
        if self.use_gpu:
            t = t.cuda()
        return (1 - self.eps) * t + self.eps / self.num_classes

    def forward(self, inputs, targets):
        p = self.softmax(inputs)
        log_probs = torch.log(p)  #@ unstable log-of-softmax
        return (-self._smooth(targets) * log_probs).mean(0).sum()


class CrossEntropyLabelSmooth(nn.Module):
    def __init__(self, num_classes, epsilon=0.1):
        super().__init__()
        self.num_classes = num_classes
        self.epsilon = epsilon
        self.logsoftmax = nn.LogSoftmax(dim=1)

    def forward(self, inputs, targets):
        log_probs = self.logsoftmax(inputs)  #@ stable log-of-softmax
        targets = torch.zeros_like(log_probs).scatter_(1, targets.unsqueeze(1), 1)
        targets = (1 - self.epsilon) * targets + self.epsilon / self.num_classes
        return (-targets * log_probs).mean(0).sum()


class KLSmoothing(nn.Module):
    """The Annotated Transformer"""

    def __init__(self, size, padding_idx, smoothing=0.0):
        super().__init__()
        self.criterion = nn.KLDivLoss(reduction="sum")
        self.padding_idx = padding_idx
        self.confidence = 1.0 - smoothing
        self.smoothing = smoothing
        self.size = size

    def forward(self, x, target):
        assert x.size(1) == self.size
        true_dist = x.data.clone()
        true_dist.fill_(self.smoothing / (self.size - 2))
        true_dist.scatter_(1, target.data.unsqueeze(1), self.confidence)
        true_dist[:, self.padding_idx] = 0
        mask = torch.nonzero(target.data == self.padding_idx)
        if mask.dim() > 0:
            true_dist.index_fill_(0, mask.squeeze(), 0.0)
        return self.criterion(x, true_dist.clone().detach())


class Generator(nn.Module):
    def __init__(self, d_model, vocab):
        super().__init__()
        self.proj = nn.Linear(d_model, vocab)

    def forward(self, x):
        return F.log_softmax(self.proj(x), dim=-1)  #@ stable log-of-softmax


def confidence_penalty(logits, beta=0.1):
    p = torch.softmax(logits, 1)
    ent = -(p * torch.log(p.clamp(min=1e-8))).sum(1)  #@ unstable log-eps-hack
    return -beta * ent.mean()


def confidence_penalty2(logits, beta=0.1):
    lp = logits.log_softmax(1)
    return beta * (lp.exp() * lp).sum(1).mean()  #@ stable log-of-softmax


def bootstrap_loss(logits, y, beta=0.95):
    # soft bootstrapping, Reed et al.
    q = F.softmax(logits, dim=1)
    onehot = F.one_hot(y, logits.size(1)).float()
    target = beta * onehot + (1 - beta) * q.detach()
    return -(target * F.log_softmax(logits, dim=1)).sum(1).mean()  #@ stable log-of-softmax


def generalized_ce(logits, y, q=0.7):
    p = F.softmax(logits, dim=1).gather(1, y[:, None]).squeeze(1)
    return ((1 - p ** q) / q).mean()


def symmetric_ce(logits, y, alpha=0.1, beta=1.0, A=-4):
    ce = F.cross_entropy(logits, y)  #@ stable softmax-before-ce
    pred = F.softmax(logits, dim=1).clamp(1e-7, 1.0)
    onehot = F.one_hot(y, logits.size(1)).float().clamp(min=1e-4, max=1.0)
    rce = -(pred * torch.log(onehot)).sum(1)  #@ stable log-eps-hack
    return alpha * ce + beta * rce.mean()
