"""ENAS-like controller and a DARTS relaxation with annealed temperature."""
import copy
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

OPS = ["skip", "conv3", "conv5", "max", "avg"]


class Controller(nn.Module):
    def __init__(self, n_layers=12, hid=64, temperature=5.0, tanh_const=2.5):
        super().__init__()
        self.n, self.T, self.C = n_layers, temperature, tanh_const
        self.cell = nn.LSTMCell(hid, hid)
        self.emb = nn.Embedding(len(OPS) + 1, hid)
        self.soft = nn.Linear(hid, len(OPS), bias=False)

    def sample(self):
        x, st = self.emb(torch.tensor([len(OPS)])), None
        arc, logps, ents = [], [], []
        for _ in range(self.n):
            st = self.cell(x, st)
            logit = self.C * torch.tanh(self.soft(st[0]) / self.T)
            p = F.softmax(logit, dim=-1)
            a = torch.multinomial(p, 1).view(-1)
            lp = -F.cross_entropy(logit, a)  #@ stable softmax-before-ce
            arc.append(a.item())
            logps.append(lp)
            ents.append((-lp * torch.exp(lp)).detach())  #@ stable other
            x = self.emb(a)
        return arc, torch.stack(logps).sum(), torch.stack(ents).sum()

    def bounded_probs(self, h):
        z = 2.5 * torch.tanh(self.soft(h))
        e = torch.exp(z)
        return e / e.sum(-1, keepdim=True)  #@ stable naive-softmax


class MixedOp(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.ops = nn.ModuleList([nn.Identity(), nn.Conv2d(c, c, 3, 1, 1), nn.Conv2d(c, c, 5, 1, 2), nn.MaxPool2d(3, 1, 1), nn.AvgPool2d(3, 1, 1)])

    def forward(self, x, w):
        return sum(wi * op(x) for wi, op in zip(w, self.ops))


class SuperNet(nn.Module):
    def __init__(self, c=16, layers=8, k=10):
        super().__init__()
        self.stem = nn.Conv2d(3, c, 3, 1, 1)
        self.cells = nn.ModuleList(MixedOp(c) for _ in range(layers))
        self.fc = nn.Linear(c, k)
        self.alphas = nn.Parameter(1e-3 * torch.randn(layers, len(OPS)))
        self.tau = 10.0

    def set_tau(self, tau):
        self.tau = tau

    def weights(self):
        g = -torch.empty_like(self.alphas).exponential_().log()
        return torch.softmax((F.log_softmax(self.alphas, 1) + g) / self.tau, 1)  #@ unstable zero-temperature across

    def forward(self, x):
        x = self.stem(x)
        for cell, w in zip(self.cells, self.weights()):
            x = cell(x, w)
        return self.fc(x.mean((2, 3)))

    def derive(self):
        return [OPS[i] for i in self.alphas.argmax(1).tolist()]

    def alpha_entropy(self):
        p = F.softmax(self.alphas, dim=-1)
        return -(p * torch.log(p)).sum(-1).mean()  #@ unstable log-of-softmax

    def sparsity(self):
        p = self.alphas.sigmoid()
        return -(p * p.log() + (1 - p) * (1 - p).log()).mean()  #@ unstable log-of-sigmoid


def search(net, train, valid, epochs=50):
    w_opt = torch.optim.SGD([p for n, p in net.named_parameters() if n != "alphas"], 0.025, momentum=0.9)
    a_opt = torch.optim.Adam([net.alphas], 3e-4, betas=(0.5, 0.999), weight_decay=1e-3)
    for ep in range(epochs):
        net.set_tau(10.0 * (1 - ep / (epochs - 1)))
        for (x, y), (xv, yv) in zip(train, valid):
            a_opt.zero_grad()
            F.cross_entropy(net(xv), yv).backward()  #@ stable softmax-before-ce
            a_opt.step()
            w_opt.zero_grad()
            F.cross_entropy(net(x), y).backward()  #@ stable softmax-before-ce
            w_opt.step()
        print(ep, net.derive(), net.alpha_entropy().item())
    return copy.deepcopy(net)


def metropolis(energy, x, steps=1000, t0=1.0):
    """simulated annealing over architectures"""
    e = energy(x)
    for k in range(steps):
        T = t0 * 0.99 ** k + 1e-6
        y = list(x)
        y[np.random.randint(len(y))] = np.random.randint(len(OPS))
        de = energy(y) - e
        if de < 0 or np.random.rand() < math.exp(-de / T):  #@ stable other
            x, e = y, e + de
    return x


def rank_weights(losses, eta=1.0):
    w = np.array([math.exp(-eta * l) for l in losses])
    return w / w.sum()
