"""Attention model for TSP / knapsack with REINFORCE (Kool et al. style)."""
import argparse
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class Encoder(nn.Module):
    def __init__(self, d=128, layers=3):
        super().__init__()
        self.inp = nn.Linear(2, d)
        self.enc = nn.TransformerEncoder(nn.TransformerEncoderLayer(d, 8, 512, batch_first=True), layers)

    def forward(self, xy):
        return self.enc(self.inp(xy))


class Pointer(nn.Module):
    def __init__(self, d=128, clip=10.0):
        super().__init__()
        self.q, self.k = nn.Linear(2 * d, d), nn.Linear(d, d)
        self.clip = clip

    def scores(self, ctx, h):
        return torch.einsum('bd,bnd->bn', self.q(ctx), self.k(h)) / math.sqrt(h.size(-1))

    def forward(self, ctx, h, visited):
        u = self.clip * torch.tanh(self.scores(ctx, h))
        e = torch.exp(u) * (~visited).float()
        return e / (e.sum(-1, keepdim=True) + 1e-12)  #@ stable naive-softmax

    def raw(self, ctx, h, visited):
        u = self.scores(ctx, h)
        e = torch.exp(u) * (1 - visited.float())
        return e / e.sum(-1, keepdim=True)  #@ unstable naive-softmax across

    def knapsack(self, ctx, h, weights, capacity):
        """Items that no longer fit are ruled out."""
        u = self.scores(ctx, h)
        u = u.masked_fill(weights > capacity[:, None], float('-inf'))
        return torch.softmax(u, dim=-1)  #@ unstable fully-masked-row

    def with_stop(self, ctx, h, weights, capacity):
        u = self.scores(ctx, h).masked_fill(weights > capacity[:, None], float('-inf'))
        u = torch.cat([u, u.new_zeros(u.size(0), 1)], -1)
        return torch.softmax(u, dim=-1)  #@ stable fully-masked-row


class AttentionModel(nn.Module):
    def __init__(self, d=128):
        super().__init__()
        self.encoder, self.pointer = Encoder(d), Pointer(d)

    def forward(self, xy, greedy=False, raw=False):
        B, N, _ = xy.shape
        h = self.encoder(xy)
        g = h.mean(1)
        visited = torch.zeros(B, N, dtype=torch.bool, device=xy.device)
        last = h[:, 0]
        visited[:, 0] = True
        tour, logps, ents = [torch.zeros(B, dtype=torch.long, device=xy.device)], [], []
        for _ in range(N - 1):
            ctx = torch.cat([g, last], -1)
            p = self.pointer.raw(ctx, h, visited) if raw else self.pointer(ctx, h, visited)
            a = p.argmax(-1) if greedy else p.multinomial(1).squeeze(-1)
            logps.append(p.gather(1, a[:, None]).squeeze(1).log())
            visited = visited.scatter(1, a[:, None], True)
            last = h[torch.arange(B), a]
            tour.append(a)
        return torch.stack(tour, 1), torch.stack(logps, 1).sum(1)


def tour_length(xy, tour):
    p = xy.gather(1, tour.unsqueeze(-1).expand(-1, -1, 2))
    return (p - p.roll(-1, 1)).norm(dim=-1).sum(1)


def annealed(scores, step, total):
    """temperature goes 1 -> 0"""
    tau = 1 - step / total
    return F.softmax(scores / tau, -1)


def simulated_annealing(xy, iters=10000, t0=1.0):
    n = len(xy)
    tour = torch.randperm(n)
    cur = tour_length(xy[None], tour[None]).item()
    for i in range(iters):
        T = t0 * 0.999 ** i
        a, b = sorted(torch.randint(0, n, (2,)).tolist())
        new = tour.clone()
        new[a:b] = tour[a:b].flip(0)
        l = tour_length(xy[None], new[None]).item()
        if l < cur or torch.rand(1).item() < math.exp(-(l - cur) / max(T, 1e-9)):  #@ stable other
            tour, cur = new, l
    return tour, cur


class AssignmentNet(nn.Module):
    """Sinkhorn matching head."""

    def __init__(self, d=128, iters=20):
        super().__init__()
        self.enc = Encoder(d)
        self.iters = iters

    def forward(self, a, b):
        s = torch.einsum('bnd,bmd->bnm', self.enc(a), self.enc(b))
        for _ in range(self.iters):
            s = s - torch.logsumexp(s, 2, keepdim=True)  #@ stable naive-logsumexp
            s = s - torch.logsumexp(s, 1, keepdim=True)  #@ stable naive-logsumexp
        return s.exp()

    def plain(self, a, b):
        P = torch.exp(torch.einsum('bnd,bmd->bnm', self.enc(a), self.enc(b)))
        for _ in range(self.iters):
            P = P / P.sum(2, keepdim=True)  #@ unstable naive-softmax
            P = P / P.sum(1, keepdim=True)
        return P

    def row_softmax(self, a, b):
        s = torch.einsum('bnd,bmd->bnm', self.enc(a), self.enc(b))
        m = s.max(dim=2, keepdim=True)[0]
        return torch.exp(s) / torch.exp(s - m).sum(2, keepdim=True)  #@ unstable wrong-shift

    def col_softmax(self, a, b):
        s = torch.einsum('bnd,bmd->bnm', self.enc(a), self.enc(b))
        e = torch.exp(s - s.max())
        return e / e.sum(1, keepdim=True)  #@ unstable wrong-shift


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('-n', type=int, default=20)
    ap.add_argument('--steps', type=int, default=10000)
    args = ap.parse_args()
    net = AttentionModel()
    opt = torch.optim.Adam(net.parameters(), 1e-4)
    baseline = None
    for s in range(args.steps):
        xy = torch.rand(256, args.n, 2)
        tour, lp = net(xy)
        L = tour_length(xy, tour)
        baseline = L.mean() if baseline is None else 0.9 * baseline + 0.1 * L.mean()
        loss = ((L - baseline).detach() * lp).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        if s % 100 == 0:
            print(s, L.mean().item())


if __name__ == '__main__':
    main()
