import copy
import random
from collections import deque

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class ReplayBuffer:
    def __init__(self, cap=100000):
        self.buf = deque(maxlen=cap)

    def push(self, *t):
        self.buf.append(t)

    def sample(self, n):
        s, a, r, s2, d = zip(*random.sample(self.buf, n))
        f = lambda v: torch.as_tensor(np.array(v), dtype=torch.float32)
        return f(s), torch.as_tensor(a), f(r), f(s2), f(d)


def mlp(i, o, h=256):
    return nn.Sequential(nn.Linear(i, h), nn.ReLU(), nn.Linear(h, h), nn.ReLU(), nn.Linear(h, o))


class DiscretePolicy(nn.Module):
    def __init__(self, obs, act):
        super().__init__()
        self.net = mlp(obs, act)
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, s):
        return self.softmax(self.net(s))

    def evaluate(self, s):
        action_probs = self.forward(s)
        z = (action_probs == 0.0).float() * 1e-8
        log_probs = torch.log(action_probs + z)  #@ unstable log-eps-hack across
        return action_probs, log_probs


class LogPolicy(DiscretePolicy):
    def evaluate(self, s):
        logp = F.log_softmax(self.net(s), -1)  #@ stable log-of-softmax
        return logp.exp(), logp


class SquashedGaussian(nn.Module):
    LOG_STD_MIN, LOG_STD_MAX = -20, 2

    def __init__(self, obs, act):
        super().__init__()
        self.net = mlp(obs, 2 * act)

    def forward(self, s):
        mu, log_std = self.net(s).chunk(2, -1)
        std = log_std.clamp(self.LOG_STD_MIN, self.LOG_STD_MAX).exp()  #@ stable other
        u = mu + std * torch.randn_like(mu)
        logp = torch.distributions.Normal(mu, std).log_prob(u).sum(-1)
        logp -= (2 * (np.log(2) - u - F.softplus(-2 * u))).sum(-1)  #@ stable naive-softplus
        return torch.tanh(u), logp


class SAC:
    def __init__(self, obs, act, log_space=True, gamma=0.99, tau=0.005):
        self.pi = LogPolicy(obs, act) if log_space else DiscretePolicy(obs, act)
        self.q1, self.q2 = mlp(obs, act), mlp(obs, act)
        self.t1, self.t2 = copy.deepcopy(self.q1), copy.deepcopy(self.q2)
        self.log_alpha = torch.zeros(1, requires_grad=True)
        self.target_entropy = -0.98 * np.log(1 / act)  #@ stable other
        self.opt_q = torch.optim.Adam(list(self.q1.parameters()) + list(self.q2.parameters()), 3e-4)
        self.opt_pi = torch.optim.Adam(self.pi.parameters(), 3e-4)
        self.opt_a = torch.optim.Adam([self.log_alpha], 3e-4)
        self.gamma, self.tau = gamma, tau

    @property
    def alpha(self):
        return self.log_alpha.exp()  #@ stable other

    def boltzmann_action(self, s, temp=1.0):
        q = torch.min(self.q1(s), self.q2(s)) / temp
        w = torch.exp(q)
        return torch.multinomial(w / w.sum(-1, keepdim=True), 1)  #@ unstable naive-softmax

    def update(self, batch):
        s, a, r, s2, d = batch
        with torch.no_grad():
            p2, lp2 = self.pi.evaluate(s2)
            v2 = (p2 * (torch.min(self.t1(s2), self.t2(s2)) - self.alpha * lp2)).sum(-1)
            y = r + self.gamma * (1 - d) * v2
        q1 = self.q1(s).gather(1, a[:, None]).squeeze(1)
        q2 = self.q2(s).gather(1, a[:, None]).squeeze(1)
        lq = F.mse_loss(q1, y) + F.mse_loss(q2, y)
        self.opt_q.zero_grad()
        lq.backward()
        self.opt_q.step()

        p, lp = self.pi.evaluate(s)
        with torch.no_grad():
            q = torch.min(self.q1(s), self.q2(s))
        lpi = (p * (self.alpha.detach() * lp - q)).sum(-1).mean()
        self.opt_pi.zero_grad()
        lpi.backward()
        self.opt_pi.step()
        ent = -(p * lp).sum(-1).detach()
        la = (self.log_alpha * (ent - self.target_entropy)).mean()
        self.opt_a.zero_grad()
        la.backward()
        self.opt_a.step()
        for src, dst in ((self.q1, self.t1), (self.q2, self.t2)):
            for x, t in zip(src.parameters(), dst.parameters()):
                t.data.lerp_(x.data, self.tau)
        return lq.item(), lpi.item()
