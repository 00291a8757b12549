"""Mixture density network on the inverted sine problem."""
import math

import matplotlib.pyplot as plt
import torch
import torch.nn as nn
import torch.nn.functional as F

oneDivSqrtTwoPI = 1.0 / math.sqrt(2.0 * math.pi)


class MDN(nn.Module):
    def __init__(self, n_hidden=20, n_gaussians=5):
        super().__init__()
        self.z_h = nn.Sequential(nn.Linear(1, n_hidden), nn.Tanh())
        self.z_pi = nn.Linear(n_hidden, n_gaussians)
        self.z_mu = nn.Linear(n_hidden, n_gaussians)
        self.z_sigma = nn.Linear(n_hidden, n_gaussians)

    def forward(self, x):
        h = self.z_h(x)
        pi = F.softmax(self.z_pi(h), -1)
        mu = self.z_mu(h)
        sigma = torch.exp(self.z_sigma(h))  #@ stable other
        return pi, mu, sigma


def gaussian(y, mu, sigma):
    z = (y.expand_as(mu) - mu) / sigma
    return torch.exp(-0.5 * z * z) / sigma * oneDivSqrtTwoPI  #@ stable other


def mdn_loss(pi, mu, sigma, y):
    result = gaussian(y, mu, sigma) * pi
    result = torch.sum(result, dim=1)
    return torch.mean(-torch.log(result))  #@ unstable naive-logsumexp across


def mdn_loss_log(model, x, y):
    h = model.z_h(x)
    log_pi = F.log_softmax(model.z_pi(h), dim=-1)  #@ stable log-of-softmax
    log_s = model.z_sigma(h)
    z = (y - model.z_mu(h)) * torch.exp(-log_s)  #@ stable other
    lp = -0.5 * z.pow(2) - log_s - 0.5 * math.log(2 * math.pi)
    return -torch.logsumexp(log_pi + lp, dim=-1).mean()  #@ stable naive-logsumexp


def mixture_entropy(pi):
    return -(pi * (pi + 1e-8).log()).sum(-1)


class HandwritingHead(nn.Module):
    """Graves 2013: M bivariate gaussians and end-of-stroke"""

    def __init__(self, hidden, M=20):
        super().__init__()
        self.M = M
        self.fc = nn.Linear(hidden, 6 * M + 1)

    def forward(self, h, bias=0.0):
        out = self.fc(h)
        e, pi, mx, my, sx, sy, rho = torch.split(out, [1] + [self.M] * 6, dim=-1)
        pi = torch.softmax(pi * (1 + bias), dim=-1)
        sx, sy = torch.exp(sx - bias), torch.exp(sy - bias)  #@ stable other
        rho = torch.tanh(rho)
        e = 1 / (1 + torch.exp(e))  #@ unstable naive-sigmoid
        return e, pi, mx, my, sx, sy, rho

    def loss(self, h, x, y, eos):
        e, pi, mx, my, sx, sy, rho = self(h)
        dx, dy = (x - mx) / sx, (y - my) / sy
        Z = dx ** 2 + dy ** 2 - 2 * rho * dx * dy
        n = torch.exp(-Z / (2 * (1 - rho ** 2))) / (2 * math.pi * sx * sy * torch.sqrt(1 - rho ** 2))
        ll = torch.log((pi * n).sum(-1) + 1e-20)
        eos_ll = eos * torch.log(e) + (1 - eos) * torch.log(1 - e)  #@ unstable bce-after-sigmoid across
        return -(ll + eos_ll.squeeze(-1)).mean()


def gumbel_sample(x, axis=1):
    z = torch.distributions.Gumbel(loc=0, scale=1).sample(x.shape)
    return (torch.log(x) + z).argmax(axis)


def main(n=1000, epochs=10000):
    x = torch.linspace(-10, 10, n).view(-1, 1)
    y = 7 * torch.sin(0.75 * x) + 0.5 * x + torch.randn(n, 1)
    x, y = y, x
    net = MDN()
    opt = torch.optim.Adam(net.parameters())
    losses = []
    for epoch in range(epochs):
        pi, mu, sigma = net(x)
        loss = mdn_loss(pi, mu, sigma, y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
        if epoch % 500 == 0:
            print(epoch, loss.item(), mixture_entropy(pi).mean().item())
    k = gumbel_sample(pi)
    pts = mu.gather(1, k.view(-1, 1)) + sigma.gather(1, k.view(-1, 1)) * torch.randn(n, 1)
    plt.plot(losses)
    plt.figure()
    plt.scatter(x, y, alpha=0.2)
    plt.scatter(x, pts.detach(), alpha=0.2)
    plt.savefig("mdn.png")


if __name__ == "__main__":
    main()
