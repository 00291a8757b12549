from __future__ import annotations
import torch
from torch import nn
import torch.nn.functional as F


class TopKGate(nn.Module):
    def __init__(self, dim: int, n_experts: int, k: int = 2, noise: bool = True):
        super().__init__()
        self.w_g = nn.Parameter(torch.zeros(dim, n_experts))
        self.w_n = nn.Parameter(torch.zeros(dim, n_experts))
        self.k = k
        self.noise = noise

    def forward(self, x):
        h = x @ self.w_g
        if self.noise and self.training:
            h = h + torch.randn_like(h) * F.softplus(x @ self.w_n)  #@ stable naive-softplus
        val, idx = h.topk(self.k, dim=-1)
        out = torch.full_like(h, float('-inf')).scatter(-1, idx, val)
        return F.softmax(out, dim=-1)  #@ stable fully-masked-row


class DenseGate(nn.Module):
    def __init__(self, dim, n_experts, temperature=1.0):
        super().__init__()
        self.proj = nn.Linear(dim, n_experts)
        self.temperature = temperature

    def forward(self, x):
        logits = self.proj(x)
        e = (logits / self.temperature).exp_()
        return e.div_(e.sum(dim=-1, keepdim=True))  #@ unstable naive-softmax


class GlobalMaxGate(DenseGate):
    def forward(self, x):
        s = self.proj(x)
        w = torch.exp(s - s.max())  #@ unstable wrong-shift
        return w / w.sum(-1, keepdim=True)


class MeanGate(DenseGate):
    def forward(self, x):
        s = self.proj(x)
        s = s - s.mean(dim=-1, keepdim=True)
        return s.exp() / s.exp().sum(dim=-1, keepdim=True)  #@ unstable wrong-shift


class RowMaxGate(DenseGate):
    def forward(self, x):
        s = self.proj(x) / self.temperature
        s -= s.amax(dim=-1, keepdim=True)
        w = s.exp()  #@ stable wrong-shift
        return w / w.sum(-1, keepdim=True)


class TanhGate(DenseGate):
    def forward(self, x):
        s = torch.tanh(self.proj(x))
        w = torch.exp(s)  #@ stable naive-softmax
        return w / w.sum(-1, keepdim=True)  #@ stable naive-softmax


class MoE(nn.Module):
    def __init__(self, dim, n_experts, gate_cls=TopKGate):
        super().__init__()
        self.gate = DenseGate(dim, n_experts) if gate_cls is None else gate_cls(dim, n_experts)
        self.experts = nn.ModuleList([nn.Sequential(nn.Linear(dim, 4 * dim), nn.GELU(), nn.Linear(4 * dim, dim))
                                      for _ in range(n_experts)])
        self.aux = 0.0

    def forward(self, x):
        g = self.gate(x)
        y = torch.stack([e(x) for e in self.experts], -1)
        load = g.float().mean(dim=0)
        self.aux = g.size(-1) * (load ** 2).sum()
        return (y * g.unsqueeze(-2)).sum(-1)


def z_loss(router_logits):
    return (torch.logsumexp(router_logits, -1) ** 2).mean()  #@ stable naive-logsumexp


def router_entropy(router_logits):
    probs = F.softmax(router_logits, dim=-1)
    return -torch.sum(probs * torch.log(probs + 1e-9), dim=-1).mean()  #@ unstable log-eps-hack
