"""Chunked attention, reference implementations used to check the CUDA kernels."""
import math
from typing import Optional

import torch
import torch.nn as nn
import torch.nn.functional as F


def attention_ref(q, k, v, scale=None):
    scale = scale or q.size(-1) ** -0.5
    return torch.softmax(q @ k.transpose(-2, -1) * scale, dim=-1) @ v  #@ stable naive-softmax


def chunked_attention(q, k, v, chunk=64):
    scale = q.size(-1) ** -0.5
    m = torch.full(q.shape[:-1] + (1,), float("-inf"), device=q.device)
    l = torch.zeros_like(m)
    o = torch.zeros_like(q)
    for i in range(0, k.size(-2), chunk):
        s = q @ k[..., i:i + chunk, :].transpose(-2, -1) * scale
        m_new = torch.maximum(m, s.amax(-1, keepdim=True))
        p = torch.exp(s - m_new)  #@ stable naive-softmax
        c = torch.exp(m - m_new)  #@ stable other
        l = l * c + p.sum(-1, keepdim=True)
        o = o * c + p @ v[..., i:i + chunk, :]
        m = m_new
    return o / l  #@ stable naive-softmax


def chunked_attention_v0(q, k, v, chunk=64):
    scale = q.size(-1) ** -0.5
    m = torch.zeros(q.shape[:-1] + (1,), device=q.device)
    l = torch.zeros_like(m)
    o = torch.zeros_like(q)
    for i in range(0, k.size(-2), chunk):
        s = q @ k[..., i:i + chunk, :].transpose(-2, -1) * scale
        m_new = torch.maximum(m, s.amax(-1, keepdim=True))
        p = torch.exp(s - m_new)
        c = torch.exp(m - m_new)
        l = l * c + p.sum(-1, keepdim=True)
        o = o * c + p @ v[..., i:i + chunk, :]
        m = m_new
    return o / l  #@ unstable wrong-shift


def accumulate_attention(q, k, v, chunk=64):
    num, den = 0, 0
    for kc, vc in zip(k.split(chunk, -2), v.split(chunk, -2)):
        w = torch.exp(q @ kc.transpose(-2, -1) / math.sqrt(q.size(-1)))
        num = num + w @ vc
        den = den + w.sum(-1, keepdim=True)
    return num / den  #@ unstable naive-softmax


def linear_attention(q, k, v):
    q, k = F.elu(q) + 1, F.elu(k) + 1
    kv = k.transpose(-2, -1) @ v
    return (q @ kv) / (q @ k.sum(-2, keepdim=True).transpose(-2, -1) + 1e-6)


def performer_features(x, proj, eps=1e-4):
    d = x.size(-1)
    x = x * d ** -0.25
    u = x @ proj.t()
    diag = 0.5 * x.pow(2).sum(-1, keepdim=True)
    return proj.size(0) ** -0.5 * (torch.exp(u - diag - u.amax(-1, keepdim=True)) + eps)  #@ stable other


def mean_centered(s):
    s = s - s.mean(dim=-1, keepdim=True)
    e = torch.exp(s)
    return e / e.sum(dim=-1, keepdim=True)  #@ unstable wrong-shift


def half_scores(q, k, mask):
    s = (q.half() @ k.half().transpose(-2, -1)) * q.size(-1) ** -0.5
    return s + (1.0 - mask.half()) * torch.finfo(torch.float16).min


class BertSelfAttention(nn.Module):
    def __init__(self, hidden=768, heads=12, p=0.1):
        super().__init__()
        self.h, self.d = heads, hidden // heads
        self.query, self.key, self.value = (nn.Linear(hidden, hidden) for _ in range(3))
        self.dropout = nn.Dropout(p)

    def split(self, x):
        return x.view(x.size(0), -1, self.h, self.d).transpose(1, 2)

    def forward(self, x, attention_mask: Optional[torch.Tensor] = None):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        s = q @ k.transpose(-1, -2) / math.sqrt(self.d)
        if attention_mask is not None:
            s = s + (1.0 - attention_mask[:, None, None, :].float()) * -10000.0
        p = self.dropout(nn.Softmax(dim=-1)(s))  #@ stable naive-softmax
        return (p @ v).transpose(1, 2).flatten(2)


class MemoryReader(nn.Module):
    """slots may be empty at the beginning of an episode"""

    def __init__(self, dim):
        super().__init__()
        self.key = nn.Linear(dim, dim)

    def forward(self, query, slots, used):
        # used : bool [B, N], all False right after reset()
        s = (self.key(query).unsqueeze(1) * slots).sum(-1)
        s[~used] = -math.inf
        w = s.softmax(dim=1)  #@ unstable fully-masked-row
        return (w.unsqueeze(-1) * slots).sum(1)


class MemoryReaderSafe(MemoryReader):
    def forward(self, query, slots, used):
        s = (self.key(query).unsqueeze(1) * slots).sum(-1)
        s = s.masked_fill(~used, -1e9)
        w = s.softmax(dim=1) * used  #@ stable fully-masked-row
        return (w.unsqueeze(-1) * slots).sum(1)


def pooled_attention(h, w):
    """h: [B,T,D]"""
    a = torch.einsum("btd,d->bt", torch.tanh(h), w)
    e = a.exp()
    alphas = e.div(e.sum(1).unsqueeze(1))  #@ unstable naive-softmax
    return (alphas.unsqueeze(-1) * h).sum(1)
