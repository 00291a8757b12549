import argparse
import logging
import math

import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset

from .models import GMF, GRU4Rec, MFDot, MultVAE
from .objective import (bpr, bpr_ls, bpr_max, idf, inbatch, logloss, multinomial_elbo, multinomial_nll, next_item)

logger = logging.getLogger(__name__)


def ndcg_at(ranks, k):
    return float(np.mean([1.0 / math.log2(r + 2) if r < k else 0.0 for r in ranks]))  #@ stable other


def train_gmf(inter, n_u, n_i, epochs):
    net = GMF(n_u, n_i)
    opt = torch.optim.Adam(net.parameters(), 1e-3)
    for ep in range(epochs):
        tot = 0.0
        for u, i, y in DataLoader(TensorDataset(*inter), 1024, shuffle=True):
            pred = net(u, i)
            loss = logloss(pred, y.float())
            opt.zero_grad()
            loss.backward()
            opt.step()
            tot += loss.item()
        logger.info("gmf %d %.3f", ep, tot)
    return net


def train_mf(pairs, n_u, n_i, epochs, kind="bpr"):
    net = MFDot(n_u, n_i)
    opt = torch.optim.SGD(net.parameters(), 0.05, weight_decay=1e-5)
    fn = {"bpr": bpr, "ls": bpr_ls}.get(kind)
    for _ in range(epochs):
        for u, i in DataLoader(TensorDataset(*pairs), 512, shuffle=True):
            if kind == "twotower":
                loss = inbatch(net.P(u), net.Q(i))
            elif kind == "max":
                neg = torch.randint(0, n_i, (len(u), 50))
                loss = bpr_max(net(u, i), net(u[:, None], neg))
            else:
                loss = fn(net(u, i), net(u, torch.randint(0, n_i, i.shape)))
            opt.zero_grad()
            loss.backward()
            opt.step()
    return net


def train_sessions(seqs, nxt, n_items, epochs):
    net = GRU4Rec(n_items)
    opt = torch.optim.Adagrad(net.parameters(), 0.01)
    for _ in range(epochs):
        for s, t in DataLoader(TensorDataset(seqs, nxt), 128, shuffle=True):
            opt.zero_grad()
            l = next_item(net(s), t)
            l.backward()
            opt.step()
    with torch.no_grad():
        p = net(seqs)
    hit = p.topk(20)[1].eq(nxt[:, None]).any(1).float().mean()
    surprisal = -p.gather(1, nxt[:, None]).log().mean()  #@ unstable nll-of-softmax across
    logger.info("hit@20 %.4f surprisal %.3f", hit, surprisal)
    return net


def train_vae(X, epochs, old=False):
    net = MultVAE(X.size(1))
    opt = torch.optim.Adam(net.parameters(), 1e-3)
    step = 0
    for _ in range(epochs):
        for (x,) in DataLoader(TensorDataset(X), 500, shuffle=True):
            logits, mu, lv = net(x)
            loss = multinomial_nll(logits, x) if old else multinomial_elbo(logits, x, mu, lv, min(0.2, step / 2e5))
            opt.zero_grad()
            loss.backward()
            opt.step()
            step += 1
    return net


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("data")
    ap.add_argument("--model", default="mf")
    ap.add_argument("--epochs", type=int, default=20)
    a = ap.parse_args()
    logging.basicConfig(level=logging.INFO)
    d = torch.load(a.data)
    if a.model == "gmf":
        train_gmf(d["inter"], d["n_users"], d["n_items"], a.epochs)
    elif a.model == "gru":
        train_sessions(d["seqs"], d["next"], d["n_items"], a.epochs)
    elif a.model == "vae":
        train_vae(d["X"] * idf(d["X"].sum(0), len(d["X"])), a.epochs)
    else:
        train_mf(d["pairs"], d["n_users"], d["n_items"], a.epochs)
