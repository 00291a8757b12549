import copy
from typing import NamedTuple

import torch
import torch.nn as nn
import torch.nn.functional as F

LOG_STD_MAX = 2
LOG_STD_MIN = -20


class Batch(NamedTuple):
    obs: torch.Tensor
    act: torch.Tensor
    rew: torch.Tensor
    next_obs: torch.Tensor
    done: torch.Tensor


def mlp(sizes, act=nn.ReLU, out_act=nn.Identity):
    layers = []
    for j in range(len(sizes) - 1):
        a = act if j < len(sizes) - 2 else out_act
        layers += [nn.Linear(sizes[j], sizes[j + 1]), a()]
    return nn.Sequential(*layers)


class CategoricalPolicy(nn.Module):
    def __init__(self, obs_dim, n_actions, hidden=256):
        super().__init__()
        self.net = mlp([obs_dim, hidden, hidden, n_actions])

    def forward(self, obs):
        return self.net(obs)

    def sample(self, obs):
        action_probs = F.softmax(self.net(obs), dim=-1)
        dist = torch.distributions.Categorical(action_probs)
        actions = dist.sample().view(-1, 1)
        # avoid numerical instability
        z = (action_probs == 0.0).float() * 1e-8
        log_action_probs = torch.log(action_probs + z)  #@ unstable log-eps-hack
        return actions, action_probs, log_action_probs

    def sample_v2(self, obs):
        logits = self.net(obs)
        log_pi = F.log_softmax(logits, dim=-1)  #@ stable log-of-softmax
        pi = log_pi.exp()  #@ stable naive-softmax
        act = torch.multinomial(pi, 1)
        return act, pi, log_pi


class SquashedGaussianPolicy(nn.Module):
    def __init__(self, obs_dim, act_dim, hidden=256):
        super().__init__()
        self.net = mlp([obs_dim, hidden, hidden], out_act=nn.ReLU)
        self.mu = nn.Linear(hidden, act_dim)
        self.log_std = nn.Linear(hidden, act_dim)

    def forward(self, obs):
        h = self.net(obs)
        mu = self.mu(h)
        log_std = torch.clamp(self.log_std(h), LOG_STD_MIN, LOG_STD_MAX)
        std = torch.exp(log_std)  #@ stable other
        dist = torch.distributions.Normal(mu, std)
        u = dist.rsample()
        logp = dist.log_prob(u).sum(-1)
        logp -= (2 * (0.6931471805599453 - u - F.softplus(-2 * u))).sum(-1)  #@ stable naive-softplus
        return torch.tanh(u), logp


class SACD:
    def __init__(self, obs_dim, n_actions, lr=3e-4, gamma=0.99, tau=0.005, target_entropy_ratio=0.98):
        self.policy = CategoricalPolicy(obs_dim, n_actions)
        self.q1 = mlp([obs_dim, 256, 256, n_actions])
        self.q2 = mlp([obs_dim, 256, 256, n_actions])
        self.q1_t, self.q2_t = copy.deepcopy(self.q1), copy.deepcopy(self.q2)
        self.log_alpha = torch.zeros(1, requires_grad=True)
        self.alpha = self.log_alpha.exp()  #@ stable other
        self.target_entropy = -torch.log(torch.tensor(1.0 / n_actions)) * target_entropy_ratio  #@ stable other
        self.gamma, self.tau = gamma, tau
        self.pi_opt = torch.optim.Adam(self.policy.parameters(), lr=lr)
        self.q_opt = torch.optim.Adam([*self.q1.parameters(), *self.q2.parameters()], lr=lr)
        self.a_opt = torch.optim.Adam([self.log_alpha], lr=lr)

    def critic_loss(self, b: Batch):
        with torch.no_grad():
            _, pi, logpi = self.policy.sample(b.next_obs)
            q = torch.min(self.q1_t(b.next_obs), self.q2_t(b.next_obs))
            v = (pi * (q - self.alpha * logpi)).sum(-1, keepdim=True)
            y = b.rew + self.gamma * (1 - b.done) * v
        return F.mse_loss(self.q1(b.obs).gather(1, b.act), y) + F.mse_loss(self.q2(b.obs).gather(1, b.act), y)

    def boltzmann_backup(self, obs):
        """soft value, V(s) = alpha log sum exp Q/alpha"""
        q = torch.min(self.q1_t(obs), self.q2_t(obs))
        a = self.alpha.detach()
        return a * torch.log(torch.sum(torch.exp(q / a), dim=-1))  #@ unstable naive-logsumexp

    def update(self, b: Batch):
        ql = self.critic_loss(b)
        self.q_opt.zero_grad(); ql.backward(); self.q_opt.step()
        _, pi, logpi = self.policy.sample(b.obs)
        with torch.no_grad():
            q = torch.min(self.q1(b.obs), self.q2(b.obs))
        pl = (pi * (self.alpha.detach() * logpi - q)).sum(-1).mean()
        self.pi_opt.zero_grad(); pl.backward(); self.pi_opt.step()
        ent = -(pi * logpi).sum(-1).detach()
        al = (self.log_alpha * (ent - self.target_entropy)).mean()
        self.a_opt.zero_grad(); al.backward(); self.a_opt.step()
        self.alpha = self.log_alpha.exp()  #@ stable other
        with torch.no_grad():
            for t, s in ((self.q1_t, self.q1), (self.q2_t, self.q2)):
                for pt, ps in zip(t.parameters(), s.parameters()):
                    pt.mul_(1 - self.tau).add_(self.tau * ps)
        return {"q": ql.item(), "pi": pl.item(), "alpha": self.alpha.item()}
