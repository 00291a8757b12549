"""Masked language model over amino acids with a stability head."""
import torch
import torch.nn as nn

from .attention import PoolingAttention, RowAttention

VOCAB = "ACDEFGHIKLMNPQRSTVWY-X"


class ProteinLM(nn.Module):
    def __init__(self, dim=256, layers=4, heads=8):
        super().__init__()
        self.emb = nn.Embedding(len(VOCAB), dim)
        self.blocks = nn.ModuleList([RowAttention(dim, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(dim)
        self.lm = nn.Linear(dim, len(VOCAB))
        self.pool = PoolingAttention(dim)
        self.stable_head = nn.Sequential(nn.Linear(dim, 1), nn.Sigmoid())
        self.ss_head = nn.Sequential(nn.Linear(dim, 64), nn.GELU(), nn.Linear(64, 3), nn.Softmax(dim=-1))

    def forward(self, tokens):
        pad = tokens == VOCAB.index("X")
        x = self.emb(tokens)
        for b in self.blocks:
            x = x + b(self.norm(x), pad)
        pooled = self.pool(x, pad)
        return {
            "lm": self.lm(x),
            "probs": self.lm(x).softmax(-1),
            "stable": self.stable_head(pooled).squeeze(-1),
            "ss": self.ss_head(x),
        }


def positional(n, d):
    pos = torch.arange(n).unsqueeze(1)
    div = torch.exp(torch.arange(0, d, 2) * (-torch.log(torch.tensor(10000.0)) / d))  #@ stable other
    pe = torch.zeros(n, d)
    pe[:, 0::2] = torch.sin(pos * div)
    pe[:, 1::2] = torch.cos(pos * div)
    return pe
