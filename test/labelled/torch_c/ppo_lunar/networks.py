import torch
import torch.nn as nn


def mlp(sizes, act=nn.Tanh, out_act=nn.Identity):
    layers = []
    for i in range(len(sizes) - 1):
        layers += [nn.Linear(sizes[i], sizes[i + 1]), (act if i < len(sizes) - 2 else out_act)()]
    return nn.Sequential(*layers)


class Actor(nn.Module):
    def __init__(self, obs_dim, n_actions, hidden=64):
        super(Actor, self).__init__()
        self.body = mlp([obs_dim, hidden, hidden], out_act=nn.Tanh)
        self.pi = nn.Linear(hidden, n_actions)
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, obs):
        h = self.body(obs)
        return self.softmax(self.pi(h))


class LogitActor(nn.Module):
    def __init__(self, obs_dim, n_actions, hidden=64):
        super(LogitActor, self).__init__()
        self.net = mlp([obs_dim, hidden, hidden, n_actions])

    def forward(self, obs):
        return self.net(obs)


class Critic(nn.Module):
    def __init__(self, obs_dim, hidden=64):
        super(Critic, self).__init__()
        self.net = mlp([obs_dim, hidden, hidden, 1])

    def forward(self, obs):
        return self.net(obs).squeeze(-1)


class GaussianActor(nn.Module):
    def __init__(self, obs_dim, act_dim):
        super().__init__()
        self.mu = mlp([obs_dim, 64, 64, act_dim])
        self.log_std = nn.Parameter(-0.5 * torch.ones(act_dim))

    def forward(self, obs):
        std = torch.exp(self.log_std)  #@ stable other
        return torch.distributions.Normal(self.mu(obs), std)
