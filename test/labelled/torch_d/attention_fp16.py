import math
from typing import Optional

import torch
import torch.nn as nn
import torch.nn.functional as F


class MultiHeadAttention(nn.Module):
    def __init__(self, dim, heads, dropout=0.0):
        super().__init__()
        assert dim % heads == 0
        self.h, self.dk = heads, dim // heads
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)
        self.drop = nn.Dropout(dropout)

    def split(self, x):
        B, L, _ = x.shape
        q, k, v = self.qkv(x).chunk(3, -1)
        f = lambda t: t.view(B, L, self.h, self.dk).transpose(1, 2)
        return f(q), f(k), f(v)

    def merge(self, o):
        B, h, L, d = o.shape
        return self.proj(o.transpose(1, 2).reshape(B, L, h * d))

    def forward(self, x, key_padding_mask: Optional[torch.Tensor] = None):
        q, k, v = self.split(x)
        att = q @ k.transpose(-2, -1) / math.sqrt(self.dk)
        if key_padding_mask is not None:
            att = att.masked_fill(key_padding_mask[:, None, None, :] == 0, torch.finfo(att.dtype).min)
        att = F.softmax(att, dim=-1)  #@ stable mask-constant
        return self.merge(self.drop(att) @ v)


class CausalAttention(MultiHeadAttention):
    def forward(self, x, mask=None):
        q, k, v = self.split(x)
        L = x.size(1)
        att = q @ k.transpose(-2, -1) / math.sqrt(self.dk)
        tri = torch.tril(torch.ones(L, L, dtype=torch.bool, device=x.device))
        att = att.masked_fill(~tri, float('-inf'))
        w = torch.softmax(att, dim=-1)  #@ stable fully-masked-row
        return self.merge(self.drop(w) @ v)


class PaddedAttention(MultiHeadAttention):
    def forward(self, x, lengths):
        q, k, v = self.split(x)
        pos = torch.arange(x.size(1), device=x.device)
        valid = (pos[None] < lengths[:, None])
        pair = valid[:, None, :, None] & valid[:, None, None, :]
        att = q @ k.transpose(-2, -1) / math.sqrt(self.dk)
        att = att.masked_fill(~pair, -float('inf'))
        w = att.softmax(dim=-1)  #@ unstable fully-masked-row
        return self.merge(w @ v)


class HalfAttention(MultiHeadAttention):
    """Scores stay in fp16 to save memory on the V100s."""

    def forward(self, x, mask):
        q, k, v = self.split(x.half())
        scores = torch.matmul(q, k.transpose(-2, -1)) * self.dk ** -0.5
        scores = scores.masked_fill(mask == 0, -1e9)  #@ unstable mask-constant
        p = F.softmax(scores, dim=-1)
        return self.merge(p @ v)


class RelativeAttention(MultiHeadAttention):
    def forward(self, x, bias, mask):
        q, k, v = self.split(x)
        q, k, v = q.half(), k.half(), v.half()
        att = q @ k.transpose(-2, -1) / math.sqrt(self.dk) + bias.half()
        add = (1.0 - mask[:, None, None, :].half()) * torch.finfo(torch.float16).min
        p = torch.softmax(att + add, -1)  #@ unstable mask-constant
        return self.merge((p @ v).float())


class LinearAttention(MultiHeadAttention):
    def forward(self, x, mask=None):
        q, k, v = self.split(x)
        q = q.softmax(dim=-1)  #@ stable other
        k = k.softmax(dim=-2)  #@ stable other
        ctx = k.transpose(-2, -1) @ v
        return self.merge(q @ ctx)


class PerformerAttention(MultiHeadAttention):
    def feature(self, u, proj):
        u = u * self.dk ** -0.25
        return torch.exp(u @ proj - u.pow(2).sum(-1, keepdim=True) / 2) / math.sqrt(proj.size(1))

    def forward(self, x, proj):
        q, k, v = self.split(x)
        q, k = self.feature(q, proj), self.feature(k, proj)
        z = q @ k.sum(-2).unsqueeze(-1)
        return self.merge(q @ (k.transpose(-2, -1) @ v) / (z + 1e-6))


def online_softmax(chunks):
    """Streaming over key blocks."""
    m, s, acc = None, None, None
    for scores, values in chunks:
        blk = scores.amax(-1, keepdim=True)
        new_m = blk if m is None else torch.maximum(m, blk)
        p = torch.exp(scores - new_m)  #@ stable naive-softmax
        if m is None:
            s, acc = p.sum(-1, keepdim=True), p @ values
        else:
            c = torch.exp(m - new_m)  #@ stable other
            s = s * c + p.sum(-1, keepdim=True)
            acc = acc * c + p @ values
        m = new_m
    return acc / s


def chunked_attention(q, k, v, size=128):
    m = torch.zeros(q.shape[:-1] + (1,), device=q.device)
    num, den = 0, 0
    for i in range(0, k.size(-2), size):
        s = q @ k[..., i:i + size, :].transpose(-2, -1)
        m_new = torch.maximum(m, s.amax(-1, keepdim=True))
        e = torch.exp(s - m_new)
        corr = torch.exp(m - m_new)
        num = num * corr + e @ v[..., i:i + size, :]
        den = den * corr + e.sum(-1, keepdim=True)
        m = m_new
    return num / den  #@ unstable wrong-shift
