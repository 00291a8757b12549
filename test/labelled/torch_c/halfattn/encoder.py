import copy
import math

import torch
import torch.nn as nn

from .attention import MultiHead, PairAttention, PooledAttention


class PositionalEncoding(nn.Module):
    def __init__(self, d_model, max_len=4096):
        super().__init__()
        pe = torch.zeros(max_len, d_model)
        position = torch.arange(0, max_len).unsqueeze(1)
        div_term = torch.exp(torch.arange(0, d_model, 2) * -(math.log(10000.0) / d_model))  #@ stable other
        pe[:, 0::2] = torch.sin(position * div_term)
        pe[:, 1::2] = torch.cos(position * div_term)
        self.register_buffer("pe", pe)

    def forward(self, x):
        return x + self.pe[: x.size(1)]


class Layer(nn.Module):
    def __init__(self, d, h, ff):
        super().__init__()
        self.attn = MultiHead(h, d)
        self.ff = nn.Sequential(nn.Linear(d, ff), nn.GELU(), nn.Linear(ff, d))
        self.n1, self.n2 = nn.LayerNorm(d), nn.LayerNorm(d)

    def forward(self, x, mask):
        y = self.n1(x)
        x = x + self.attn(y, y, y, mask)
        return x + self.ff(self.n2(x))


class TextEncoder(nn.Module):
    def __init__(self, vocab, d=256, h=4, layers=4, n_out=2):
        super().__init__()
        self.emb = nn.Embedding(vocab, d, padding_idx=0)
        self.pos = PositionalEncoding(d)
        base = Layer(d, h, 4 * d)
        self.layers = nn.ModuleList(copy.deepcopy(base) for _ in range(layers))
        self.pool = PooledAttention(d)
        self.pair = PairAttention(d)
        self.out = nn.Linear(d, n_out)

    def encode(self, ids):
        x = self.pos(self.emb(ids))
        mask = (ids != 0).unsqueeze(1)
        for l in self.layers:
            x = l(x, mask)
        return x

    def forward(self, ids):
        h = self.encode(ids)
        pooled, _ = self.pool(h, ids == 0)
        return self.out(pooled)

    def match(self, left, right):
        a, b = self.encode(left), self.encode(right)
        x = self.pair(a, b, left != 0, right != 0)
        return self.out(x.mean(1))
