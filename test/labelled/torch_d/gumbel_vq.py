import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def sample_gumbel(shape, eps=1e-20, device='cpu'):
    U = torch.rand(shape, device=device)
    return -torch.log(-torch.log(U + eps) + eps)  #@ stable log-eps-hack


def gumbel_softmax_sample(logits, temperature):
    y = logits + sample_gumbel(logits.size(), device=logits.device)
    return F.softmax(y / temperature, dim=-1)  #@ unstable zero-temperature across


class TempSchedule:
    def __init__(self, start=1.0, floor=0.0, rate=3e-5):
        self.start, self.floor, self.rate = start, floor, rate

    def linear(self, step, total):
        return max(self.floor, self.start * (1 - step / total))

    def exponential(self, step, minimum=0.5):
        return max(minimum, self.start * math.exp(-self.rate * step))  #@ stable other


class GumbelQuantizer(nn.Module):
    def __init__(self, dim, n_embed, kl_weight=5e-4):
        super().__init__()
        self.proj = nn.Conv2d(dim, n_embed, 1)
        self.embed = nn.Embedding(n_embed, dim)
        self.n_embed = n_embed
        self.kl_weight = kl_weight
        self.temperature = 1.0

    def forward(self, z):
        logits = self.proj(z)
        one_hot = F.gumbel_softmax(logits, tau=self.temperature, dim=1, hard=self.training is False)
        zq = torch.einsum('bnhw,nd->bdhw', one_hot, self.embed.weight)
        qy = F.softmax(logits, dim=1)
        diff = self.kl_weight * torch.sum(qy * torch.log(qy * self.n_embed + 1e-10), dim=1).mean()  #@ unstable log-eps-hack
        return zq, diff, qy.argmax(1)


class VectorQuantizerEMA(nn.Module):
    def __init__(self, dim, n, decay=0.99):
        super().__init__()
        self.register_buffer('codebook', torch.randn(n, dim))
        self.register_buffer('cluster', torch.zeros(n))
        self.decay = decay

    def forward(self, z):
        flat = z.permute(0, 2, 3, 1).reshape(-1, z.size(1))
        d = torch.cdist(flat, self.codebook).pow(2)
        idx = d.argmin(1)
        oh = F.one_hot(idx, len(self.codebook)).float()
        if self.training:
            self.cluster.mul_(self.decay).add_(oh.sum(0), alpha=1 - self.decay)
        avg = oh.mean(0)
        perplexity = torch.exp(-torch.sum(avg * torch.log(avg + 1e-10)))  #@ stable log-eps-hack
        soft = torch.exp(-d / 0.1)
        soft = soft / soft.sum(1, keepdim=True)  #@ unstable naive-softmax
        q = self.codebook[idx].view(z.size(0), z.size(2), z.size(3), -1).permute(0, 3, 1, 2)
        return z + (q - z).detach(), F.mse_loss(z, q.detach()), perplexity, soft


class StraightThrough(nn.Module):
    def __init__(self, in_dim, n_cat=30, k=10):
        super().__init__()
        self.enc = nn.Linear(in_dim, n_cat * k)
        self.dec = nn.Linear(n_cat * k, in_dim)
        self.n_cat, self.k = n_cat, k

    def forward(self, x, temp):
        logits = self.enc(x).view(-1, self.n_cat, self.k)
        z = gumbel_softmax_sample(logits, temp)
        return self.dec(z.flatten(1)), logits

    def loss(self, x, temp):
        recon, logits = self(x, temp)
        bce = F.binary_cross_entropy_with_logits(recon, x, reduction='none').sum(1)  #@ stable softmax-before-ce
        logq = F.log_softmax(logits, -1)
        kl = (logq.exp() * (logq + math.log(self.k))).sum((1, 2))  #@ stable log-of-softmax
        return (bce + kl).mean()


def train(model, loader, total=10000):
    sched = TempSchedule(floor=0.0)
    opt = torch.optim.Adam(model.parameters(), 1e-3)
    step = 0
    while step <= total:
        for x, _ in loader:
            temp = sched.linear(step, total)
            loss = model.loss(x.flatten(1), temp)
            opt.zero_grad()
            loss.backward()
            opt.step()
            step += 1
            if step > total:
                break
    return model
