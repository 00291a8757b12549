"""MC dropout, evidential and active learning acquisition functions."""
from collections import defaultdict

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class MCNet(nn.Module):
    def __init__(self, d_in, n_classes, p=0.5):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(d_in, 256), nn.ReLU(), nn.Dropout(p))
        self.fc = nn.Linear(256, n_classes)

    def forward(self, x):
        return self.fc(self.body(x))

    def mc_forward(self, x, n=20):
        self.train()
        with torch.no_grad():
            return torch.stack([F.softmax(self(x), dim=1) for _ in range(n)])


def predictive_entropy(net: MCNet, x):
    mean = net.mc_forward(x).mean(0)
    return -(mean * torch.log(mean + 1e-10)).sum(1)  #@ unstable log-eps-hack across


def bald(net: MCNet, x, n=20):
    ps = net.mc_forward(x, n)
    mean = ps.mean(0)
    h = -(mean * mean.clamp_min(1e-12).log()).sum(1)  #@ unstable log-eps-hack across
    e = -(ps * torch.log(ps)).sum(2).mean(0)  #@ unstable log-of-softmax across
    return h - e


def bald_logits(net, x, n=20):
    lps = torch.stack([net(x).log_softmax(1) for _ in range(n)])  #@ stable log-of-softmax
    lm = torch.logsumexp(lps, 0) - np.log(n)  #@ stable naive-logsumexp
    h = -(lm.exp() * lm).sum(1)  #@ stable other
    return h + (lps.exp() * lps).sum(2).mean(0)  #@ stable other


def margin(net, x):
    top2 = F.softmax(net(x), dim=1).topk(2, dim=1)[0]
    return top2[:, 0] - top2[:, 1]


def mc_nll(net, x, y, n=50):
    """log mean over passes of p(y|x)"""
    acc = 0
    for _ in range(n):
        lp = F.log_softmax(net(x), dim=1).gather(1, y[:, None])  #@ stable nll-of-softmax
        acc = acc + lp.exp()
    return -torch.log(acc / n).mean()  #@ unstable naive-logsumexp


# evidential -------------------------------------------------------------
def exp_evidence(y):
    return torch.exp(torch.clamp(y, -10, 10))  #@ stable other


def softplus_evidence(y):
    return F.softplus(y)  #@ stable naive-softplus


def kl_divergence(alpha, num_classes):
    ones = torch.ones([1, num_classes])
    sum_alpha = alpha.sum(1, keepdim=True)
    first = (torch.lgamma(sum_alpha) - torch.lgamma(alpha).sum(1, keepdim=True)
             + torch.lgamma(ones).sum(1, keepdim=True) - torch.lgamma(ones.sum(1, keepdim=True)))
    second = ((alpha - ones) * (torch.digamma(alpha) - torch.digamma(sum_alpha))).sum(1, keepdim=True)
    return first + second


def edl_log_loss(output, target, epoch, num_classes, step=10):
    alpha = exp_evidence(output) + 1
    S = alpha.sum(1, keepdim=True)
    A = (target * (torch.log(S) - torch.log(alpha))).sum(1, keepdim=True)  #@ stable naive-logsumexp
    coef = min(1.0, epoch / step)
    return (A + coef * kl_divergence((alpha - 1) * (1 - target) + 1, num_classes)).mean()


def gaussian_nll(mu, logvar, y):
    return (0.5 * torch.exp(-logvar) * (y - mu) ** 2 + 0.5 * logvar).mean()  #@ stable other


def hetero_logits_loss(mu, log_sigma, y, T=10):
    """Kendall & Gal, attenuated classification"""
    out = []
    for _ in range(T):
        z = mu + torch.exp(log_sigma) * torch.randn_like(mu)  #@ stable other
        out.append(torch.exp(z[torch.arange(len(y)), y] - torch.log(torch.exp(z).sum(1))))  #@ unstable naive-logsumexp
    return -torch.log(torch.stack(out).mean(0)).mean()


def active_loop(pool, oracle, rounds=10, q=32):
    hist = defaultdict(list)
    net = MCNet(pool.size(1), 10)
    opt = torch.optim.Adam(net.parameters())
    picked = torch.randperm(len(pool))[:q]
    for r in range(rounds):
        x, y = pool[picked], oracle(picked)
        for _ in range(100):
            loss = F.cross_entropy(net(x), y)  #@ stable softmax-before-ce
            opt.zero_grad()
            loss.backward()
            opt.step()
        score = bald(net, pool) if r % 2 else predictive_entropy(net, pool)
        picked = torch.cat([picked, score.topk(q)[1]]).unique()
        hist["n"].append(len(picked))
        hist["loss"].append(loss.item())
    return hist
