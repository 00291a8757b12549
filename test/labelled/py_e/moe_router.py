from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class MoEConfig:
    dim: int = 512
    ffn: int = 2048
    n_experts: int = 8
    top_k: int = 2
    capacity: float = 1.25
    z_coef: float = 1e-3
    aux_coef: float = 1e-2
    jitter: float = 0.01
    router_temp: float = 0.0


class Expert(nn.Module):
    def __init__(self, c: MoEConfig):
        super().__init__()
        self.w1, self.w2, self.w3 = nn.Linear(c.dim, c.ffn, False), nn.Linear(c.ffn, c.dim, False), nn.Linear(c.dim, c.ffn, False)

    def forward(self, x):
        return self.w2(F.silu(self.w1(x)) * self.w3(x))


class Router(nn.Module):
    def __init__(self, c: MoEConfig):
        super().__init__()
        self.c = c
        self.gate = nn.Linear(c.dim, c.n_experts, bias=False)
        self.noise = nn.Linear(c.dim, c.n_experts, bias=False)

    def noisy(self, x):
        logits = self.gate(x)
        if self.training:
            logits = logits + torch.randn_like(logits) * F.softplus(self.noise(x))  #@ stable naive-softplus
        return logits

    def forward(self, x):
        logits = self.noisy(x).float()
        v, i = logits.topk(self.c.top_k, -1)
        w = F.softmax(v, -1)  #@ stable naive-softmax
        return w, i, logits

    def tempered(self, x):
        logits = self.noisy(x)
        return F.softmax(logits / self.c.router_temp, -1)  #@ unstable zero-temperature across

    def z_loss(self, logits):
        return self.c.z_coef * torch.logsumexp(logits, -1).pow(2).mean()  #@ stable naive-logsumexp

    def z_loss_old(self, logits):
        return self.c.z_coef * (logits.exp().sum(-1).log() ** 2).mean()  #@ unstable naive-logsumexp

    def balance(self, logits, idx):
        p = logits.softmax(-1).mean(0)
        f = F.one_hot(idx[:, 0], self.c.n_experts).float().mean(0)
        return self.c.aux_coef * self.c.n_experts * (p * f).sum()

    def entropy(self, logits):
        p = logits.softmax(-1)
        return -(p * p.log()).sum(-1).mean()  #@ unstable log-of-softmax

    def entropy_lp(self, logits):
        lp = logits.log_softmax(-1)
        return -(lp.exp() * lp).sum(-1).mean()  #@ stable log-of-softmax


class MoE(nn.Module):
    def __init__(self, c: MoEConfig):
        super().__init__()
        self.c = c
        self.router = Router(c)
        self.experts = nn.ModuleList(Expert(c) for _ in range(c.n_experts))
        self.aux = 0.0

    def forward(self, x):
        shape = x.shape
        x = x.view(-1, shape[-1])
        w, idx, logits = self.router(x)
        out = torch.zeros_like(x)
        for e, ex in enumerate(self.experts):
            tok, slot = (idx == e).nonzero(as_tuple=True)
            if len(tok):
                out.index_add_(0, tok, ex(x[tok]) * w[tok, slot, None].to(x.dtype))
        self.aux = self.router.balance(logits, idx) + self.router.z_loss(logits)
        return out.view(shape)


class ExpertChoice(nn.Module):
    def __init__(self, c: MoEConfig, dtype=torch.float16):
        super().__init__()
        self.c = c
        self.gate = nn.Linear(c.dim, c.n_experts, bias=False).to(dtype)

    def forward(self, x, pad):
        s = self.gate(x.half())
        s = s.masked_fill(pad[:, None], -1e9)  #@ unstable mask-constant
        p = s.softmax(0)
        k = math.ceil(self.c.capacity * len(x) / self.c.n_experts)
        return p.topk(k, 0)

    def forward_fp32(self, x, pad):
        s = self.gate(x.half()).float()
        s = s.masked_fill(pad[:, None], -1e9)  #@ stable mask-constant
        return s.softmax(0)


def capacity(tokens: int, c: MoEConfig) -> int:
    return int(math.ceil(tokens / c.n_experts * c.capacity))
