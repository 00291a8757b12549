from dataclasses import dataclass, field
from typing import List, Optional

import torch
import torch.nn as nn
import torch.nn.functional as F

from .ops import activate, spatial_softmax


@dataclass
class NetConfig:
    in_ch: int = 3
    classes: int = 21
    widths: List[int] = field(default_factory=lambda: [32, 64, 128])
    activation: Optional[str] = "softmax"


def block(i, o):
    return nn.Sequential(nn.Conv2d(i, o, 3, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU(True))


class UNetLite(nn.Module):
    def __init__(self, cfg: NetConfig = NetConfig()):
        super().__init__()
        self.cfg = cfg
        w = cfg.widths
        self.d1 = block(cfg.in_ch, w[0])
        self.d2 = block(w[0], w[1])
        self.d3 = block(w[1], w[2])
        self.u2 = block(w[2] + w[1], w[1])
        self.u1 = block(w[1] + w[0], w[0])
        self.out = nn.Conv2d(w[0], cfg.classes, 1)

    def logits(self, x):
        a = self.d1(x)
        b = self.d2(F.max_pool2d(a, 2))
        c = self.d3(F.max_pool2d(b, 2))
        b = self.u2(torch.cat([F.interpolate(c, scale_factor=2), b], 1))
        a = self.u1(torch.cat([F.interpolate(b, scale_factor=2), a], 1))
        return self.out(a)

    def forward(self, x):
        return activate(self.logits(x), "softmax")


class KeypointHead(nn.Module):
    def __init__(self, ch, k, beta=100.0):
        super().__init__()
        self.conv = nn.Conv2d(ch, k, 1)
        self.beta = beta

    def forward(self, feat):
        hm = spatial_softmax(self.conv(feat) * self.beta)
        ys = torch.linspace(-1, 1, hm.size(2), device=hm.device)
        xs = torch.linspace(-1, 1, hm.size(3), device=hm.device)
        y = (hm.sum(3) * ys).sum(2)
        x = (hm.sum(2) * xs).sum(2)
        return torch.stack([x, y], -1), hm
