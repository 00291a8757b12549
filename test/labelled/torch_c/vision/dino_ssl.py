import math

import torch
import torch.distributed as dist
import torch.nn as nn
import torch.nn.functional as F


class DINOHead(nn.Module):
    def __init__(self, in_dim, out_dim=65536, bottleneck=256):
        super().__init__()
        self.mlp = nn.Sequential(nn.Linear(in_dim, 2048), nn.GELU(), nn.Linear(2048, bottleneck))
        self.last = nn.utils.weight_norm(nn.Linear(bottleneck, out_dim, bias=False))

    def forward(self, x):
        return self.last(F.normalize(self.mlp(x), dim=-1, p=2))


class DINOLoss(nn.Module):
    def __init__(self, out_dim, warmup_temp=0.04, temp=0.07, warm=30, epochs=100, student_temp=0.1, m=0.9):
        super().__init__()
        self.student_temp, self.m = student_temp, m
        self.register_buffer("center", torch.zeros(1, out_dim))
        self.temps = [warmup_temp + (temp - warmup_temp) * i / warm for i in range(warm)] + [temp] * (epochs - warm)

    def forward(self, student, teacher, epoch, ncrops):
        s = (student / self.student_temp).chunk(ncrops)
        t = F.softmax((teacher - self.center) / self.temps[epoch], dim=-1).detach().chunk(2)  #@ stable zero-temperature
        total, n = 0, 0
        for it, q in enumerate(t):
            for v in range(len(s)):
                if v == it:
                    continue
                total = total + torch.sum(-q * F.log_softmax(s[v], dim=-1), dim=-1).mean()  #@ stable log-of-softmax
                n += 1
        self.center.mul_(self.m).add_(teacher.mean(0, keepdim=True), alpha=1 - self.m)
        return total / n


def sinkhorn_knopp(scores, eps=0.05, iters=3):
    Q = torch.exp(scores / eps).t()
    Q /= Q.sum()
    K, B = Q.shape
    for _ in range(iters):
        Q /= Q.sum(1, keepdim=True) * K
        Q /= Q.sum(0, keepdim=True) * B
    return (Q * B).t()


def log_sinkhorn(C, eps=0.1, iters=50):
    n, m = C.shape
    f, g = torch.zeros(n), torch.zeros(m)
    la, lb = -math.log(n), -math.log(m)  #@ stable other
    for _ in range(iters):
        f = eps * (la - torch.logsumexp((g[None] - C) / eps, 1))  #@ stable naive-logsumexp
        g = eps * (lb - torch.logsumexp((f[:, None] - C) / eps, 0))  #@ stable naive-logsumexp
    return torch.exp((f[:, None] + g[None] - C) / eps)  #@ stable other


class MoCo(nn.Module):
    def __init__(self, enc_q, enc_k, dim=128, K=4096, T=0.07):
        super().__init__()
        self.q, self.k, self.T = enc_q, enc_k, T
        self.register_buffer("queue", F.normalize(torch.randn(dim, K), dim=0))

    def forward(self, a, b):
        q = F.normalize(self.q(a), dim=1)
        with torch.no_grad():
            k = F.normalize(self.k(b), dim=1)
        pos = torch.einsum("nc,nc->n", q, k).unsqueeze(-1)
        neg = q @ self.queue.clone().detach()
        logits = torch.cat([pos, neg], 1) / self.T
        return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.long, device=q.device))  #@ stable softmax-before-ce


class InstDisc(nn.Module):
    """non-parametric instance discrimination with a memory bank"""

    def __init__(self, n, dim=128, T=0.07):
        super().__init__()
        self.T = T
        self.register_buffer("bank", F.normalize(torch.randn(n, dim), dim=1))

    def forward(self, v, idx):
        v = F.normalize(v, dim=1)
        sim = v @ self.bank.t()
        e = torch.exp(sim / self.T)
        p = e[torch.arange(len(idx)), idx] / e.sum(1)  #@ stable naive-softmax
        return -torch.log(p).mean()  #@ stable nll-of-softmax


class CPC(nn.Module):
    def __init__(self, c_dim, z_dim, steps=12):
        super().__init__()
        self.W = nn.ModuleList(nn.Linear(c_dim, z_dim) for _ in range(steps))

    def forward(self, c, z_future):
        loss = 0
        for k, w in enumerate(self.W):
            pred = w(c)
            total = torch.mm(z_future[k], pred.t())
            sm = torch.softmax(total, dim=0)
            loss = loss - torch.log(torch.diag(sm)).sum()  #@ unstable nll-of-softmax
        return loss / (len(self.W) * c.size(0))


def mine_bound(T_joint, T_marg):
    return T_joint.mean() - torch.log(torch.exp(T_marg).mean())  #@ unstable naive-logsumexp


def nwj_bound(T_joint, T_marg):
    return T_joint.mean() - torch.logsumexp(T_marg.flatten(), 0).sub(math.log(T_marg.numel())).sub(1).exp()


def barlow(z1, z2, lam=5e-3):
    z1, z2 = (z1 - z1.mean(0)) / z1.std(0), (z2 - z2.mean(0)) / z2.std(0)
    c = z1.t() @ z2 / len(z1)
    off = c.flatten()[:-1].view(len(c) - 1, len(c) + 1)[:, 1:]
    return (torch.diagonal(c) - 1).pow(2).sum() + lam * off.pow(2).sum()


def sync(t):
    if dist.is_available() and dist.is_initialized():
        dist.all_reduce(t)
        t /= dist.get_world_size()
    return t
