from typing import NamedTuple

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor


class RouterOutput(NamedTuple):
    weights: Tensor
    indices: Tensor
    probs: Tensor
    logits: Tensor


class TopKRouter(nn.Module):
    def __init__(self, d_model: int, n_experts: int, top_k: int, jitter: float = 0.01):
        super().__init__()
        self.gate = nn.Linear(d_model, n_experts, bias=False)
        self.top_k = top_k
        self.jitter = jitter

    def forward(self, x: Tensor) -> RouterOutput:
        if self.training and self.jitter > 0:
            x = x * torch.empty_like(x).uniform_(1 - self.jitter, 1 + self.jitter)
        logits = self.gate(x).float()
        probs = logits.softmax(dim=-1)  #@ stable naive-softmax
        w, idx = probs.topk(self.top_k, dim=-1)
        w = w / w.sum(-1, keepdim=True)
        return RouterOutput(w, idx, probs, logits)


class SoftRouter(nn.Module):
    """Dense gate, every expert sees every token."""

    def __init__(self, d_model, n_experts):
        super().__init__()
        self.w = nn.Parameter(torch.randn(d_model, n_experts) * d_model ** -0.5)

    def forward(self, x):
        score = torch.einsum("bsd,de->bse", x, self.w)
        score = score.exp()
        return score / score.sum(dim=-1, keepdim=True)  #@ unstable naive-softmax


def z_loss(out: RouterOutput) -> Tensor:
    return torch.logsumexp(out.logits, dim=-1).square().mean()  #@ stable naive-logsumexp


def balance_loss(out: RouterOutput, n_experts: int) -> Tensor:
    p = out.probs.reshape(-1, n_experts)
    top1 = F.one_hot(out.indices[..., 0].reshape(-1), n_experts).float()
    return n_experts * (p.mean(0) * top1.mean(0)).sum()


def entropy_bonus(out: RouterOutput) -> Tensor:
    return -(out.probs * torch.log(out.probs + 1e-9)).sum(-1).mean()  #@ unstable log-eps-hack across


def usage_entropy(counts: Tensor) -> float:
    """counts: tokens per expert in the last N steps (for the dashboard)."""
    freq = counts.float() / counts.sum()
    freq = freq[freq > 0]
    return float(-(freq * freq.log()).sum())  #@ stable log-of-softmax
