"""Discrete SAC (Christodoulou 2019)."""
import argparse
import copy
import random
from collections import deque

import gym
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class Policy(nn.Module):
    def __init__(self, obs, act, hidden=256):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(obs, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, act))

    def forward(self, s):
        return F.softmax(self.net(s), dim=-1)

    def evaluate(self, s):
        probs = self.forward(s)
        dist = torch.distributions.Categorical(probs)
        a = dist.sample()
        z = (probs == 0.0).float() * 1e-8
        log_probs = torch.log(probs + z)  #@ unstable log-eps-hack across
        return a, probs, log_probs

    def evaluate_v2(self, s):
        logits = self.net(s)
        lp = F.log_softmax(logits, dim=-1)  #@ stable log-of-softmax
        return torch.exp(lp), lp  #@ stable naive-softmax


class Critic(nn.Module):
    def __init__(self, obs, act, hidden=256):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(obs, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, act))

    def forward(self, s):
        return self.net(s)


class Agent:
    def __init__(self, obs, act, gamma=0.99, tau=0.005, lr=3e-4):
        self.pi, self.q1, self.q2 = Policy(obs, act), Critic(obs, act), Critic(obs, act)
        self.t1, self.t2 = copy.deepcopy(self.q1), copy.deepcopy(self.q2)
        self.log_alpha = torch.zeros(1, requires_grad=True)
        self.target_entropy = 0.98 * np.log(act)  #@ stable other
        self.opts = {
            "pi": torch.optim.Adam(self.pi.parameters(), lr),
            "q": torch.optim.Adam(list(self.q1.parameters()) + list(self.q2.parameters()), lr),
            "alpha": torch.optim.Adam([self.log_alpha], lr),
        }
        self.gamma, self.tau = gamma, tau

    @property
    def alpha(self):
        return self.log_alpha.exp().detach()  #@ stable other

    def update(self, batch):
        s, a, r, s2, d = batch
        with torch.no_grad():
            _, p2, lp2 = self.pi.evaluate(s2)
            q = torch.min(self.t1(s2), self.t2(s2)) - self.alpha * lp2
            y = r + self.gamma * (1 - d) * (p2 * q).sum(-1)
        q1 = self.q1(s).gather(1, a[:, None]).squeeze(1)
        q2 = self.q2(s).gather(1, a[:, None]).squeeze(1)
        self._step("q", F.mse_loss(q1, y) + F.mse_loss(q2, y))
        _, p, lp = self.pi.evaluate(s)
        with torch.no_grad():
            qmin = torch.min(self.q1(s), self.q2(s))
        self._step("pi", (p * (self.alpha * lp - qmin)).sum(-1).mean())
        ent = -(p * lp).sum(-1).detach()
        self._step("alpha", -(self.log_alpha * (self.target_entropy - ent)).mean())
        for net, tgt in ((self.q1, self.t1), (self.q2, self.t2)):
            for w, tw in zip(net.parameters(), tgt.parameters()):
                tw.data.lerp_(w.data, self.tau)

    def _step(self, name, loss):
        self.opts[name].zero_grad()
        loss.backward()
        self.opts[name].step()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--env", default="CartPole-v1")
    ap.add_argument("--steps", type=int, default=50000)
    args = ap.parse_args()
    env = gym.make(args.env)
    agent = Agent(env.observation_space.shape[0], env.action_space.n)
    mem, s, ret = deque(maxlen=100000), env.reset()[0], 0
    for t in range(args.steps):
        with torch.no_grad():
            a = agent.pi.evaluate(torch.tensor(s).float()[None])[0].item()
        s2, r, term, trunc, _ = env.step(a)
        mem.append((s, a, r, s2, float(term)))
        s, ret = s2, ret + r
        if term or trunc:
            print(t, ret)
            s, ret = env.reset()[0], 0
        if len(mem) > 1000:
            b = list(zip(*random.sample(mem, 64)))
            agent.update([torch.tensor(np.array(x)).float() if i != 1 else torch.tensor(x) for i, x in enumerate(b)])


if __name__ == "__main__":
    main()
