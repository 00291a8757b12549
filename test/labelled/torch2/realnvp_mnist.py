import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


def logit_transform(x, alpha=0.05):
    """Dequantise and map pixels to R. x in [0, 1]."""
    x = x * 255.0
    x = (x + torch.rand_like(x)) / 256.0
    x = alpha + (1 - 2 * alpha) * x
    y = torch.log(x) - torch.log(1.0 - x)  #@ stable log-of-sigmoid
    ldj = F.softplus(y) + F.softplus(-y) + math.log(1 - 2 * alpha)  #@ stable naive-softplus
    return y, ldj.flatten(1).sum(-1)


class Coupling(nn.Module):
    def __init__(self, dim, hidden, mask):
        super().__init__()
        self.register_buffer("mask", mask)
        self.net = nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim))
        self.scale = nn.Parameter(torch.zeros(dim))

    def _st(self, x):
        s, t = self.net(x * self.mask).chunk(2, dim=-1)
        s = torch.tanh(s) * self.scale
        return s * (1 - self.mask), t * (1 - self.mask)

    def forward(self, x):
        s, t = self._st(x)
        return x * torch.exp(s) + t, s.sum(-1)  #@ stable other

    def inverse(self, z):
        s, t = self._st(z)
        return (z - t) * torch.exp(-s)  #@ stable other


class MixtureLogisticCoupling(nn.Module):
    """Flow++ style elementwise mixture CDF."""

    def __init__(self, k):
        super().__init__()
        self.k = k

    def log_pdf(self, x, pi_logits, mu, log_s):
        x = x.unsqueeze(-1)
        z = (x - mu) * torch.exp(-log_s.clamp(min=-7))
        comp = z - log_s - 2 * F.softplus(z)  #@ stable naive-softplus
        return torch.logsumexp(F.log_softmax(pi_logits, -1) + comp, dim=-1)  #@ stable naive-logsumexp

    def log_cdf(self, x, pi_logits, mu, log_s):
        z = (x.unsqueeze(-1) - mu) * torch.exp(-log_s)
        weights = F.softmax(pi_logits, dim=-1)
        cdf = (weights * torch.sigmoid(z)).sum(-1)
        return torch.log(cdf)  #@ unstable log-of-sigmoid

    def log_pdf_slow(self, x, pi_logits, mu, log_s):
        out = 0
        w = torch.softmax(pi_logits, -1)
        for j in range(self.k):
            z = (x - mu[..., j]) * torch.exp(-log_s[..., j])
            e = torch.exp(-z)
            out = out + w[..., j] * e / (1 + e) ** 2
        return torch.log(out)


class MoGPrior(nn.Module):
    def __init__(self, dim, n_comp=10):
        super().__init__()
        self.mu = nn.Parameter(torch.randn(n_comp, dim))
        self.w = nn.Parameter(torch.zeros(n_comp))

    def log_prob(self, z):
        d = z.unsqueeze(1) - self.mu
        lp = -0.5 * (d ** 2).sum(-1) - 0.5 * z.size(-1) * math.log(2 * math.pi)  #@ stable other
        w = torch.softmax(self.w, dim=0)
        return torch.log((w * torch.exp(lp)).sum(1))  #@ unstable naive-logsumexp


class RealNVP(nn.Module):
    def __init__(self, dim=784, hidden=512, n_layers=8):
        super().__init__()
        base = (torch.arange(dim) % 2).float()
        self.layers = nn.ModuleList([Coupling(dim, hidden, base if i % 2 else 1 - base) for i in range(n_layers)])
        self.prior = MoGPrior(dim)

    def log_prob(self, x):
        ldj = 0.0
        for layer in self.layers:
            x, d = layer(x)
            ldj = ldj + d
        return self.prior.log_prob(x) + ldj


def bits_per_dim(nll, dim=784):
    return nll / (math.log(2) * dim) + 8  #@ stable other


if __name__ == "__main__":
    loader = DataLoader(datasets.MNIST("data", download=True, transform=transforms.ToTensor()), 256, shuffle=True)
    flow = RealNVP()
    opt = torch.optim.Adam(flow.parameters(), 1e-4)
    for epoch in range(20):
        for x, _ in loader:
            y, ldj = logit_transform(x.flatten(1))
            loss = -(flow.log_prob(y) + ldj).mean()
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(flow.parameters(), 1.0)
            opt.step()
        print(epoch, bits_per_dim(loss.item()))
