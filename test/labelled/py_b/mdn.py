"""Mixture density network (Bishop, 1994)."""
import math
import torch
import torch.nn as nn
import torch.nn.functional as F
import matplotlib.pyplot as plt

ONEOVERSQRT2PI = 1.0 / math.sqrt(2 * math.pi)


class MDN(nn.Module):
    def __init__(self, n_hidden, n_mix):
        super().__init__()
        self.z_h = nn.Sequential(nn.Linear(1, n_hidden), nn.Tanh())
        self.z_pi = nn.Linear(n_hidden, n_mix)
        self.z_mu = nn.Linear(n_hidden, n_mix)
        self.z_sigma = nn.Linear(n_hidden, n_mix)

    def forward(self, x):
        h = self.z_h(x)
        pi = F.softmax(self.z_pi(h), -1)
        sigma = torch.exp(self.z_sigma(h))
        return pi, sigma, self.z_mu(h)

    def params(self, x):
        h = self.z_h(x)
        return F.log_softmax(self.z_pi(h), -1), self.z_sigma(h), self.z_mu(h)  #@ stable log-of-softmax


def gaussian(y, mu, sigma):
    r = (y.expand_as(mu) - mu) / sigma
    return torch.exp(-0.5 * r * r) / sigma * ONEOVERSQRT2PI


def mdn_loss(pi, sigma, mu, y):
    p = gaussian(y, mu, sigma) * pi
    return -torch.log(p.sum(1)).mean()


def mdn_nll(model, x, y):
    log_pi, ls, mu = model.params(x)
    comp = -0.5 * ((y - mu) * torch.exp(-ls)) ** 2 - ls - 0.5 * math.log(2 * math.pi)  #@ stable other
    return -torch.logsumexp(log_pi + comp, dim=-1).mean()  #@ stable naive-logsumexp


def mixture_nll_pieces(model, x, y):
    pi, sigma, mu = model(x)
    log_comp = -0.5 * ((y - mu) / sigma) ** 2 - sigma.log()
    return -torch.log((torch.log(pi) + log_comp).exp().sum(-1)).mean()  #@ unstable naive-logsumexp


def mixing_entropy(model, x):
    pi, _, _ = model(x)
    return -(pi * torch.log(pi)).sum(-1).mean()  #@ unstable log-of-softmax across


def main():
    x = torch.linspace(-15, 15, 1000).unsqueeze(1)
    y = 7 * torch.sin(0.75 * x) + 0.5 * x + torch.randn_like(x)
    net = MDN(20, 5)
    opt = torch.optim.Adam(net.parameters())
    hist = []
    for it in range(10000):
        loss = mdn_nll(net, y, x)
        opt.zero_grad()
        loss.backward()
        opt.step()
        hist.append(loss.item())
    print('component entropy', mixing_entropy(net, y).item(), 'nll', mixture_nll_pieces(net, y, x).item())
    plt.semilogy(hist)
    plt.savefig('mdn.png')


if __name__ == '__main__':
    main()
