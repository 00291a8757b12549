import numpy as np
import pandas as pd
import torch
import torch.nn as nn
import torch.nn.functional as F


def load(path='ml-100k/u.data'):
    df = pd.read_csv(path, sep='\t', names=['u', 'i', 'r', 'ts'])
    pop = df.groupby('i').size()
    w = np.log(pop.values + 1.0)  #@ stable other
    return df, w / w.sum()


class MF(nn.Module):
    def __init__(self, n_u, n_i, d=64):
        super().__init__()
        self.U = nn.Embedding(n_u, d)
        self.I = nn.Embedding(n_i, d)
        nn.init.normal_(self.U.weight, std=0.01)

    def score(self, u, i):
        return (self.U(u) * self.I(i)).sum(-1)

    def bpr(self, u, pos, neg):
        x = self.score(u, pos) - self.score(u, neg)
        return -torch.log(torch.sigmoid(x)).mean()  #@ unstable log-of-sigmoid

    def bpr_eps(self, u, pos, neg):
        diff = self.score(u, pos) - self.score(u, neg)
        return -(diff.sigmoid() + 1e-10).log().mean()  #@ unstable log-eps-hack

    def bpr_soft(self, u, pos, neg):
        return F.softplus(self.score(u, neg) - self.score(u, pos)).mean()  #@ stable naive-softplus

    def bpr_log(self, u, pos, neg):
        return -F.logsigmoid(self.score(u, pos) - self.score(u, neg)).mean()  #@ stable log-of-sigmoid

    def warp(self, u, pos, neg):
        d = self.score(u, neg) - self.score(u, pos)
        return torch.log(1 + torch.exp(d)).sum()  #@ unstable naive-softplus


class NeuMF(nn.Module):
    def __init__(self, n_u, n_i, d=32):
        super().__init__()
        self.eu, self.ei = nn.Embedding(n_u, d), nn.Embedding(n_i, d)
        self.mlp = nn.Sequential(nn.Linear(2 * d, d), nn.ReLU(), nn.Linear(d, 1), nn.Sigmoid())

    def forward(self, u, i):
        return self.mlp(torch.cat([self.eu(u), self.ei(i)], -1)).squeeze(-1)


def train_pointwise(model: NeuMF, loader, lr=1e-3):
    opt = torch.optim.Adam(model.parameters(), lr)
    loss_fn = nn.BCEWithLogitsLoss()
    for u, i, y in loader:
        pred = model(u, i)
        loss = loss_fn(pred, y.float())  #@ unstable softmax-before-ce across
        opt.zero_grad(); loss.backward(); opt.step()


def train_bce(model: NeuMF, loader, lr=1e-3):
    opt = torch.optim.Adam(model.parameters(), lr)
    for u, i, y in loader:
        loss = F.binary_cross_entropy(model(u, i), y.float())  #@ stable bce-after-sigmoid
        opt.zero_grad(); loss.backward(); opt.step()


def ndcg(rank, k=10):
    if rank >= k:
        return 0.0
    return np.log(2) / np.log(rank + 2)


def sampled_softmax(user, items, logq):
    s = user @ items.t() - logq
    target = torch.arange(user.size(0))
    return F.cross_entropy(s, target)  #@ stable softmax-before-ce
