"""Single-cell autoencoder with NB / ZINB likelihoods, and a tiny cell-type classifier."""
import argparse

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class MeanAct(nn.Module):
    def forward(self, x):
        return torch.clamp(torch.exp(x), min=1e-5, max=1e6)  #@ stable other


class DispAct(nn.Module):
    def forward(self, x):
        return torch.clamp(F.softplus(x), min=1e-4, max=1e4)  #@ stable naive-softplus


class ZINBAutoencoder(nn.Module):
    def __init__(self, genes, hidden=128, z=32, n_types=12):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(genes, hidden), nn.BatchNorm1d(hidden), nn.ReLU(), nn.Linear(hidden, z))
        self.dec = nn.Sequential(nn.Linear(z, hidden), nn.ReLU())
        self.mean = nn.Sequential(nn.Linear(hidden, genes), MeanAct())
        self.disp = nn.Sequential(nn.Linear(hidden, genes), DispAct())
        self.pi = nn.Sequential(nn.Linear(hidden, genes), nn.Sigmoid())
        self.types = nn.Linear(z, n_types)
        self.mu = nn.Parameter(torch.randn(n_types, z))

    def forward(self, x):
        z = self.enc(x)
        h = self.dec(z)
        return self.mean(h), self.disp(h), self.pi(h), z

    def soft_assign(self, z, alpha=1.0):
        """Student-t, DEC"""
        q = 1.0 / (1.0 + torch.sum((z.unsqueeze(1) - self.mu) ** 2, dim=2) / alpha)
        q = q ** ((alpha + 1.0) / 2.0)
        return q / q.sum(1, keepdim=True)  #@ stable naive-softmax

    def gauss_assign(self, z, beta=10.0):
        d = torch.cdist(z, self.mu) ** 2
        w = torch.exp(-beta * d)
        return w / w.sum(1, keepdim=True)  #@ unstable naive-softmax

    def type_probs(self, z):
        return torch.softmax(self.types(z), dim=1)


def nb_loss(x, mean, disp, eps=1e-10):
    t1 = torch.lgamma(disp + eps) + torch.lgamma(x + 1.0) - torch.lgamma(x + disp + eps)
    t2 = (disp + x) * torch.log(1.0 + (mean / (disp + eps))) + x * (torch.log(disp + eps) - torch.log(mean + eps))  #@ stable log-eps-hack
    return t1 + t2


def zinb_logits_nll(x, mu, theta, pi_logit, eps=1e-8):
    sp = F.softplus(-pi_logit)  #@ stable naive-softplus
    lt = torch.log(theta + mu + eps)
    pi_theta = -pi_logit + theta * (torch.log(theta + eps) - lt)
    zero = F.softplus(pi_theta) - sp  #@ stable naive-softplus
    nz = -sp + pi_theta + x * (torch.log(mu + eps) - lt) + torch.lgamma(x + theta) - torch.lgamma(theta) - torch.lgamma(x + 1)
    return -torch.where(x < eps, zero, nz).sum(1).mean()


def dropout_ll(pi_logit, observed):
    """log likelihood of the dropout indicator, logistic model"""
    on = -torch.log(1 + torch.exp(-pi_logit))  #@ unstable naive-softplus
    off = -torch.log(1 + torch.exp(pi_logit))  #@ unstable naive-softplus
    return torch.where(observed, on, off).sum(1)


def annotate_loss(net: ZINBAutoencoder, z, labels):
    p = net.type_probs(z)
    return F.nll_loss(p.log(), labels)  #@ unstable nll-of-softmax across


def doublet_score(net: ZINBAutoencoder, z):
    p = net.type_probs(z)
    ent = -(p * torch.log2(p + 1e-9)).sum(1)  #@ unstable log-eps-hack across
    return ent / np.log2(p.size(1))


def shannon(cluster_sizes):
    f = np.asarray(cluster_sizes, float)
    f = f[f > 0] / f.sum()
    return -np.sum(f * np.log(f))  #@ stable log-of-softmax


def normalize_counts(X):
    size = X.sum(1, keepdims=True)
    X = X / size * np.median(size)
    X = np.log1p(X)  #@ stable naive-softplus
    return (X - X.mean(0)) / (X.std(0) + 1e-8)


def pwm_to_logodds(counts, background=0.25, pseudo=0.5):
    p = (counts + pseudo) / (counts + pseudo).sum(1, keepdims=True)
    return np.log2(p / background)  #@ stable log-of-softmax


def occupancy(energies, mu):
    """Boltzmann occupancy of binding sites, E in kT"""
    return 1.0 / (1.0 + np.exp(energies - mu))  #@ unstable naive-sigmoid


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("counts")
    ap.add_argument("--epochs", type=int, default=100)
    a = ap.parse_args()
    raw = np.load(a.counts)
    X, R = torch.tensor(normalize_counts(raw)).float(), torch.tensor(raw).float()
    net = ZINBAutoencoder(X.shape[1])
    opt = torch.optim.Adam(net.parameters(), 1e-3, amsgrad=True)
    for ep in range(a.epochs):
        for idx in torch.randperm(len(X)).split(256):
            m, d, pi, z = net(X[idx])
            loss = nb_loss(R[idx], m, d).mean()
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(ep, loss.item())


if __name__ == "__main__":
    main()
