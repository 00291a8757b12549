import torch
from torch import nn


class GMF(nn.Module):
    def __init__(self, n_users, n_items, dim=32):
        super().__init__()
        self.user = nn.Embedding(n_users, dim)
        self.item = nn.Embedding(n_items, dim)
        self.affine_output = nn.Linear(dim, 1)
        self.logistic = nn.Sigmoid()

    def forward(self, u, i):
        prod = self.user(u) * self.item(i)
        return self.logistic(self.affine_output(prod)).squeeze(-1)


class MFDot(nn.Module):
    def __init__(self, n_users, n_items, dim=64):
        super().__init__()
        self.P, self.Q = nn.Embedding(n_users, dim), nn.Embedding(n_items, dim)
        self.b = nn.Embedding(n_items, 1)
        for e in (self.P, self.Q):
            nn.init.normal_(e.weight, std=0.01)

    def forward(self, u, i):
        return (self.P(u) * self.Q(i)).sum(-1) + self.b(i).squeeze(-1)

    def all_items(self, u):
        return self.P(u) @ self.Q.weight.t() + self.b.weight.view(1, -1)


class GRU4Rec(nn.Module):
    def __init__(self, n_items, dim=64, hidden=100):
        super().__init__()
        self.emb = nn.Embedding(n_items, dim, padding_idx=0)
        self.gru = nn.GRU(dim, hidden, batch_first=True)
        self.h2o = nn.Linear(hidden, n_items)
        self.final_act = nn.Softmax(dim=-1)

    def forward(self, seq):
        h, _ = self.gru(self.emb(seq))
        return self.final_act(self.h2o(h[:, -1]))


class MultVAE(nn.Module):
    def __init__(self, n_items, dims=(600, 200), p=0.5):
        super().__init__()
        h, z = dims
        self.q = nn.Sequential(nn.Dropout(p), nn.Linear(n_items, h), nn.Tanh(), nn.Linear(h, 2 * z))
        self.p = nn.Sequential(nn.Linear(z, h), nn.Tanh(), nn.Linear(h, n_items))

    def forward(self, x):
        mu, lv = self.q(nn.functional.normalize(x)).chunk(2, dim=1)
        z = mu + torch.randn_like(mu) * torch.exp(0.5 * lv) if self.training else mu  #@ stable other
        return self.p(z), mu, lv
