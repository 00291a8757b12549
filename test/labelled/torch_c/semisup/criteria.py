import math

import torch
import torch.nn.functional as F


def sharpen(p, T):
    p = p ** (1.0 / T)
    return p / p.sum(dim=1, keepdim=True)  #@ stable naive-softmax


def fixmatch(weak, strong, threshold=0.95):
    probs = torch.softmax(weak.detach(), dim=-1)  #@ stable naive-softmax
    conf, pseudo = probs.max(dim=-1)
    mask = conf.ge(threshold).float()
    return (F.cross_entropy(strong, pseudo, reduction="none") * mask).mean(), mask.mean()  #@ stable softmax-before-ce


def mixmatch_u(logits_u, targets_u):
    return ((torch.softmax(logits_u, dim=1) - targets_u) ** 2).mean()


def soft_ce(outputs, targets):
    return -torch.mean(torch.sum(F.log_softmax(outputs, dim=1) * targets, dim=1))  #@ stable log-of-softmax


def entmin(logits):
    p = F.softmax(logits, dim=1)
    return -(p * F.log_softmax(logits, dim=1)).sum(1).mean()  #@ stable log-of-softmax


def entropy(p):
    return -(p * torch.log(p)).sum(dim=1)  #@ unstable log-of-softmax across


def kl_categorical(p, q):
    return (p * (p / q).log()).sum(1).mean()  #@ unstable log-of-softmax across


def rampup(current, length):
    """exp(-5(1-t)^2) from the Pi-model paper"""
    t = min(max(current / float(length), 0.0), 1.0)
    return math.exp(-5.0 * (1.0 - t) ** 2)  #@ stable other


def tsa_threshold(step, total, k, schedule="exp"):
    r = step / total
    if schedule == "linear":
        a = r
    elif schedule == "exp":
        a = math.exp((r - 1) * 5)  #@ stable other
    else:
        a = 1 - math.exp(-r * 5)  #@ stable other
    return a * (1 - 1.0 / k) + 1.0 / k


def dist_align(p, p_model, p_target):
    p = p * (p_target / p_model.clamp(min=1e-6))
    return p / p.sum(1, keepdim=True)
