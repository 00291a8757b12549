import copy
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from .config import Config


def clones(module, N):
    return nn.ModuleList([copy.deepcopy(module) for _ in range(N)])


def attention(query, key, value, mask=None, dropout=None, mask_value=-1e4):
    scores = torch.matmul(query, key.transpose(-2, -1)) / math.sqrt(query.size(-1))
    if mask is not None:
        scores = scores.masked_fill(mask == 0, mask_value)
    p_attn = F.softmax(scores, dim=-1)
    if dropout is not None:
        p_attn = dropout(p_attn)
    return torch.matmul(p_attn, value), p_attn


class MultiHeadedAttention(nn.Module):
    def __init__(self, cfg: Config):
        super().__init__()
        self.d_k = cfg.dim // cfg.heads
        self.h = cfg.heads
        self.linears = clones(nn.Linear(cfg.dim, cfg.dim), 4)
        self.attn = None
        self.dropout = nn.Dropout(cfg.dropout)

    def forward(self, q, k, v, mask=None):
        if mask is not None:
            mask = mask.unsqueeze(1)
        n = q.size(0)
        q, k, v = [l(x).view(n, -1, self.h, self.d_k).transpose(1, 2)
                   for l, x in zip(self.linears, (q, k, v))]
        x, self.attn = attention(q, k, v, mask, self.dropout)
        return self.linears[-1](x.transpose(1, 2).contiguous().view(n, -1, self.h * self.d_k))

    def head_entropy(self):
        a = self.attn
        return -(a * torch.log2(a)).sum(-1).mean((0, 2))  #@ unstable log-of-softmax across


class PositionalEncoding(nn.Module):
    def __init__(self, dim, max_len=5000):
        super().__init__()
        pe = torch.zeros(max_len, dim)
        pos = torch.arange(0, max_len).unsqueeze(1)
        div = torch.exp(torch.arange(0, dim, 2) * -(math.log(10000.0) / dim))  #@ stable other
        pe[:, 0::2] = torch.sin(pos * div)
        pe[:, 1::2] = torch.cos(pos * div)
        self.register_buffer('pe', pe.unsqueeze(0))

    def forward(self, x):
        return x + self.pe[:, :x.size(1)]


class CopyGate(nn.Module):
    """Switches between copying and generating, returns p_gen."""

    def __init__(self, dim):
        super().__init__()
        self.w = nn.Linear(dim * 2, 1)

    def forward(self, ctx, state):
        return torch.sigmoid(self.w(torch.cat([ctx, state], -1)))


class OutputLayer(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.proj = nn.Linear(cfg.dim, cfg.vocab)

    def forward(self, h):
        return nn.functional.softmax(self.proj(h), dim=-1)

    def log_probs(self, h):
        return nn.functional.log_softmax(self.proj(h), dim=-1)  #@ stable log-of-softmax
