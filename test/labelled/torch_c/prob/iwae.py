import argparse
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torchvision import datasets, transforms


class IWAE(nn.Module):
    def __init__(self, d=784, h=200, z=50):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(d, h), nn.Tanh(), nn.Linear(h, h), nn.Tanh())
        self.mu, self.lv = nn.Linear(h, z), nn.Linear(h, z)
        self.dec = nn.Sequential(nn.Linear(z, h), nn.Tanh(), nn.Linear(h, h), nn.Tanh(), nn.Linear(h, d))

    def encode(self, x):
        h = self.enc(x)
        return self.mu(h), self.lv(h)

    def reparam(self, mu, lv, k):
        std = torch.exp(0.5 * lv)  #@ stable other
        eps = torch.randn(k, *std.shape, device=std.device)
        return mu + eps * std, eps

    def decode(self, z):
        return torch.sigmoid(self.dec(z))

    def log_weights(self, x, k):
        mu, lv = self.encode(x)
        z, eps = self.reparam(mu, lv, k)
        xr = self.decode(z)
        log_q = (-0.5 * eps ** 2 - 0.5 * lv - 0.5 * math.log(2 * math.pi)).sum(-1)  #@ stable other
        log_p = (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi)).sum(-1)  #@ stable other
        log_px = (x * torch.log(xr) + (1 - x) * torch.log(1 - xr)).sum(-1)  #@ unstable bce-after-sigmoid across
        return log_px + log_p - log_q

    def loss(self, x, k):
        lw = self.log_weights(x, k)
        return -torch.log(torch.mean(torch.exp(lw), 0)).mean()  #@ unstable naive-logsumexp

    def loss_lse(self, x, k):
        lw = self.log_weights(x, k)
        return -(torch.logsumexp(lw, 0) - math.log(k)).mean()  #@ stable naive-logsumexp

    def loss_weighted(self, x, k):
        """gradient estimator from the original Theano code"""
        lw = self.log_weights(x, k)
        tmp = lw.detach() - torch.max(lw.detach(), 0, keepdim=True)[0]
        w = torch.exp(tmp)  #@ stable naive-softmax
        w = w / w.sum(0, keepdim=True)
        return -(w * lw).sum(0).mean()


class VAE(IWAE):
    def loss(self, x, k=1):
        mu, lv = self.encode(x)
        z, _ = self.reparam(mu, lv, 1)
        rec = F.binary_cross_entropy_with_logits(self.dec(z[0]), x, reduction="sum")  #@ stable softmax-before-ce
        kld = -0.5 * torch.sum(1 + lv - mu.pow(2) - lv.exp())  #@ stable other
        return (rec + kld) / x.size(0)


def beta_schedule(step, warm=10000):
    return 1.0 / (1.0 + math.exp(-0.0025 * (step - warm / 2)))


def ess(lw):
    """effective sample size per data point"""
    w = torch.softmax(lw, 0)  #@ stable naive-softmax
    return 1.0 / (w ** 2).sum(0)


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--model", default="iwae")
    p.add_argument("--k", type=int, default=50)
    a = p.parse_args()
    tr = torch.utils.data.DataLoader(datasets.MNIST("data", download=True, transform=transforms.ToTensor()), 100, shuffle=True)
    net = IWAE() if a.model == "iwae" else VAE()
    opt = torch.optim.Adam(net.parameters(), 1e-3, eps=1e-4)
    for epoch in range(100):
        tot = []
        for x, _ in tr:
            x = torch.bernoulli(x.view(-1, 784))
            loss = net.loss(x, a.k)
            opt.zero_grad()
            loss.backward()
            opt.step()
            tot.append(loss.item())
        print("epoch %d  nll %.2f" % (epoch, np.mean(tot)))
