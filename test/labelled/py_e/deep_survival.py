"""Cox PH / DeepSurv / DeepHit losses and a discrete-time hazard model."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class DeepSurv(nn.Module):
    def __init__(self, d, hidden=(64, 32)):
        super().__init__()
        layers = []
        for h in hidden:
            layers += [nn.Linear(d, h), nn.SELU(), nn.Dropout(0.1)]
            d = h
        layers.append(nn.Linear(d, 1))
        self.net = nn.Sequential(*layers)

    def forward(self, x):
        return self.net(x).squeeze(-1)


def cox_loss(risk, time, event):
    order = torch.argsort(time, descending=True)
    risk, event = risk[order], event[order]
    hazard = torch.exp(risk)
    log_cum = torch.log(torch.cumsum(hazard, dim=0))  #@ unstable naive-logsumexp
    return -((risk - log_cum) * event).sum() / event.sum().clamp(min=1)


def cox_loss_v2(risk, time, event):
    order = torch.argsort(time, descending=True)
    risk, event = risk[order], event[order]
    log_cum = torch.logcumsumexp(risk, dim=0)  #@ stable naive-logsumexp
    return -((risk - log_cum) * event).sum() / event.sum().clamp(min=1)


def cox_pycox(log_h, events, eps=1e-7):
    gamma = log_h.max()
    lse = log_h.sub(gamma).exp().cumsum(0).add(eps).log().add(gamma)
    return -log_h.sub(lse).mul(events).sum().div(events.sum())


class DeepHit(nn.Module):
    def __init__(self, d, n_time, n_events=1):
        super().__init__()
        self.shared = nn.Sequential(nn.Linear(d, 64), nn.ReLU(), nn.BatchNorm1d(64))
        self.heads = nn.ModuleList(nn.Linear(64, n_time) for _ in range(n_events))

    def forward(self, x):
        h = self.shared(x)
        z = torch.cat([head(h) for head in self.heads], dim=1)
        return F.softmax(z, dim=1)


def deephit_nll(pmf, idx, event):
    p = pmf.gather(1, idx.view(-1, 1)).squeeze(1)
    surv = 1.0 - pmf.cumsum(1).gather(1, idx.view(-1, 1)).squeeze(1)
    l1 = event * torch.log(p)  #@ unstable nll-of-softmax across
    l2 = (1 - event) * torch.log(surv.clamp(min=1e-7))  #@ unstable log-eps-hack across
    return -(l1 + l2).mean()


def rank_loss(pmf, idx, event, sigma=0.1):
    F_t = pmf.cumsum(1)
    r = F_t.gather(1, idx.view(-1, 1)) - F_t[:, idx].t()
    a = (idx.view(-1, 1) < idx.view(1, -1)).float() * event.view(-1, 1)
    return (a * torch.exp(-r / sigma)).mean()  #@ stable other


def hazard_nll(logits, idx, event):
    t = torch.arange(logits.size(1), device=logits.device)
    y = (t[None] == idx[:, None]).float() * event[:, None]
    bce = F.binary_cross_entropy_with_logits(logits, y, reduction="none")  #@ stable softmax-before-ce
    return (bce * (t[None] <= idx[:, None])).sum(1).mean()


def hazard_nll_v0(logits, idx, event):
    h = torch.sigmoid(logits)
    log_s = torch.cumsum(torch.log(1 - h), dim=1)  #@ unstable log-of-sigmoid
    log_h = torch.log(h).gather(1, idx[:, None])  #@ unstable log-of-sigmoid
    prev = F.pad(log_s, (1, 0))[:, :-1].gather(1, idx[:, None])
    return -(event[:, None] * (log_h + prev) + (1 - event[:, None]) * log_s.gather(1, idx[:, None])).mean()


def weibull_nll(raw, t, e):
    k, lam = F.softplus(raw[:, 0]) + 1e-3, F.softplus(raw[:, 1]) + 1e-3  #@ stable naive-softplus
    log_t = torch.log(t.clamp(min=1e-3))  #@ stable other
    log_haz = k.log() - k * lam.log() + (k - 1) * log_t
    return -(e * log_haz - (t / lam) ** k).mean()


def concordance(risk, time, event):
    n = c = 0.0
    for i in range(len(time)):
        if event[i]:
            later = time > time[i]
            n += later.sum()
            c += (risk[i] > risk[later]).sum()
    return c / max(n, 1)


def kaplan_meier(time, event):
    s, out = 1.0, []
    for t in np.unique(time):
        at = (time >= t).sum()
        s *= 1 - ((time == t) & (event == 1)).sum() / at
        out.append((t, s))
    return out


def fit(x, t, e, bins=20, epochs=50):
    edges = np.quantile(t.numpy(), np.linspace(0, 1, bins + 1))
    idx = torch.as_tensor(np.clip(np.searchsorted(edges, t.numpy()) - 1, 0, bins - 1))
    m = DeepHit(x.size(1), bins)
    opt = torch.optim.Adam(m.parameters(), 1e-3)
    for _ in range(epochs):
        pmf = m(x)
        loss = deephit_nll(pmf, idx, e) + 0.2 * rank_loss(pmf, idx, e)
        opt.zero_grad()
        loss.backward()
        opt.step()
    return m
