import torch
import torch.nn as nn
import torch.nn.functional as F


class DIN(nn.Module):
    """Deep Interest Network attention over the click history."""

    def __init__(self, n_items, dim=32, hidden=(80, 40)):
        super().__init__()
        self.item = nn.Embedding(n_items, dim, padding_idx=0)
        self.att = nn.Sequential(nn.Linear(4 * dim, hidden[0]), nn.PReLU(),
                                 nn.Linear(hidden[0], hidden[1]), nn.PReLU(), nn.Linear(hidden[1], 1))
        self.mlp = nn.Sequential(nn.Linear(2 * dim, 64), nn.ReLU(), nn.Linear(64, 1))

    def attend(self, q, keys, hist):
        qq = q.unsqueeze(1).expand_as(keys)
        w = self.att(torch.cat([qq, keys, qq - keys, qq * keys], -1)).squeeze(-1)
        # new users have an empty history (all padding)
        w = w.masked_fill(hist == 0, float("-inf"))
        w = torch.softmax(w, dim=1)  #@ unstable fully-masked-row
        return torch.bmm(w.unsqueeze(1), keys).squeeze(1)

    def forward(self, target, hist):
        q = self.item(target)
        pooled = self.attend(q, self.item(hist), hist)
        return torch.sigmoid(self.mlp(torch.cat([q, pooled], -1))).squeeze(-1)


class DINLogit(DIN):
    def attend(self, q, keys, hist):
        qq = q.unsqueeze(1).expand_as(keys)
        w = self.att(torch.cat([qq, keys, qq - keys, qq * keys], -1)).squeeze(-1)
        w = w.masked_fill(hist == 0, -1e9)  #@ stable mask-constant
        w = F.softmax(w, dim=1)  #@ stable fully-masked-row
        return torch.bmm(w.unsqueeze(1), keys).squeeze(1)

    def forward(self, target, hist):
        q = self.item(target)
        pooled = self.attend(q, self.item(hist), hist)
        return self.mlp(torch.cat([q, pooled], -1)).squeeze(-1)


class TwoTower(nn.Module):
    def __init__(self, n_users, n_items, dim=64, normalize=False):
        super().__init__()
        self.u = nn.Embedding(n_users, dim)
        self.i = nn.Embedding(n_items, dim)
        self.normalize = normalize

    def users(self, u):
        return F.normalize(self.u(u), dim=-1) if self.normalize else self.u(u)

    def items(self, i):
        return F.normalize(self.i(i), dim=-1) if self.normalize else self.i(i)
