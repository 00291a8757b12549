"""Learning to rank losses over padded lists, allRank-ish interface."""
import torch
import torch.nn as nn
import torch.nn.functional as F

PAD = -1.0


class Scorer(nn.Module):
    def __init__(self, d, hidden=(64, 32)):
        super().__init__()
        dims = (d,) + tuple(hidden)
        self.net = nn.Sequential(*[nn.Sequential(nn.Linear(a, b), nn.ReLU()) for a, b in zip(dims, dims[1:])], nn.Linear(dims[-1], 1))

    def forward(self, x):
        return self.net(x).squeeze(-1)


def list_net(y_pred, y_true, eps=1e-10):
    y_pred, y_true = y_pred.clone(), y_true.clone()
    mask = y_true == PAD
    y_pred[mask] = float("-inf")
    y_true[mask] = float("-inf")
    p = F.softmax(y_pred, dim=1) + eps
    t = F.softmax(y_true, dim=1)
    return torch.mean(-torch.sum(t * torch.log(p), dim=1))  #@ unstable log-eps-hack


def list_net_ls(y_pred, y_true):
    m = y_true == PAD
    lp = F.log_softmax(y_pred.masked_fill(m, -1e9), dim=1)  #@ stable mask-constant
    t = F.softmax(y_true.masked_fill(m, -1e9), dim=1)
    return -(t * lp).sum(1).mean()


def list_mle(scores, order):
    s = scores.gather(1, order)
    rev = torch.logcumsumexp(s.flip(1), dim=1).flip(1)  #@ stable naive-logsumexp
    return (rev - s).sum(1).mean()


def list_mle_loop(scores, order):
    s = scores.gather(1, order)
    loss = 0
    for i in range(s.size(1)):
        rest = torch.exp(s[:, i:])
        loss = loss - torch.log(rest[:, 0] / rest.sum(1))  #@ unstable naive-softmax
    return loss.mean()


def rank_net(s, y):
    i, j = torch.triu_indices(s.size(1), s.size(1), 1)
    sd, yd = s[:, i] - s[:, j], y[:, i] - y[:, j]
    sel = yd != 0
    return F.binary_cross_entropy_with_logits(sd[sel], (yd[sel] > 0).float())  #@ stable log-of-sigmoid


def rank_net_old(s, y, sigma=1.0):
    d = s.unsqueeze(2) - s.unsqueeze(1)
    S = torch.sign(y.unsqueeze(2) - y.unsqueeze(1))
    c = 0.5 * (1 - S) * sigma * d + torch.log(1 + torch.exp(-sigma * d))  #@ unstable naive-softplus
    return c.mean()


def lambda_grad(s, y, sigma=1.0):
    with torch.no_grad():
        d = s[:, None] - s[None]
        pos = (y[:, None] > y[None]).float()
        gain = 2.0 ** y - 1
        rank = s.argsort(descending=True).argsort().float()
        disc = 1 / torch.log2(rank + 2.0)  #@ stable other
        delta = ((gain[:, None] - gain[None]) * (disc[:, None] - disc[None])).abs()
        lam = -sigma * torch.sigmoid(-sigma * d) * delta * pos  #@ stable naive-sigmoid
        return lam.sum(1) - lam.sum(0)


def approx_ndcg(s, y, alpha=10.0):
    d = s[:, :, None] - s[:, None, :]
    e = torch.exp(alpha * d)
    r = 1 + (e / (1 + e)).sum(1)  #@ unstable naive-sigmoid
    g = torch.pow(2.0, y) - 1
    dcg = (g / torch.log2(1 + r)).sum(1)
    best = (g.sort(1, descending=True)[0] / torch.log2(torch.arange(2, y.size(1) + 2).float())).sum(1)  #@ stable other
    return -(dcg / best.clamp(min=1e-6)).mean()


def neural_sort(s, tau=1.0):
    n = s.size(1)
    A = (s.unsqueeze(2) - s.unsqueeze(1)).abs().sum(2)
    scaling = n + 1 - 2 * torch.arange(1, n + 1).float()
    P = scaling.view(1, -1, 1) * s.unsqueeze(1) - A.unsqueeze(1)
    return F.softmax(P / tau, dim=-1)  #@ stable naive-softmax


def neural_sort_ce(s, perm):
    P = neural_sort(s)
    return -(perm * torch.log(P + 1e-20)).sum((1, 2)).mean()  #@ unstable log-eps-hack across


def attention_pool(s, lengths):
    """softmax over the valid part of every list; empty queries exist in the MSLR dump"""
    m = torch.arange(s.size(1))[None] >= lengths[:, None]
    return torch.softmax(s.masked_fill(m, -float("inf")), 1)


def deepsurv(risk, event, time):
    o = time.argsort(descending=True)
    risk, event = risk[o], event[o]
    log_risk = torch.log(torch.cumsum(torch.exp(risk), 0))  #@ unstable naive-logsumexp
    return -((risk - log_risk) * event).sum() / event.sum()


def cox_ph(risk, event, time):
    o = time.argsort(descending=True)
    return -((risk[o] - torch.logcumsumexp(risk[o], 0)) * event[o]).sum() / event.sum()  #@ stable naive-logsumexp
