import copy
import math
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Normal

LOG_STD_MIN, LOG_STD_MAX = -20, 2


def mlp(sizes, act=nn.ReLU):
    out = []
    for a, b in zip(sizes[:-2], sizes[1:-1]):
        out += [nn.Linear(a, b), act()]
    return nn.Sequential(*out, nn.Linear(sizes[-2], sizes[-1]))


class SquashedActor(nn.Module):
    def __init__(self, o, a, lim):
        super().__init__()
        self.net = mlp([o, 256, 256, 2 * a])
        self.lim = lim

    def forward(self, obs):
        mu, log_std = self.net(obs).chunk(2, -1)
        std = log_std.clamp(LOG_STD_MIN, LOG_STD_MAX).exp()  #@ stable other
        pi = Normal(mu, std)
        u = pi.rsample()
        logp = pi.log_prob(u).sum(-1)
        logp -= (2 * (math.log(2) - u - F.softplus(-2 * u))).sum(-1)  #@ stable naive-softplus
        return torch.tanh(u) * self.lim, logp


class Agent:
    def __init__(self, o, a, lim):
        self.pi = SquashedActor(o, a, lim)
        self.q = mlp([o + a, 256, 256, 1])
        self.qt = copy.deepcopy(self.q)
        self.log_alpha = torch.zeros(1, requires_grad=True)
        self.target_entropy = -a

    def alpha_loss(self, logp):
        return -(self.log_alpha * (logp + self.target_entropy).detach()).mean()

    def ratio(self, new, old):
        # used by the ppo variant
        return torch.exp((new - old).clamp(-10, 10))  #@ stable other

    def awac_weights(self, adv, lam=1.0):
        w = F.softmax(adv / lam, dim=0)  #@ stable naive-softmax
        return w * len(adv)

    def cql_penalty(self, q_all, q_data):
        lse = torch.log(torch.sum(torch.exp(q_all), dim=1))  #@ unstable naive-logsumexp
        return (lse - q_data).mean()

    def soft_value(self, obs, n=10):
        qs = []
        alpha = self.log_alpha.clamp(-5, 2).exp()
        for _ in range(n):
            a, lp = self.pi(obs)
            qs.append(self.qt(torch.cat([obs, a], -1)).squeeze(-1) / alpha - lp)
        return alpha * (torch.logsumexp(torch.stack(qs), 0) - math.log(n))  #@ stable naive-logsumexp

    def polyak(self, tau=0.005):
        with torch.no_grad():
            for p, t in zip(self.q.parameters(), self.qt.parameters()):
                t.mul_(1 - tau).add_(tau * p)


class GAILDiscriminator(nn.Module):
    def __init__(self, o, a):
        super().__init__()
        self.body = mlp([o + a, 128, 1])

    def reward(self, sa):
        with torch.no_grad():
            return -torch.log(1 - torch.sigmoid(self.body(sa)))  #@ unstable log-of-sigmoid

    def airl_reward(self, sa):
        with torch.no_grad():
            return F.softplus(self.body(sa)) - F.softplus(-self.body(sa))  #@ stable naive-softplus
