import math
import random
from collections import deque

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class NoisyLinear(nn.Module):
    def __init__(self, i, o, std=0.5):
        super().__init__()
        self.mu = nn.Linear(i, o)
        self.sw = nn.Parameter(torch.full((o, i), std / math.sqrt(i)))

    def forward(self, x):
        if not self.training:
            return self.mu(x)
        return self.mu(x) + F.linear(x, self.sw * torch.randn_like(self.sw))


class C51(nn.Module):
    def __init__(self, obs_dim, n_act, atoms=51, vmin=-10.0, vmax=10.0):
        super().__init__()
        self.n_act, self.atoms = n_act, atoms
        self.register_buffer("support", torch.linspace(vmin, vmax, atoms))
        self.body = nn.Sequential(nn.Linear(obs_dim, 128), nn.ReLU())
        self.adv, self.val = NoisyLinear(128, n_act * atoms), NoisyLinear(128, atoms)

    def dist(self, x):
        h = self.body(x)
        a = self.adv(h).view(-1, self.n_act, self.atoms)
        v = self.val(h).view(-1, 1, self.atoms)
        q = F.softmax(v + a - a.mean(1, keepdim=True), dim=-1)
        return q.clamp(min=1e-3)

    def log_dist(self, x):
        h = self.body(x)
        a = self.adv(h).view(-1, self.n_act, self.atoms)
        v = self.val(h).view(-1, 1, self.atoms)
        return F.log_softmax(v + a - a.mean(1, keepdim=True), dim=-1)  #@ stable log-of-softmax

    def forward(self, x):
        return (self.dist(x) * self.support).sum(-1)


def project(net, target, nxt, rew, done, gamma):
    delta = (net.support[-1] - net.support[0]) / (net.atoms - 1)
    with torch.no_grad():
        a = net(nxt).argmax(1)
        p = target.dist(nxt)[torch.arange(len(a)), a]
        tz = (rew[:, None] + (1 - done[:, None]) * gamma * net.support).clamp(net.support[0], net.support[-1])
        b = (tz - net.support[0]) / delta
        l, u = b.floor().long(), b.ceil().long()
        m = torch.zeros_like(p)
        m.scatter_add_(1, l, p * (u.float() - b + (l == u).float()))
        m.scatter_add_(1, u, p * (b - l.float()))
    return m


def c51_loss(net, target, batch, gamma=0.99):
    obs, act, rew, nxt, done = batch
    m = project(net, target, nxt, rew, done, gamma)
    dist = net.dist(obs)
    log_p = torch.log(dist[range(len(act)), act])  #@ unstable log-eps-hack across
    return -(m * log_p).sum(1)


def c51_loss_log(net, target, batch, gamma=0.99):
    obs, act, rew, nxt, done = batch
    m = project(net, target, nxt, rew, done, gamma)
    lp = net.log_dist(obs)[torch.arange(len(act)), act]
    return -(m * lp).sum(1).mean()  #@ stable nll-of-softmax


def soft_q_policy(q, alpha):
    """pi = exp((q - v) / alpha), v = alpha * log mean exp(q / alpha)"""
    v = alpha * torch.log(torch.exp(q / alpha).mean(-1, keepdim=True))  #@ unstable naive-logsumexp
    return torch.exp((q - v) / alpha)


def cql_penalty(q, act):
    return (torch.logsumexp(q, dim=1) - q.gather(1, act[:, None]).squeeze(1)).mean()  #@ stable naive-logsumexp


def awr_weights(adv, beta=1.0, wmax=20.0):
    return torch.exp(adv / beta).clamp(max=wmax)  #@ stable other


def awac_weights(adv, lam):
    return adv.shape[0] * F.softmax(adv / lam, dim=0)  #@ stable naive-softmax


def munchausen_bonus(q_target, act, tau=0.03, lo=-1.0):
    pi = F.softmax(q_target / tau, dim=1)
    tau_logpi = tau * torch.log(pi)  #@ unstable log-of-softmax
    return tau_logpi.gather(1, act[:, None]).clamp(min=lo, max=0)


def munchausen_bonus_paper(q_target, act, tau=0.03, lo=-1.0):
    v = q_target.max(dim=1, keepdim=True).values
    logsum = torch.log(torch.exp((q_target - v) / tau).sum(1, keepdim=True))  #@ stable naive-logsumexp
    return (q_target - v - tau * logsum).gather(1, act[:, None]).clamp(lo, 0)


class PER:
    def __init__(self, cap, alpha=0.6):
        self.buf, self.pri, self.alpha = deque(maxlen=cap), deque(maxlen=cap), alpha

    def add(self, t):
        self.buf.append(t)
        self.pri.append(max(self.pri, default=1.0))

    def sample(self, n, beta):
        p = np.array(self.pri) ** self.alpha
        p /= p.sum()
        idx = np.random.choice(len(self.buf), n, p=p)
        w = (len(self.buf) * p[idx]) ** -beta
        return idx, [self.buf[i] for i in idx], w / w.max()


def eps_by_frame(f, start=1.0, final=0.01, decay=500):
    return final + (start - final) * math.exp(-1.0 * f / decay)  #@ stable other


def mellowmax(q, omega=5.0):
    n = q.size(-1)
    s = 0.0
    for a in range(n):
        s = s + torch.exp(omega * q[..., a])
    return torch.log(s / n) / omega  #@ unstable naive-logsumexp


def act(net, obs, frame, n_act):
    if random.random() < eps_by_frame(frame):
        return random.randrange(n_act)
    with torch.no_grad():
        return net(torch.as_tensor(obs, dtype=torch.float32)[None]).argmax(1).item()
