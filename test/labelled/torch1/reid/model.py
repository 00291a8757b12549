import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision

from .mathx import bounded_norm, exp_norm, gate, lme


class PartPool(nn.Module):
    def __init__(self, ch, parts=6):
        super().__init__()
        self.q = nn.Parameter(torch.randn(parts, ch))

    def forward(self, fmap):
        f = fmap.flatten(2)
        raw = torch.einsum('pc,bcn->bpn', self.q, f)
        attn = exp_norm(raw)
        return torch.einsum('bpn,bcn->bpc', attn, f), torch.softmax(raw, -1)


class ReIDNet(nn.Module):
    def __init__(self, num_ids, parts=6):
        super().__init__()
        r = torchvision.models.resnet50()
        self.base = nn.Sequential(*list(r.children())[:-2])
        self.pool = PartPool(2048, parts)
        self.se = nn.Linear(2048, 2048)
        self.bn = nn.BatchNorm1d(2048)
        self.cls = nn.Linear(2048, num_ids, bias=False)
        self.temperature = 16.0

    def classify(self, feat):
        return F.softmax(self.cls(self.bn(feat)), dim=1)

    def forward(self, x):
        fmap = self.base(x)
        parts, attn = self.pool(fmap)
        g = lme(parts.transpose(0, 1))
        g = g * gate(self.se(g))
        return g, self.classify(g), attn

    def rerank(self, sims):
        return bounded_norm(sims)
