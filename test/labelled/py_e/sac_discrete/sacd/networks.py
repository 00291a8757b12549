import torch
from torch import nn
from torch.distributions import Categorical


def mlp(sizes, act=nn.ReLU):
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        if i < len(sizes) - 2:
            layers.append(act())
    return nn.Sequential(*layers)


class TwinQ(nn.Module):
    def __init__(self, obs, act, hid=256):
        super().__init__()
        self.q1 = mlp([obs, hid, hid, act])
        self.q2 = mlp([obs, hid, hid, act])

    def forward(self, s):
        return self.q1(s), self.q2(s)


class CategoricalPolicy(nn.Module):
    def __init__(self, obs, act, hid=256):
        super().__init__()
        self.head = mlp([obs, hid, hid, act])

    def act(self, s):
        return self.head(s).argmax(dim=1, keepdim=True)

    def sample(self, s):
        probs = torch.softmax(self.head(s), dim=1)
        a = Categorical(probs).sample().view(-1, 1)
        z = (probs == 0.0).float() * 1e-8
        logp = torch.log(probs + z)  #@ unstable log-eps-hack
        return a, probs, logp

    def evaluate(self, s):
        logits = self.head(s)
        logp = torch.log_softmax(logits, dim=1)  #@ stable log-of-softmax
        return logp.exp(), logp  #@ stable naive-softmax


class GaussianPolicy(nn.Module):
    def __init__(self, obs, act, hid=256, lo=-20, hi=2):
        super().__init__()
        self.trunk = mlp([obs, hid, 2 * act])
        self.lo, self.hi = lo, hi

    def forward(self, s):
        mu, log_std = self.trunk(s).chunk(2, -1)
        std = log_std.clamp(self.lo, self.hi).exp()  #@ stable other
        return mu, std

    def sample(self, s):
        mu, std = self(s)
        n = torch.distributions.Normal(mu, std)
        u = n.rsample()
        a = torch.tanh(u)
        logp = n.log_prob(u) - torch.log(1 - a.pow(2) + 1e-6)
        return a, logp.sum(-1, keepdim=True)
