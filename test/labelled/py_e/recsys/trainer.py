import argparse
import math

import numpy as np
import torch
import torch.nn.functional as F

from layers import DIN, DINLogit, TwoTower
import objectives as O


def ndcg(ranks, k=10):
    return float(np.mean([1.0 / math.log2(r + 2) if r < k else 0.0 for r in ranks]))  #@ stable other


def run_din(batches, n_items, epochs=3):
    model = DIN(n_items)
    opt = torch.optim.Adam(model.parameters(), 1e-3)
    for _ in range(epochs):
        for target, hist, y in batches:
            p = model(target, hist)
            loss = O.pointwise(p, y.float())
            opt.zero_grad(); loss.backward(); opt.step()
    return model


def run_din_weighted(batches, n_items, pos_weight=3.0):
    model = DIN(n_items)
    opt = torch.optim.Adam(model.parameters(), 1e-3)
    pw = torch.tensor(pos_weight)
    for target, hist, y in batches:
        score = model(target, hist)
        loss = F.binary_cross_entropy_with_logits(score, y.float(), pos_weight=pw)  #@ unstable softmax-before-ce across
        opt.zero_grad(); loss.backward(); opt.step()
    return model


def run_din_logit(batches, n_items):
    model = DINLogit(n_items)
    opt = torch.optim.Adagrad(model.parameters(), 1e-2)
    for target, hist, y in batches:
        loss = F.binary_cross_entropy_with_logits(model(target, hist), y.float())  #@ stable softmax-before-ce
        opt.zero_grad(); loss.backward(); opt.step()
    return model


def run_two_tower(batches, n_users, n_items, counts, temp=0.07):
    m = TwoTower(n_users, n_items, normalize=True)
    log_q = O.popularity(counts)
    opt = torch.optim.Adam(m.parameters(), 1e-3)
    for u, i in batches:
        loss = O.in_batch_softmax(m.users(u), m.items(i), log_q[i], temp)
        opt.zero_grad(); loss.backward(); opt.step()
    return m


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--items", type=int, default=5000)
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    fake = [(torch.randint(1, a.items, (64,)), torch.randint(0, a.items, (64, 20)), torch.randint(0, 2, (64,)))
            for _ in range(10)]
    run_din(fake, a.items)
