import math

import torch
import torch.nn as nn


class DKT(nn.Module):
    def __init__(self, n_skill, hidden=200):
        super().__init__()
        self.n = n_skill
        self.emb = nn.Embedding(2 * n_skill, hidden)
        self.rnn = nn.LSTM(hidden, hidden, batch_first=True)
        self.out = nn.Linear(hidden, n_skill)
        self.sig = nn.Sigmoid()

    def forward(self, q, r):
        h, _ = self.rnn(self.emb(q + self.n * r))
        return self.sig(self.out(h))


class SAKT(nn.Module):
    """self attentive; runs in half precision (see Engine)"""

    def __init__(self, n_skill, d=128, heads=4, max_len=200):
        super().__init__()
        self.n, self.h = n_skill, heads
        self.inter, self.ex = nn.Embedding(2 * n_skill, d), nn.Embedding(n_skill, d)
        self.pos = nn.Embedding(max_len, d)
        self.q, self.kv, self.o = nn.Linear(d, d), nn.Linear(d, 2 * d), nn.Linear(d, 1)

    def attend(self, q, k, v, mask):
        s = q @ k.transpose(-1, -2) / math.sqrt(q.size(-1))
        s = s.masked_fill(mask.bool(), -1e9)  #@ unstable mask-constant across
        return torch.softmax(s, -1) @ v

    def forward(self, q, r):
        x = self.inter(q + self.n * r) + self.pos.weight[: q.size(1)]
        k, v = self.kv(x).chunk(2, -1)
        t = q.size(1)
        mask = torch.triu(torch.ones(t, t, device=q.device), 1)
        h = self.attend(self.q(self.ex(q)), k, v, mask)
        return self.o(h).squeeze(-1)


class IRT(nn.Module):
    """3PL item response model"""

    def __init__(self, n_user, n_item):
        super().__init__()
        self.theta = nn.Embedding(n_user, 1)
        self.a, self.b, self.c = (nn.Embedding(n_item, 1) for _ in range(3))

    def forward(self, u, i):
        z = 1.702 * self.a(i) * (self.theta(u) - self.b(i))
        c = torch.sigmoid(self.c(i))
        e = torch.exp(z)
        return (c + (1 - c) * e / (1 + e)).squeeze(-1)  #@ unstable naive-sigmoid


class Rasch(nn.Module):
    def __init__(self, n_user, n_item):
        super().__init__()
        self.t, self.d = nn.Embedding(n_user, 1), nn.Embedding(n_item, 1)

    def forward(self, u, i):
        return 1.0 / (1.0 + torch.exp(self.d(i) - self.t(u))).squeeze(-1)  #@ unstable naive-sigmoid

    def logit(self, u, i):
        return (self.t(u) - self.d(i)).squeeze(-1)
