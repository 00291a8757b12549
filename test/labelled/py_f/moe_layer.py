# Sparse MoE layer, loosely after Shazeer et al. & ST-MoE
import math
from typing import Tuple
import torch
from torch import nn, Tensor
import torch.nn.functional as F
from einops import rearrange


class Expert(nn.Module):
    def __init__(self, dim: int, mult: int = 4):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(dim, dim * mult), nn.GELU(), nn.Linear(dim * mult, dim))

    def forward(self, x: Tensor) -> Tensor:
        return self.net(x)


class NoisyTopK(nn.Module):
    def __init__(self, dim: int, n: int, k: int = 2):
        super().__init__()
        self.k, self.n = k, n
        self.gate = nn.Linear(dim, n, bias=False)
        self.noise = nn.Linear(dim, n, bias=False)

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
        clean = self.gate(x)
        std = F.softplus(self.noise(x)) + 1e-2  #@ stable naive-softplus
        h = clean + torch.randn_like(clean) * std if self.training else clean
        top, idx = h.topk(self.k, dim=-1)
        sparse = torch.full_like(h, float('-inf')).scatter(-1, idx, top)
        return F.softmax(sparse, dim=-1), idx, clean  #@ stable fully-masked-row


def router_z_loss(logits: Tensor) -> Tensor:
    return torch.logsumexp(logits, dim=-1).square().mean()  #@ stable naive-logsumexp


def router_z_loss_v0(logits: Tensor) -> Tensor:
    log_z = torch.log(torch.exp(logits).sum(-1))  #@ unstable naive-logsumexp
    return (log_z ** 2).mean()


def balance_loss(gates: Tensor, idx: Tensor, n: int) -> Tensor:
    density = F.one_hot(idx[..., 0], n).float().mean(0)
    return (density * gates.mean(0)).sum() * n


def gate_entropy(router: NoisyTopK, x: Tensor) -> Tensor:
    g, _, _ = router(x)
    return -(g * g.log()).sum(-1).mean()  #@ unstable log-of-softmax across


def usage_perplexity(idx: Tensor, n: int) -> Tensor:
    c = torch.bincount(idx.flatten(), minlength=n).float()
    p = c / c.sum()
    return torch.exp(-(p * torch.log(p + 1e-10)).sum())  #@ stable log-eps-hack


class MoE(nn.Module):
    def __init__(self, dim: int, n: int = 8):
        super().__init__()
        self.router = NoisyTopK(dim, n)
        self.experts = nn.ModuleList([Expert(dim) for _ in range(n)])
        self.scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))

    def forward(self, x: Tensor):
        b = x.shape[0]
        x = rearrange(x, 'b t d -> (b t) d')
        g, idx, raw = self.router(x)
        out = torch.zeros_like(x)
        for i, e in enumerate(self.experts):
            rows = (idx == i).any(-1)
            if rows.any():
                out[rows] += g[rows, i, None] * e(x[rows])
        aux = balance_loss(g, idx, len(self.experts)) + 1e-3 * router_z_loss(raw)
        return rearrange(out, '(b t) d -> b t d', b=b), aux
