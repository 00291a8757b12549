import torch
import torch.nn as nn
import torch.nn.functional as F


class MF(nn.Module):
    def __init__(self, n_users, n_items, dim=64):
        super().__init__()
        self.user = nn.Embedding(n_users, dim)
        self.item = nn.Embedding(n_items, dim)
        nn.init.normal_(self.user.weight, std=0.01)
        nn.init.normal_(self.item.weight, std=0.01)

    def forward(self, u, i):
        return (self.user(u) * self.item(i)).sum(-1)


class NeuMF(nn.Module):
    def __init__(self, n_users, n_items, dim=32):
        super().__init__()
        self.user = nn.Embedding(n_users, dim)
        self.item = nn.Embedding(n_items, dim)
        self.mlp = nn.Sequential(nn.Linear(2 * dim, 64), nn.ReLU(), nn.Linear(64, 1))
        self.act = nn.Sigmoid()

    def forward(self, u, i):
        h = torch.cat([self.user(u), self.item(i)], dim=-1)
        return self.act(self.mlp(h)).squeeze(-1)


class MultVAE(nn.Module):
    def __init__(self, n_items, hid=600, lat=200):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(n_items, hid), nn.Tanh(), nn.Linear(hid, 2 * lat))
        self.dec = nn.Sequential(nn.Linear(lat, hid), nn.Tanh(), nn.Linear(hid, n_items))

    def forward(self, x):
        h = F.dropout(F.normalize(x), 0.5, self.training)
        mu, logvar = self.enc(h).chunk(2, dim=-1)
        z = mu + torch.exp(0.5 * logvar) * torch.randn_like(mu) if self.training else mu  #@ stable other
        return self.dec(z), mu, logvar


class SASRec(nn.Module):
    def __init__(self, n_items, dim=64, maxlen=50):
        super().__init__()
        self.item = nn.Embedding(n_items + 1, dim, padding_idx=0)
        self.pos = nn.Embedding(maxlen, dim)
        self.q, self.k, self.v = (nn.Linear(dim, dim) for _ in range(3))

    def forward(self, seq):
        h = self.item(seq) + self.pos.weight[: seq.size(1)]
        s = self.q(h) @ self.k(h).transpose(1, 2) / h.size(-1) ** 0.5
        pad = (seq == 0).unsqueeze(1)
        causal = torch.ones(seq.size(1), seq.size(1), dtype=torch.bool, device=seq.device).triu(1)
        s = s.masked_fill(pad | causal, float("-inf"))
        return torch.softmax(s, dim=-1) @ self.v(h)  #@ unstable fully-masked-row
