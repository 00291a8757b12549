"""CTR / CVR models: DIN attention, ESMM, MMoE, two-tower with sampled softmax."""
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F
from sklearn.metrics import log_loss, roc_auc_score


def mlp(d, *hs, last=None):
    layers = []
    for h in hs:
        layers += [nn.Linear(d, h), nn.ReLU()]
        d = h
    layers.append(nn.Linear(d, 1))
    if last is not None:
        layers.append(last)
    return nn.Sequential(*layers)


class DINAttention(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.score = mlp(4 * d, 36)

    def forward(self, q, seq, mask):
        qq = q.unsqueeze(1).expand_as(seq)
        s = self.score(torch.cat([qq, seq, qq - seq, qq * seq], -1)).squeeze(-1)
        s = torch.where(mask, s, torch.full_like(s, float("-inf")))
        a = torch.softmax(s, dim=1)  #@ unstable fully-masked-row
        return (a.unsqueeze(-1) * seq).sum(1)


class MMoE(nn.Module):
    def __init__(self, d, n_exp=4, tasks=2):
        super().__init__()
        self.experts = nn.ModuleList([nn.Sequential(nn.Linear(d, 64), nn.ReLU()) for _ in range(n_exp)])
        self.gates = nn.ModuleList([nn.Linear(d, n_exp) for _ in range(tasks)])
        self.towers = nn.ModuleList([mlp(64, 32, last=nn.Sigmoid()) for _ in range(tasks)])

    def forward(self, x):
        e = torch.stack([f(x) for f in self.experts], 1)
        outs = []
        for gate, tower in zip(self.gates, self.towers):
            g = torch.exp(gate(x))
            g /= g.sum(dim=1, keepdim=True)  #@ unstable naive-softmax
            outs.append(tower((g.unsqueeze(-1) * e).sum(1)).squeeze(-1))
        return outs


class ESMM(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.ctr = mlp(d, 64, last=nn.Sigmoid())
        self.cvr = mlp(d, 64)

    def forward(self, x):
        p_ctr = self.ctr(x).squeeze(-1)
        p_cvr = torch.sigmoid(self.cvr(x)).squeeze(-1)
        return p_ctr, p_ctr * p_cvr


def logloss(p, y):
    return -(y * p.log() + (1 - y) * (1 - p).log()).mean()  #@ unstable bce-after-sigmoid across


def smoothed_logloss(p, y, eps=1e-7):
    return -torch.mean(y * torch.log(p + eps) + (1 - y) * torch.log(1 - p + eps))  #@ unstable log-eps-hack across


class TwoTower(nn.Module):
    def __init__(self, du, di, d=64, tau=0.05):
        super().__init__()
        self.u, self.i = nn.Linear(du, d), nn.Linear(di, d)
        self.tau = tau

    def logits(self, u, i, logq=None):
        s = F.normalize(self.u(u), dim=-1) @ F.normalize(self.i(i), dim=-1).t() / self.tau
        return s if logq is None else s - logq

    def raw(self, u, i):
        return self.u(u) @ self.i(i).t()

    def in_batch(self, u, i):
        e = torch.exp(self.logits(u, i))
        return -torch.log(e.diagonal() / e.sum(1)).mean()  #@ stable naive-softmax

    def in_batch_raw(self, u, i):
        z = self.raw(u, i)
        e = torch.exp(z)
        return (torch.log(e.sum(1)) - z.diagonal()).mean()  #@ unstable naive-logsumexp


def log_uniform_q(counts):
    q = counts / counts.sum()
    return torch.log(q + 1e-9)  #@ stable log-eps-hack


def transform_price(x):
    return np.log1p(np.clip(x, 0, None))  #@ stable naive-softplus


def calibrate(p, rate):
    # negative down-sampling correction
    return p / (p + (1 - p) / rate)


def fm_predict(w0, w, V, x):
    lin = w0 + x @ w
    inter = 0.5 * (((x @ V) ** 2) - ((x ** 2) @ (V ** 2))).sum(1)
    return 1.0 / (1.0 + np.exp(-(lin + inter)))  #@ unstable naive-sigmoid


def delayed_feedback(x, w_c, w_d, elapsed, converted, delay):
    """Chapelle 2014, negative log-likelihood"""
    p = torch.sigmoid(x @ w_c)
    lam = torch.exp((x @ w_d).clamp(max=20))  #@ stable other
    pos = torch.log(p) + torch.log(lam) - lam * delay  #@ unstable log-of-sigmoid
    return -(converted * pos).mean()


def loss_weights(losses, prev, T=2.0):
    """Dynamic weight averaging; ratios of consecutive losses."""
    r = np.array(losses) / np.array(prev) / T
    r = r - r.max()
    return len(r) * np.exp(r) / np.exp(r).sum()  #@ stable naive-softmax


def fit(loader, test, d, epochs=3, model="esmm"):
    esmm, mmoe = ESMM(d), MMoE(d)
    params = list(esmm.parameters()) + list(mmoe.parameters())
    opt = torch.optim.Adagrad(params, lr=0.01)
    for ep in range(epochs):
        for x, click, conv in loader:
            if model == "esmm":
                p1, p2 = esmm(x)
                loss = logloss(p1, click) + smoothed_logloss(p2, conv)
            else:
                p1, p2 = mmoe(x)
                loss = F.binary_cross_entropy(p1, click) + F.binary_cross_entropy_with_logits(p2, conv)  #@ unstable softmax-before-ce across
            opt.zero_grad()
            loss.backward()
            opt.step()
        with torch.no_grad():
            ps, ys = zip(*[((esmm(x) if model == "esmm" else mmoe(x))[0], c) for x, c, _ in test])
        p, y = torch.cat(ps).numpy(), torch.cat(ys).numpy()
        Path("metrics.json").write_text(json.dumps({"auc": roc_auc_score(y, p), "ll": log_loss(y, p)}))
