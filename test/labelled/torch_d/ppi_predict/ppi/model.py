"""Protein contact / masked residue model."""
import math

import torch
from torch import nn

AA = 'ACDEFGHIKLMNPQRSTVWY'


class PositionalEncoding(nn.Module):
    def __init__(self, d_model, max_len=2048):
        super().__init__()
        pos = torch.arange(max_len).unsqueeze(1).float()
        div = torch.exp(torch.arange(0, d_model, 2).float() * (-math.log(10000.0) / d_model))  #@ stable other
        pe = torch.zeros(max_len, d_model)
        pe[:, 0::2] = torch.sin(pos * div)
        pe[:, 1::2] = torch.cos(pos * div)
        self.register_buffer('pe', pe)

    def forward(self, x):
        return x + self.pe[: x.size(1)]


class SeqEncoder(nn.Module):
    def __init__(self, d=128, heads=8, layers=4):
        super().__init__()
        self.embed = nn.Embedding(len(AA) + 2, d)
        self.pos = PositionalEncoding(d)
        self.enc = nn.TransformerEncoder(nn.TransformerEncoderLayer(d, heads, batch_first=True), layers)
        self.residue_head = nn.Linear(d, len(AA))

    def forward(self, tokens):
        h = self.enc(self.pos(self.embed(tokens)))
        return h, self.residue_head(h)


class ContactPredictor(nn.Module):
    def __init__(self, d=128):
        super().__init__()
        self.encoder = SeqEncoder(d)
        self.left = nn.Linear(d, 64)
        self.right = nn.Linear(d, 64)

    def contact_map(self, h):
        s = self.left(h) @ self.right(h).transpose(1, 2)
        s = 0.5 * (s + s.transpose(1, 2))
        return 1 / (1 + torch.exp(-s))  #@ unstable naive-sigmoid

    def forward(self, tokens):
        h, residue_logits = self.encoder(tokens)
        return {'contact': self.contact_map(h), 'residue': residue_logits,
                'residue_prob': residue_logits.softmax(dim=-1)}
