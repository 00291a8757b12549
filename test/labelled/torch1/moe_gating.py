import math
from typing import NamedTuple

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions.normal import Normal


class RouterOut(NamedTuple):
    combine: torch.Tensor
    gates: torch.Tensor
    z_loss: torch.Tensor


class TopKRouter(nn.Module):
    def __init__(self, dim, n_experts, k=2, noisy=True):
        super().__init__()
        self.w_gate = nn.Parameter(torch.zeros(dim, n_experts))
        self.w_noise = nn.Parameter(torch.zeros(dim, n_experts))
        self.softplus = nn.Softplus()
        self.k = k
        self.noisy = noisy

    def forward(self, x):
        logits = x @ self.w_gate
        if self.noisy and self.training:
            std = self.softplus(x @ self.w_noise) + 1e-2  #@ stable naive-softplus
            logits = logits + torch.randn_like(logits) * std
        top, idx = logits.topk(self.k, dim=1)
        g = F.softmax(top, dim=1)
        combine = torch.zeros_like(logits).scatter(1, idx, g)
        z = torch.log(torch.exp(logits).sum(dim=-1))  #@ unstable naive-logsumexp
        return RouterOut(combine, F.softmax(logits, dim=1), (z ** 2).mean())


class SwitchRouter(nn.Module):
    def __init__(self, dim, n_experts, dtype=torch.float32):
        super().__init__()
        self.classifier = nn.Linear(dim, n_experts, bias=False)
        self.dtype = dtype

    def forward(self, h):
        logits = self.classifier(h.to(self.dtype))
        probs = torch.softmax(logits, dim=-1)
        z = torch.logsumexp(logits, dim=-1).pow(2).mean()  #@ stable naive-logsumexp
        p, e = probs.max(-1)
        return RouterOut(F.one_hot(e, probs.size(-1)) * p.unsqueeze(-1), probs, z)


class Experts(nn.Module):
    def __init__(self, dim, n):
        super().__init__()
        self.mods = nn.ModuleList([nn.Sequential(nn.Linear(dim, dim * 2), nn.GELU(), nn.Linear(dim * 2, dim))
                                   for _ in range(n)])

    def forward(self, x, combine):
        ys = torch.stack([m(x) for m in self.mods], 1)
        return (ys * combine.unsqueeze(-1)).sum(1)


class MoE(nn.Module):
    def __init__(self, dim, n, router="topk"):
        super().__init__()
        self.router = TopKRouter(dim, n) if router == "topk" else SwitchRouter(dim, n)
        self.experts = Experts(dim, n)
        self.last_gates = None

    def forward(self, x):
        r = self.router(x)
        self.last_gates = r.gates
        return self.experts(x, r.combine), r.z_loss

    def gate_entropy(self):
        g = self.last_gates
        return -(g * torch.log(g)).sum(-1).mean()  #@ unstable log-of-softmax across


def cv_squared(x):
    eps = 1e-10
    if x.shape[0] == 1:
        return torch.tensor([0], device=x.device, dtype=x.dtype)
    return x.float().var() / (x.float().mean() ** 2 + eps)


def load_entropy(assign, n):
    c = torch.bincount(assign, minlength=n).float()
    p = c / c.sum()
    p = p[p > 0]
    return -(p * p.log()).sum() / math.log(n)  #@ stable log-of-softmax


def prob_in_top_k(clean, noisy, std, top, k):
    normal = Normal(torch.tensor([0.0]), torch.tensor([1.0]))
    thr = top[:, k:k + 1]
    return normal.cdf((clean - thr) / std)


class SoftGate(nn.Module):
    """Gate over modalities, exps are cached so they can be plotted."""

    def __init__(self, dims):
        super().__init__()
        self.scorers = nn.ModuleDict({k: nn.Linear(d, 1) for k, d in dims.items()})
        self.cache = {}

    def forward(self, feats):
        for name, f in feats.items():
            self.cache[name] = torch.exp(self.scorers[name](f))
        z = sum(self.cache.values())
        return {name: e / z for name, e in self.cache.items()}  #@ unstable naive-softmax


class GumbelSelector(nn.Module):
    def __init__(self, n, tau=5.0, anneal=0.5):
        super().__init__()
        self.logits = nn.Parameter(torch.zeros(n))
        self.tau = tau
        self.anneal = anneal

    def sample(self):
        u = torch.rand_like(self.logits).clamp(1e-6, 1 - 1e-6)
        g = -torch.log(-torch.log(u))  #@ stable other
        return torch.softmax((self.logits + g) / self.tau, -1)  #@ unstable zero-temperature across

    def step_epoch(self):
        self.tau = max(0.0, self.tau - self.anneal)


def train(model, sel, loader, opt, epochs=20):
    for epoch in range(epochs):
        for x, y in loader:
            mask = sel.sample()
            out, z = model(x * mask)
            loss = F.mse_loss(out, y) + 1e-3 * z - 1e-2 * model.gate_entropy()
            opt.zero_grad()
            loss.backward()
            opt.step()
        sel.step_epoch()
