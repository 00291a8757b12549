import math

import torch
import torch.nn as nn


def attention(query, key, value, mask=None, dropout=None):
    "Compute 'Scaled Dot Product Attention'"
    d_k = query.size(-1)
    scores = torch.matmul(query, key.transpose(-2, -1)) / math.sqrt(d_k)
    if mask is not None:
        scores = scores.masked_fill(mask == 0, -1e9)  #@ unstable mask-constant across
    p_attn = scores.softmax(dim=-1)
    if dropout is not None:
        p_attn = dropout(p_attn)
    return torch.matmul(p_attn, value), p_attn


class MultiHead(nn.Module):
    def __init__(self, h, d_model, dropout=0.1):
        super().__init__()
        self.d_k, self.h = d_model // h, h
        self.linears = nn.ModuleList([nn.Linear(d_model, d_model) for _ in range(4)])
        self.dropout = nn.Dropout(dropout)

    def forward(self, q, k, v, mask=None):
        if mask is not None:
            mask = mask.unsqueeze(1)
        nb = q.size(0)
        q, k, v = [l(x).view(nb, -1, self.h, self.d_k).transpose(1, 2) for l, x in zip(self.linears, (q, k, v))]
        x, self.attn = attention(q, k, v, mask, self.dropout)
        return self.linears[-1](x.transpose(1, 2).reshape(nb, -1, self.h * self.d_k))


class PooledAttention(nn.Module):
    """Learned-query pooling over the tokens of a document."""

    def __init__(self, d_model):
        super().__init__()
        self.query = nn.Parameter(torch.zeros(d_model))
        self.proj = nn.Linear(d_model, d_model)

    def forward(self, h, pad_mask):
        s = torch.tanh(self.proj(h)) @ self.query
        s = s.float().masked_fill(pad_mask, -1e9)  #@ stable mask-constant
        a = torch.softmax(s, dim=1).to(h.dtype)
        return (a.unsqueeze(-1) * h).sum(1), a


class PairAttention(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.w = nn.Bilinear(d, d, 1)
        self.q = nn.Linear(d, d)

    def forward(self, a, b, a_ok, b_ok):
        e = self.q(a) @ b.transpose(1, 2)
        ok = a_ok.unsqueeze(2) & b_ok.unsqueeze(1)
        e = e.masked_fill(~ok, float("-inf"))
        w = torch.softmax(e, dim=-1)  #@ unstable fully-masked-row
        return w @ b
