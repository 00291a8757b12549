import copy
import torch
import torch.nn as nn
import torch.nn.functional as F

LOG_SIG_MAX, LOG_SIG_MIN = 2, -20


def mlp(sizes, act=nn.ReLU, out_act=nn.Identity):
    layers = []
    for j in range(len(sizes) - 1):
        a = act if j < len(sizes) - 2 else out_act
        layers += [nn.Linear(sizes[j], sizes[j + 1]), a()]
    return nn.Sequential(*layers)


class CategoricalPolicy(nn.Module):
    def __init__(self, obs, act):
        super().__init__()
        self.net = mlp([obs, 256, 256, act])

    def sample(self, s):
        probs = F.softmax(self.net(s), dim=1)
        a = torch.distributions.Categorical(probs).sample()
        z = (probs == 0.0).float() * 1e-8
        log_p = torch.log(probs + z)  #@ unstable log-eps-hack
        return a, probs, log_p

    def sample_log(self, s):
        log_p = F.log_softmax(self.net(s), dim=1)  #@ stable log-of-softmax
        return log_p.exp(), log_p


class GaussianPolicy(nn.Module):
    def __init__(self, obs, act):
        super().__init__()
        self.net = mlp([obs, 256, 2 * act])

    def forward(self, s):
        mean, log_std = self.net(s).chunk(2, -1)
        log_std = torch.clamp(log_std, LOG_SIG_MIN, LOG_SIG_MAX)
        std = log_std.exp()
        n = torch.distributions.Normal(mean, std)
        x = n.rsample()
        y = torch.tanh(x)
        log_prob = n.log_prob(x) - torch.log(1 - y.pow(2) + 1e-6)  #@ stable log-eps-hack
        return y, log_prob.sum(1, keepdim=True)


class SAC:
    def __init__(self, obs, act, gamma=.99, tau=.005):
        self.pi = CategoricalPolicy(obs, act)
        self.q1, self.q2 = mlp([obs, 256, act]), mlp([obs, 256, act])
        self.q1_t = copy.deepcopy(self.q1)
        self.log_alpha = torch.zeros(1, requires_grad=True)
        self.gamma, self.tau = gamma, tau
        self.target_entropy = -0.98 * torch.log(1 / torch.tensor(float(act)))  #@ stable log-of-softmax

    @property
    def alpha(self):
        return self.log_alpha.exp()

    def soft_v(self, s):
        q = self.q1_t(s)
        return self.alpha * torch.log(torch.exp(q / self.alpha).sum(1))  #@ unstable naive-logsumexp

    def soft_v2(self, s):
        q = self.q1_t(s)
        return self.alpha * torch.logsumexp(q / self.alpha, dim=1)  #@ stable naive-logsumexp

    def boltzmann(self, s):
        q = self.q1(s)
        v = self.soft_v2(s).unsqueeze(1)
        return torch.exp((q - v) / self.alpha)

    def polyak(self):
        with torch.no_grad():
            for p, t in zip(self.q1.parameters(), self.q1_t.parameters()):
                t.mul_(1 - self.tau).add_(self.tau * p)
