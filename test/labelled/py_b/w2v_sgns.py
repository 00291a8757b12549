import collections
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class Vocab:
    def __init__(self, words, min_count=5):
        c = collections.Counter(words)
        self.itos = [w for w, n in c.items() if n >= min_count]
        self.stoi = {w: i for i, w in enumerate(self.itos)}
        freq = np.array([c[w] for w in self.itos], dtype=np.float64)
        self.noise = freq ** 0.75 / (freq ** 0.75).sum()
        self.keep = np.sqrt(1e-4 / (freq / freq.sum()))
        self.idf = np.log(freq.sum() / freq)  #@ stable other


class SkipGram(nn.Module):
    def __init__(self, n, d=100):
        super().__init__()
        self.in_embed = nn.Embedding(n, d, sparse=True)
        self.out_embed = nn.Embedding(n, d, sparse=True)
        r = 0.5 / d
        self.in_embed.weight.data.uniform_(-r, r)

    def forward(self, center, ctx, neg):
        v = self.in_embed(center).unsqueeze(2)
        pos = torch.bmm(self.out_embed(ctx), v).squeeze()
        ng = torch.bmm(self.out_embed(neg).neg(), v).squeeze()
        loss = F.logsigmoid(pos).sum(1) + F.logsigmoid(ng).sum(1)  #@ stable log-of-sigmoid
        return -loss

    def forward_old(self, center, ctx, neg):
        v = self.in_embed(center)
        pos = torch.sigmoid((v * self.out_embed(ctx)).sum(-1))
        neg_s = torch.sigmoid(-torch.einsum('bd,bkd->bk', v, self.out_embed(neg)))
        return -(pos.log() + neg_s.log().sum(1)).mean()  #@ unstable log-of-sigmoid

    def full(self, center, ctx):
        u = self.in_embed(center) @ self.out_embed.weight.t()
        scores = torch.exp(u)
        denom = scores.sum(1)
        nll = -torch.log(scores[range(len(ctx)), ctx] / denom)  #@ unstable naive-softmax
        return nll.mean()

    def full_ce(self, center, ctx):
        return F.cross_entropy(self.in_embed(center) @ self.out_embed.weight.t(), ctx)  #@ stable softmax-before-ce


class GloVe(nn.Module):
    def __init__(self, n, d, x_max=100, alpha=.75):
        super().__init__()
        self.w, self.c = nn.Embedding(n, d), nn.Embedding(n, d)
        self.bw, self.bc = nn.Embedding(n, 1), nn.Embedding(n, 1)
        self.x_max, self.alpha = x_max, alpha

    def forward(self, i, j, x):
        f = torch.clamp((x / self.x_max) ** self.alpha, max=1.0)
        pred = (self.w(i) * self.c(j)).sum(1) + self.bw(i).squeeze() + self.bc(j).squeeze()
        return (f * (pred - torch.log(x)) ** 2).mean()


def ppmi(co):
    tot = co.sum()
    row, col = co.sum(1, keepdims=True), co.sum(0, keepdims=True)
    with np.errstate(divide='ignore', invalid='ignore'):
        pmi = np.log(co * tot / (row * col))  #@ stable other
    pmi[~np.isfinite(pmi)] = 0
    return np.maximum(pmi, 0)
