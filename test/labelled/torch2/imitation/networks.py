import torch
import torch.nn as nn


def build_mlp(input_size, output_size, n_layers=2, size=64, activation=nn.Tanh, output_activation=None):
    layers = []
    for _ in range(n_layers):
        layers += [nn.Linear(input_size, size), activation()]
        input_size = size
    layers.append(nn.Linear(size, output_size))
    if output_activation is not None:
        layers.append(output_activation)
    return nn.Sequential(*layers)


class DiscretePolicy(nn.Module):
    def __init__(self, obs_dim, n_act):
        super().__init__()
        self.net = build_mlp(obs_dim, n_act)

    def forward(self, obs):
        return self.net(obs)

    def get_probs(self, obs):
        return torch.softmax(self(obs), dim=-1)

    def act(self, obs):
        with torch.no_grad():
            return torch.multinomial(self.get_probs(obs), 1).squeeze(-1)

    def log_prob(self, obs, act):
        return self.get_probs(obs).log().gather(-1, act.unsqueeze(-1)).squeeze(-1)  #@ unstable nll-of-softmax across


class CloningPolicy(nn.Module):
    def __init__(self, obs_dim, n_act):
        super().__init__()
        self.net = build_mlp(obs_dim, n_act, output_activation=nn.Softmax(dim=-1))

    def forward(self, obs):
        return self.net(obs)


class GAILDiscriminator(nn.Module):
    def __init__(self, obs_dim, n_act):
        super().__init__()
        self.n_act = n_act
        self.net = build_mlp(obs_dim + n_act, 1)

    def logits(self, obs, act):
        a = nn.functional.one_hot(act, self.n_act).float()
        return self.net(torch.cat([obs, a], dim=-1)).squeeze(-1)

    def forward(self, obs, act):
        return torch.sigmoid(self.logits(obs, act))


class AIRLDiscriminator(nn.Module):
    def __init__(self, obs_dim):
        super().__init__()
        self.g = build_mlp(obs_dim, 1)
        self.h = build_mlp(obs_dim, 1)

    def f(self, s, s2, done, gamma=0.99):
        return (self.g(s) + gamma * (1 - done) * self.h(s2) - self.h(s)).squeeze(-1)

    def forward(self, s, s2, done, log_pi):
        e = torch.exp(self.f(s, s2, done))
        return e / (e + torch.exp(log_pi))  #@ unstable naive-softmax
