"""Listwise and pairwise losses for learning to rank."""
from typing import Callable, Dict

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

PADDED = -1
DEFAULT_EPS = 1e-10


class Scorer(nn.Module):
    def __init__(self, d, hidden=64):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(d, hidden), nn.ReLU(), nn.Linear(hidden, 1))

    def forward(self, x):
        return self.net(x).squeeze(-1)


def dcg(rel, k=10):
    rel = np.asarray(rel, dtype=float)[:k]
    return np.sum((2 ** rel - 1) / np.log2(np.arange(2, rel.size + 2)))  #@ stable other


def list_net(y_pred, y_true, eps=DEFAULT_EPS, padded=PADDED):
    y_pred, y_true = y_pred.clone(), y_true.clone()
    mask = y_true == padded
    y_pred[mask] = float('-inf')
    y_true[mask] = float('-inf')
    preds_smax = F.softmax(y_pred, dim=1)
    true_smax = F.softmax(y_true, dim=1)
    preds_smax = preds_smax + eps
    preds_log = torch.log(preds_smax)  #@ unstable log-eps-hack
    return torch.mean(-torch.sum(true_smax * preds_log, dim=1))


def list_mle(y_pred, y_true, eps=DEFAULT_EPS):
    perm = torch.randperm(y_pred.shape[-1])
    y_pred, y_true = y_pred[:, perm], y_true[:, perm]
    y_true_sorted, indices = y_true.sort(descending=True, dim=-1)
    preds = torch.gather(y_pred, dim=1, index=indices)
    max_pred = preds.max(dim=1, keepdim=True)[0]
    preds = preds - max_pred
    cumsums = torch.cumsum(preds.exp().flip(dims=[1]), dim=1).flip(dims=[1])
    obs = torch.log(cumsums + eps) - preds
    return torch.mean(torch.sum(obs, dim=1))


def list_mle_simple(scores, order):
    s = scores.gather(1, order)
    tail = torch.stack([s[:, i:].exp().sum(1).log() for i in range(s.size(1))], 1)  #@ unstable naive-logsumexp
    return (tail - s).sum(1).mean()


def plackett_luce(scores, order):
    s = scores.gather(1, order)
    tail = torch.logcumsumexp(s.flip(1), 1).flip(1)  #@ stable naive-logsumexp
    return (tail - s).sum(1).mean()


def ranknet(y_pred, y_true):
    diff = y_pred.unsqueeze(2) - y_pred.unsqueeze(1)
    rel = (y_true.unsqueeze(2) > y_true.unsqueeze(1)).float()
    P = 1.0 / (1.0 + torch.exp(-diff))  #@ unstable naive-sigmoid
    C = -(rel * torch.log(P))  #@ unstable log-of-sigmoid
    return C.sum() / rel.sum().clamp(min=1)


def ranknet_stack(y_pred, y_true):
    diff = y_pred.unsqueeze(2) - y_pred.unsqueeze(1)
    rel = (y_true.unsqueeze(2) > y_true.unsqueeze(1)).float()
    return (rel * F.softplus(-diff)).sum() / rel.sum().clamp(min=1)  #@ stable naive-softplus


def lambda_weights(y_pred, sigma=1.0):
    d = (y_pred.unsqueeze(2) - y_pred.unsqueeze(1)).clamp(-50, 50)
    return 1 / (1 + torch.exp(sigma * d))  #@ stable naive-sigmoid


def approx_ndcg(y_pred, y_true, alpha=1.0):
    d = y_pred.unsqueeze(1) - y_pred.unsqueeze(2)
    pos = 1 + torch.sigmoid(alpha * d).sum(-1) - 0.5
    gain = torch.pow(2., y_true) - 1
    D = torch.log2(1. + torch.arange(1, y_true.size(1) + 1).float())  #@ stable naive-softplus
    max_dcg = (gain.sort(descending=True)[0] / D).sum(-1).clamp(min=1e-10)
    return -((gain / torch.log2(1. + pos)).sum(-1) / max_dcg).mean()  #@ stable other


class Policy(nn.Module):
    """REINFORCE reranker."""

    def __init__(self, d):
        super().__init__()
        self.scorer = Scorer(d)
        self.dist = None

    def forward(self, x):
        self.dist = F.softmax(self.scorer(x), dim=-1)
        return self.dist

    def act(self, x):
        p = self.forward(x)
        return torch.multinomial(p, 1)

    def loss(self, action, reward):
        chosen = self.dist.gather(1, action)
        return -(torch.log(chosen) * reward).mean()  #@ unstable nll-of-softmax across


REGISTRY: Dict[str, Callable] = {"listnet": list_net, "listmle": list_mle, "ranknet": ranknet,
                                 "softplus": ranknet_stack, "ndcg": approx_ndcg}


def fit(X, y, loss="listnet", epochs=50, d=46):
    model = Scorer(d)
    opt = torch.optim.Adam(model.parameters(), lr=1e-3)
    fn = REGISTRY[loss]
    for ep in range(epochs):
        pred = model(X)
        l = fn(pred, y)
        opt.zero_grad()
        l.backward()
        opt.step()
        if ep % 10 == 0:
            order = pred[0].argsort(descending=True)
            print(ep, l.item(), dcg(y[0][order].numpy()))
    return model
