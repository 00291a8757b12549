import math
from collections import OrderedDict

import torch
import torch.nn as nn
import torch.nn.functional as F


class RBM(nn.Module):
    def __init__(self, n_vis=784, n_hid=500):
        super().__init__()
        self.W = nn.Parameter(torch.randn(n_hid, n_vis) * 1e-2)
        self.v_bias = nn.Parameter(torch.zeros(n_vis))
        self.h_bias = nn.Parameter(torch.zeros(n_hid))

    def free_energy(self, v):
        wx_b = F.linear(v, self.W, self.h_bias)
        hidden_term = wx_b.exp().add(1).log().sum(1)  #@ unstable naive-softplus
        return (-hidden_term - v.mv(self.v_bias)).mean()

    def free_energy_sp(self, v):
        return -F.softplus(F.linear(v, self.W, self.h_bias)).sum(1) - v.mv(self.v_bias)  #@ stable naive-softplus

    def gibbs(self, v, k=1):
        for _ in range(k):
            h = torch.bernoulli(torch.sigmoid(F.linear(v, self.W, self.h_bias)))  #@ stable naive-sigmoid
            v = torch.bernoulli(torch.sigmoid(F.linear(h, self.W.t(), self.v_bias)))  #@ stable naive-sigmoid
        return v

    def reconstruction(self, v):
        ph = torch.sigmoid(F.linear(v, self.W, self.h_bias))
        return torch.sigmoid(F.linear(ph, self.W.t(), self.v_bias))

    def pseudo_likelihood(self, v):
        i = torch.randint(0, v.size(1), (1,)).item()
        flip = v.clone()
        flip[:, i] = 1 - flip[:, i]
        d = self.free_energy_sp(flip) - self.free_energy_sp(v)
        return v.size(1) * torch.log(torch.sigmoid(d)).mean()  #@ unstable log-of-sigmoid

    def monitor(self, v):
        r = self.reconstruction(v)
        return -(v * torch.log(r) + (1 - v) * torch.log(1 - r)).sum(1).mean()  #@ unstable bce-after-sigmoid across


class JEM(nn.Module):
    def __init__(self, f, n_cls):
        super().__init__()
        self.f, self.cls = f, nn.LazyLinear(n_cls)
        self.cache = OrderedDict()

    def classify(self, x):
        self.cache["logits"] = self.cls(self.f(x))
        return self.cache["logits"]

    def forward(self, x, y=None):
        logits = self.classify(x)
        if y is None:
            return logits.logsumexp(1)  #@ stable naive-logsumexp
        return torch.gather(logits, 1, y[:, None])

    def energy(self, x):
        e = self.classify(x).exp()
        return -e.sum(dim=1).log()  #@ unstable naive-logsumexp across

    def odin(self, x, T=1000.0):
        return F.softmax(self.classify(x) / T, dim=1).max(1).values  #@ stable zero-temperature

    def sgld(self, x, steps=20, lr=1.0, noise=0.01):
        x = x.clone().requires_grad_()
        for _ in range(steps):
            g = torch.autograd.grad(self(x).sum(), x)[0]
            x.data += lr * g + noise * torch.randn_like(x)
        return x.detach()


class NCE(nn.Module):
    def __init__(self, model, noise_dist, k):
        super().__init__()
        self.model, self.noise, self.k = model, noise_dist, k
        self.log_Z = nn.Parameter(torch.tensor(0.0))

    def delta(self, x):
        return self.model(x) - self.log_Z - self.noise.log_prob(x) - math.log(self.k)  #@ stable other

    def posterior(self, x):
        return torch.sigmoid(self.delta(x))

    def forward(self, x):
        xn = self.noise.sample((self.k * x.size(0),))
        return -torch.log(self.posterior(x)).mean() - self.k * torch.log(1 - self.posterior(xn)).mean()  #@ unstable log-of-sigmoid across

    def loss_logits(self, x):
        xn = self.noise.sample((self.k * x.size(0),))
        return F.softplus(-self.delta(x)).mean() + self.k * F.softplus(self.delta(xn)).mean()  #@ stable naive-softplus


def donsker_varadhan(T, joint, marg):
    """MINE lower bound"""
    return T(joint).mean() - torch.log(torch.exp(T(marg)).mean())  #@ unstable naive-logsumexp


def donsker_varadhan_lse(T, joint, marg):
    t = T(marg)
    return T(joint).mean() - (torch.logsumexp(t, 0) - math.log(t.size(0)))  #@ stable naive-logsumexp


def nwj(T, joint, marg):
    return T(joint).mean() - torch.exp(T(marg) - 1).mean()


def hopfield_retrieve(patterns, xi, beta=8.0, steps=5):
    """modern hopfield, all patterns on the unit sphere"""
    X = F.normalize(patterns, dim=1)
    for _ in range(steps):
        xi = F.normalize(xi, dim=1)
        w = torch.exp(beta * xi @ X.t())  #@ stable naive-softmax
        xi = (w / w.sum(1, keepdim=True)) @ X
    return xi


def hopfield_energy(patterns, xi, beta=8.0):
    lse = torch.log(torch.exp(beta * patterns @ xi).sum()) / beta  #@ unstable naive-logsumexp
    return -lse + 0.5 * xi.dot(xi)


def partition_exact(energies):
    m = energies.min()
    return torch.log(torch.exp(-(energies - m)).sum()) - m  #@ stable naive-logsumexp


def ising_metropolis(spins, J, beta, n):
    for _ in range(n):
        i = torch.randint(0, spins.numel(), (1,))
        dE = 2 * spins[i] * (J[i] @ spins)
        if dE < 0 or torch.rand(1) < torch.exp(-beta * dE):  #@ stable other
            spins[i] *= -1
    return spins


if __name__ == "__main__":
    rbm = RBM()
    opt = torch.optim.SGD(rbm.parameters(), 0.1)
    data = torch.bernoulli(torch.rand(640, 784))
    for ep in range(5):
        for v in data.split(64):
            vk = rbm.gibbs(v).detach()
            loss = rbm.free_energy(v) - rbm.free_energy(vk)
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(ep, loss.item(), rbm.monitor(data[:64]).item())
