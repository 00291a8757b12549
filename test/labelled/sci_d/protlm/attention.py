"""Axial attention over multiple sequence alignments (PyTorch)."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class RowAttention(nn.Module):
    """Attention over columns; gap columns are masked out. Runs in fp16."""

    def __init__(self, dim, heads=8):
        super().__init__()
        self.h, self.dk = heads, dim // heads
        self.qkv = nn.Linear(dim, 3 * dim)
        self.out = nn.Linear(dim, dim)

    def forward(self, x, gap_mask):
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.h, self.dk).permute(2, 0, 3, 1, 4)
        a = (q @ k.transpose(-1, -2) / math.sqrt(self.dk)).half()
        a = a.masked_fill(gap_mask[:, None, None, :], -1e9)  #@ unstable mask-constant
        a = a.softmax(-1)
        return self.out((a.to(v.dtype) @ v).transpose(1, 2).reshape(b, n, d))


class ColumnAttention(RowAttention):
    """Attention over sequences; a column may consist of gaps only."""

    def forward(self, x, gap_mask):
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.h, self.dk).permute(2, 0, 3, 1, 4)
        a = q @ k.transpose(-1, -2) / math.sqrt(self.dk)
        a = a.masked_fill(gap_mask[:, None, None, :], float("-inf"))
        w = F.softmax(a, dim=-1)  #@ unstable fully-masked-row
        return self.out((w @ v).transpose(1, 2).reshape(b, n, d))


class PoolingAttention(nn.Module):
    """One weight per residue; at least the first token is always kept."""

    def __init__(self, dim):
        super().__init__()
        self.score = nn.Linear(dim, 1)

    def forward(self, x, pad):
        pad = pad.clone()
        pad[:, 0] = False
        s = self.score(x).squeeze(-1).masked_fill(pad, float("-inf"))
        w = torch.softmax(s, dim=1)  #@ stable fully-masked-row
        return (w.unsqueeze(-1) * x).sum(1)


class ContactPool(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.score = nn.Linear(dim, 1)

    def forward(self, x, valid):
        e = torch.exp(self.score(x).squeeze(-1)) * valid
        w = e / e.sum(1, keepdim=True)  #@ unstable naive-softmax
        return (w.unsqueeze(-1) * x).sum(1)
