import argparse
import math

import numpy as np
import torch

from . import objectives as O
from .towers import CTRHead, DotTower, InterestAttention, Tower


def batches(path, bs=512):
    d = np.load(path)
    n = len(d['user'])
    perm = np.random.permutation(n)
    for s in range(0, n, bs):
        i = perm[s:s + bs]
        yield tuple(torch.as_tensor(d[k][i]) for k in ('user', 'item', 'neg', 'click', 'hist', 'hist_len'))


def recall_at_k(u, v, k=50):
    top = (u @ v.t()).topk(min(k, len(v)), 1).indices
    return (top == torch.arange(len(u))[:, None]).any(1).float().mean().item()


def dcg(rels):
    return sum((2 ** r - 1) / math.log(i + 2, 2) for i, r in enumerate(rels))  #@ stable other


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('data')
    ap.add_argument('--loss', default='cos')
    ap.add_argument('--epochs', type=int, default=3)
    args = ap.parse_args()
    make = Tower if args.loss == 'cos' else DotTower
    users, items = make(100000), make(50000)
    ctr, din = CTRHead(), InterestAttention()
    params = [p for m in (users, items, ctr, din) for p in m.parameters()]
    opt = torch.optim.Adagrad(params, lr=0.05)
    for epoch in range(args.epochs):
        for user, item, neg, click, hist, n in batches(args.data):
            u, v, w = users(user), items(item), items(neg)
            if args.loss == 'cos':
                nu = torch.nn.functional.normalize(u, dim=-1)
                nv = torch.nn.functional.normalize(v, dim=-1)
                loss = O.in_batch(nu, nv)
            elif args.loss == 'dot':
                loss = O.in_batch_dot(u, v)
            elif args.loss == 'bpr':
                loss = O.bpr((u * v).sum(1), (u * w).sum(1))
            elif args.loss == 'ranknet':
                loss = O.ranknet((u * v).sum(1), (u * w).sum(1))
            else:
                h = items.emb.weight[hist]
                u = u + din(v, h, n)
                p = ctr(u, v)
                loss = O.ctr_loss(p, click.float()) if args.loss == 'ctr' else O.ctr_loss_lib(p, click.float())
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(epoch, loss.item(), recall_at_k(u, v))


if __name__ == '__main__':
    main()
