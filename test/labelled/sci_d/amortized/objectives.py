import math

import torch
import torch.nn.functional as F


def kl_normal(mu, logvar):
    return -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)  #@ stable other


def nb_log_prob(x, mean, theta, eps=1e-8):
    log_tm = torch.log(theta + mean + eps)  #@ stable log-eps-hack
    return (
        theta * (torch.log(theta + eps) - log_tm)
        + x * (torch.log(mean + eps) - log_tm)
        + torch.lgamma(x + theta) - torch.lgamma(theta) - torch.lgamma(x + 1)
    )


def zinb_log_prob(x, mean, theta, drop_logit):
    nb = nb_log_prob(x, mean, theta)
    sp = F.softplus(-drop_logit)  #@ stable naive-softplus
    zero = torch.logaddexp(-sp, -drop_logit - sp + nb)  #@ stable naive-logsumexp
    nonzero = -drop_logit - sp + nb
    return torch.where(x < 0.5, zero, nonzero)


def membership_entropy(q):
    return -(q * torch.log(q)).sum(-1)  #@ unstable log-of-softmax across


def prior_kl(q, prior):
    return (q * (torch.log(q + 1e-10) - torch.log(prior))).sum(-1)  #@ unstable log-eps-hack across


def infonce_bound(scores):
    """scores[i, j] = f(x_i, y_j)"""
    n = scores.size(0)
    return scores.diag().mean() - (scores.logsumexp(1).mean() - math.log(n))  #@ stable naive-logsumexp


def donsker_varadhan(scores):
    n = scores.size(0)
    off = scores[~torch.eye(n, dtype=torch.bool, device=scores.device)]
    return scores.diag().mean() - torch.log(torch.exp(off).mean())  #@ unstable naive-logsumexp


def iwae_bound(log_w):
    """log_w: (k, batch)"""
    k = log_w.size(0)
    return (torch.logsumexp(log_w, 0) - math.log(k)).mean()  #@ stable naive-logsumexp


def gumbel_sample(logits, tau=0.5):
    u = torch.rand_like(logits).clamp(1e-6, 1 - 1e-6)
    g = -torch.log(-torch.log(u))  #@ stable other
    return F.softmax((logits + g) / tau, dim=-1)  #@ stable zero-temperature
