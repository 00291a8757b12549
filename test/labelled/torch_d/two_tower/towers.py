import torch
import torch.nn as nn
import torch.nn.functional as F


class Tower(nn.Module):
    def __init__(self, n, dim=64, l2=True):
        super().__init__()
        self.emb = nn.EmbeddingBag(n, dim, mode='mean')
        self.mlp = nn.Sequential(nn.Linear(dim, 128), nn.ReLU(), nn.Linear(128, dim))
        self.l2 = l2

    def forward(self, ids):
        x = self.mlp(self.emb(ids))
        if self.l2:
            x = F.normalize(x, p=2, dim=-1)
        return x


class DotTower(Tower):
    def __init__(self, n, dim=64):
        super().__init__(n, dim, l2=False)


class CTRHead(nn.Module):
    def __init__(self, dim=64):
        super().__init__()
        self.fc = nn.Sequential(nn.Linear(2 * dim, 64), nn.PReLU(), nn.Linear(64, 1))

    def forward(self, u, i):
        return torch.sigmoid(self.fc(torch.cat([u, i], -1))).squeeze(-1)


class InterestAttention(nn.Module):
    """DIN-like activation unit over the click history."""

    def __init__(self, dim=64):
        super().__init__()
        self.score = nn.Sequential(nn.Linear(4 * dim, 36), nn.PReLU(), nn.Linear(36, 1))

    def forward(self, item, hist, lengths):
        q = item.unsqueeze(1).expand_as(hist)
        s = self.score(torch.cat([q, hist, q - hist, q * hist], -1)).squeeze(-1)
        keep = torch.arange(hist.size(1), device=hist.device)[None] < lengths[:, None]
        s = s.masked_fill(~keep, float('-inf'))
        w = F.softmax(s, dim=1)
        return (w.unsqueeze(-1) * hist).sum(1)
