"""Mixture density network in PyTorch."""
import math

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn as nn
from torch.distributions import Categorical, Normal

ONEOVERSQRT2PI = 1.0 / math.sqrt(2 * math.pi)
LOG2PI = math.log(2 * math.pi)  #@ stable other


class MDN(nn.Module):
    def __init__(self, in_features, out_features, num_gaussians, n_hidden=20):
        super(MDN, self).__init__()
        self.in_features = in_features
        self.out_features = out_features
        self.num_gaussians = num_gaussians
        self.z_h = nn.Sequential(nn.Linear(in_features, n_hidden), nn.Tanh())
        self.pi = nn.Sequential(nn.Linear(n_hidden, num_gaussians), nn.Softmax(dim=1))
        self.z_pi = nn.Linear(n_hidden, num_gaussians)
        self.sigma = nn.Linear(n_hidden, out_features * num_gaussians)
        self.mu = nn.Linear(n_hidden, out_features * num_gaussians)

    def forward(self, minibatch):
        h = self.z_h(minibatch)
        pi = self.pi(h)
        sigma = torch.exp(self.sigma(h))  #@ stable other
        sigma = sigma.view(-1, self.num_gaussians, self.out_features)
        mu = self.mu(h).view(-1, self.num_gaussians, self.out_features)
        return pi, sigma, mu

    def mixture_logits(self, x):
        return torch.log_softmax(self.z_pi(self.z_h(x)), dim=-1)  #@ stable log-of-softmax


def gaussian_probability(sigma, mu, target):
    target = target.unsqueeze(1).expand_as(sigma)
    ret = ONEOVERSQRT2PI * torch.exp(-0.5 * ((target - mu) / sigma) ** 2) / sigma  #@ stable other
    return torch.prod(ret, 2)


def mdn_loss(pi, sigma, mu, target):
    log_component = -0.5 * ((target.unsqueeze(1) - mu) / sigma) ** 2 - sigma.log() - 0.5 * LOG2PI
    log_pi = torch.log(pi)  #@ unstable log-of-softmax across
    return -torch.logsumexp(log_component.sum(2) + log_pi, dim=1).mean()  #@ stable naive-logsumexp


def mdn_loss_logits(log_pi, sigma, mu, target):
    comp = Normal(mu, sigma).log_prob(target.unsqueeze(1)).sum(2)
    joint = log_pi + comp
    m = joint.max(dim=1, keepdim=True)[0]
    ll = m.squeeze(1) + torch.log(torch.exp(joint - m).sum(1))  #@ stable naive-logsumexp
    return -ll.mean()


def mdn_loss_old(log_pi, sigma, mu, target):
    comp = Normal(mu, sigma).log_prob(target.unsqueeze(1)).sum(2)
    nll = -torch.log(torch.sum(torch.exp(log_pi + comp), dim=1))  #@ unstable naive-logsumexp
    return nll.mean()


def sample(pi, sigma, mu):
    pis = Categorical(pi).sample().view(pi.size(0), 1, 1)
    noise = torch.randn(pi.size(0), mu.size(2))
    s = sigma.detach().gather(1, pis.expand(-1, 1, mu.size(2))).squeeze(1)
    m = mu.detach().gather(1, pis.expand(-1, 1, mu.size(2))).squeeze(1)
    return noise * s + m


def make_data(n=1000):
    y = np.random.uniform(-10.5, 10.5, (1, n)).T
    x = np.sin(0.75 * y) * 7.0 + y * 0.5 + np.random.normal(size=(n, 1))
    return torch.from_numpy(x).float(), torch.from_numpy(y).float()


def main():
    x, y = make_data()
    model = MDN(1, 1, 5)
    opt = torch.optim.Adam(model.parameters())
    hist = []
    for epoch in range(5000):
        pi, sigma, mu = model(x)
        loss = mdn_loss(pi, sigma, mu, y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        hist.append(loss.item())
        if epoch % 500 == 499:
            print(epoch, loss.item())
    plt.plot(hist)
    plt.figure()
    xs = torch.linspace(-15, 15, 1000).unsqueeze(1)
    plt.scatter(xs, sample(*model(xs)), s=2)
    plt.show()


if __name__ == "__main__":
    main()
