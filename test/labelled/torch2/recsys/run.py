import argparse

import torch
import torch.nn as nn

from . import losses
from .models import MF, MultVAE, NeuMF, SASRec
from .utils import ndcg_at_k, set_seed, sigmoid


def train_mf(model, loader, n_items, loss_fn, epochs=10):
    opt = torch.optim.Adam(model.parameters(), lr=1e-3)
    for ep in range(epochs):
        tot = 0.0
        for u, i in loader:
            j = torch.randint(0, n_items, i.shape)
            loss = loss_fn(model(u, i), model(u, j))
            opt.zero_grad()
            loss.backward()
            opt.step()
            tot += loss.item()
        print(f"epoch {ep} loss {tot / len(loader):.4f}")


def train_neumf(model, loader, epochs=10, with_logits=False):
    opt = torch.optim.Adam(model.parameters(), lr=1e-3)
    bce = nn.BCEWithLogitsLoss()
    for ep in range(epochs):
        for u, i, y in loader:
            p = model(u, i)
            if with_logits:
                loss = bce(p, y.float())  #@ unstable softmax-before-ce across
            else:
                loss = losses.pointwise(p, y.float())
            opt.zero_grad()
            loss.backward()
            opt.step()


def train_vae(model, loader, anneal_cap=0.2, total=200000):
    opt = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step, x in enumerate(loader):
        logits, mu, lv = model(x)
        beta = min(anneal_cap, step / total)
        loss = losses.multinomial_nll(logits, x) + beta * losses.kl_normal(mu, lv)
        opt.zero_grad()
        loss.backward()
        opt.step()


def recommend(model, user, n_items, k=10):
    with torch.no_grad():
        s = model(torch.full((n_items,), user), torch.arange(n_items))
    top = s.topk(k)
    return [(i, sigmoid(v)) for v, i in zip(top.values.tolist(), top.indices.tolist())]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", choices=["mf", "neumf", "vae"], default="mf")
    ap.add_argument("--loss", default="bpr", choices=["bpr", "bpr_gamma", "bpr_sum"])
    args = ap.parse_args()
    set_seed(0)
    nu, ni = 1000, 2000
    u, i = torch.randint(0, nu, (20000,)), torch.randint(0, ni, (20000,))
    y = torch.randint(0, 2, (20000,))
    if args.model == "mf":
        m = MF(nu, ni)
        ld = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(u, i), 512, shuffle=True)
        train_mf(m, ld, ni, getattr(losses, args.loss))
        rec = recommend(m, 3, ni)
        print(rec, ndcg_at_k([r[0] for r in rec], {5, 7}))
    else:
        ld = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(u, i, y), 512, shuffle=True)
        train_neumf(NeuMF(nu, ni), ld)


if __name__ == "__main__":
    main()
