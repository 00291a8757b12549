import torch
import torch.nn as nn

from .config import Config
from .layers import CopyGate, MultiHeadedAttention, OutputLayer, PositionalEncoding


class Layer(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.att = MultiHeadedAttention(cfg)
        self.ff = nn.Sequential(nn.Linear(cfg.dim, 4 * cfg.dim), nn.ReLU(), nn.Linear(4 * cfg.dim, cfg.dim))
        self.n1, self.n2 = nn.LayerNorm(cfg.dim), nn.LayerNorm(cfg.dim)

    def forward(self, x, mask):
        x = self.n1(x + self.att(x, x, x, mask))
        return self.n2(x + self.ff(x))


class Translator(nn.Module):
    def __init__(self, cfg: Config):
        super().__init__()
        self.cfg = cfg
        self.embed = nn.Embedding(cfg.vocab, cfg.dim)
        self.pos = PositionalEncoding(cfg.dim)
        self.layers = nn.ModuleList([Layer(cfg) for _ in range(cfg.layers)])
        self.copy = CopyGate(cfg.dim)
        self.out = OutputLayer(cfg)

    def encode(self, ids, mask):
        x = self.pos(self.embed(ids))
        for l in self.layers:
            x = l(x, mask)
        return x

    def forward(self, ids, mask):
        h = self.encode(ids, mask)
        p_gen = self.copy(h, h)
        return self.out(h), p_gen

    def score(self, ids, mask):
        return self.out.log_probs(self.encode(ids, mask))

    def switch_loss(self, ids, mask, is_copy):
        _, p_gen = self(ids, mask)
        p = p_gen.squeeze(-1)
        return -(is_copy * torch.log(1 - p) + (1 - is_copy) * torch.log(p)).mean()  #@ unstable bce-after-sigmoid across
