import torch
from torch import nn


class MF(nn.Module):
    def __init__(self, nu, ni, k=32):
        super().__init__()
        self.u, self.i = nn.Embedding(nu, k), nn.Embedding(ni, k)

    def score(self, u, i):
        return (self.u(u) * self.i(i)).sum(-1)

    def forward(self, u, i):
        return torch.sigmoid(self.score(u, i))

    def user_dist(self, u):
        return torch.softmax(self.u(u) @ self.i.weight.T, -1)


class AttnPool(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.q = nn.Parameter(torch.randn(k))

    def forward(self, hist, lens):
        m = torch.arange(hist.size(1))[None] >= lens[:, None]  # lens: (B,), 0 for cold-start users
        w = (hist @ self.q).masked_fill(m, float('-inf'))
        return (torch.softmax(w, 1).unsqueeze(-1) * hist).sum(1)  #@ unstable fully-masked-row
