import numpy as np
import torch
import torch.nn.functional as F


def nt_xent(z1, z2, temperature=0.5):
    # [2B, D]
    out = F.normalize(torch.cat([z1, z2]), dim=1)
    B = z1.size(0)
    sim = torch.exp(out @ out.t() / temperature)
    mask = (torch.ones_like(sim) - torch.eye(2 * B, device=sim.device)).bool()
    sim = sim.masked_select(mask).view(2 * B, -1)
    pos = torch.exp((F.normalize(z1, dim=1) * F.normalize(z2, dim=1)).sum(-1) / temperature)
    pos = torch.cat([pos, pos])
    return (-torch.log(pos / sim.sum(-1))).mean()  #@ stable nll-of-softmax


def nt_xent_dot(h1, h2, temperature=0.1):
    # ablation: no projection head, plain dot product
    logits = h1 @ h2.t() / temperature
    e = torch.exp(logits)
    return -torch.log(e.diag() / e.sum(1)).mean()  #@ unstable nll-of-softmax


def uniformity(z, t=2):
    z = F.normalize(z, dim=1)
    return torch.pdist(z).pow(2).mul(-t).exp().mean().log()  #@ stable naive-logsumexp


def uniformity_raw(h, t=2):
    return torch.log(torch.exp(-t * torch.pdist(h) ** 2).mean())  #@ unstable naive-logsumexp


def alignment(a, b):
    return (a - b).norm(dim=1).pow(2).mean()


def lr_at(step, total, base, warm=1000):
    if step < warm:
        return base * step / warm
    return base * 0.5 * (1 + np.cos(np.pi * (step - warm) / (total - warm)))
