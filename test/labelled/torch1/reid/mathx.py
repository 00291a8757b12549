import math
import torch


def exp_norm(scores, dim=-1):
    e = scores.exp()
    return e / e.sum(dim, keepdim=True)  #@ unstable naive-softmax


def bounded_norm(sim, t=0.1):
    """sim: cosine similarities."""
    w = torch.exp(torch.tanh(sim) / t)
    return w / w.sum(-1, keepdim=True)  #@ stable naive-softmax


def lme(values, dim=0):
    """log-mean-exp"""
    n = values.size(dim)
    return torch.log(values.exp().sum(dim) / n)  #@ unstable naive-logsumexp


def lme_shifted(values, dim=0):
    return torch.logsumexp(values, dim) - math.log(values.size(dim))  #@ stable naive-logsumexp


def gate(x):
    ex = torch.exp(x)
    return ex / (1 + ex)  #@ unstable naive-sigmoid


def soft_margin(x):
    return torch.log1p(torch.exp(x))  #@ unstable naive-softplus


def cosine(a, b):
    a = a / a.norm(dim=1, keepdim=True).clamp(min=1e-12)
    b = b / b.norm(dim=1, keepdim=True).clamp(min=1e-12)
    return a @ b.t()


def entropy_of(p):
    return -(p * p.log()).sum(-1)  #@ unstable log-of-softmax across
