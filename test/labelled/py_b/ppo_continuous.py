import numpy as np
import torch
import torch.nn as nn
from dataclasses import dataclass
from torch.distributions import Normal, Categorical


@dataclass
class PPOConfig:
    clip: float = 0.2
    epochs: int = 10
    lr: float = 3e-4
    ent_coef: float = 0.01
    target_kl: float = 0.015


class GaussianActor(nn.Module):
    def __init__(self, obs, act):
        super().__init__()
        self.mu = nn.Sequential(nn.Linear(obs, 64), nn.Tanh(), nn.Linear(64, act))
        self.log_std = nn.Parameter(-0.5 * torch.ones(act))

    def dist(self, obs):
        return Normal(self.mu(obs), torch.exp(self.log_std))

    def log_prob(self, pi, a):
        return pi.log_prob(a).sum(-1)  #@ stable other


class DiscreteActor(nn.Module):
    def __init__(self, obs, act):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(obs, 64), nn.Tanh())
        self.head = nn.Linear(64, act)
        self.softmax = nn.Softmax(dim=-1)

    def probs(self, obs):
        return self.softmax(self.head(self.body(obs)))

    def dist(self, obs):
        return Categorical(logits=self.head(self.body(obs)))

    def evaluate(self, obs, act):
        p = self.probs(obs)
        logp = torch.log(p.gather(1, act.unsqueeze(1)) + 1e-10).squeeze(1)  #@ unstable log-eps-hack across
        ent = -(p * torch.log(p)).sum(1)  #@ unstable log-of-softmax across
        return logp, ent


class PPO:
    def __init__(self, actor, critic, cfg: PPOConfig):
        self.actor, self.critic, self.cfg = actor, critic, cfg
        self.opt = torch.optim.Adam(list(actor.parameters()) + list(critic.parameters()), lr=cfg.lr)

    def gae(self, r, v, done, gamma=0.99, lam=0.95):
        adv, last = np.zeros_like(r), 0
        for t in reversed(range(len(r))):
            delta = r[t] + gamma * v[t + 1] * (1 - done[t]) - v[t]
            adv[t] = last = delta + gamma * lam * (1 - done[t]) * last
        return adv

    def update(self, batch):
        obs, act, adv, ret, old = (batch[k] for k in ('obs', 'act', 'adv', 'ret', 'logp'))
        for i in range(self.cfg.epochs):
            pi = self.actor.dist(obs)
            logp = pi.log_prob(act)
            if logp.dim() > 1:
                logp = logp.sum(-1)
            ratio = torch.exp(logp - old)
            clipped = torch.clamp(ratio, 1 - self.cfg.clip, 1 + self.cfg.clip) * adv
            loss_pi = -torch.min(ratio * adv, clipped).mean()
            loss_v = ((self.critic(obs).squeeze(-1) - ret) ** 2).mean()
            loss = loss_pi + 0.5 * loss_v - self.cfg.ent_coef * pi.entropy().mean()  #@ stable log-of-softmax
            kl = (old - logp).mean().item()
            if kl > 1.5 * self.cfg.target_kl:
                break
            self.opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.actor.parameters(), 0.5)
            self.opt.step()

    def update_discrete(self, batch):
        logp, ent = self.actor.evaluate(batch['obs'], batch['act'])
        ratio = (logp - batch['logp']).exp()
        loss = -(ratio * batch['adv']).mean() - self.cfg.ent_coef * ent.mean()
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()
