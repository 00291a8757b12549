import argparse
import math

import torch
import torch.nn.functional as F

from .losses import info_nce, debiased_loss, jsd_loss
from .model import GraphCL


def drop_feature(x, p):
    mask = torch.rand(x.size(1), device=x.device) < p
    x = x.clone()
    x[:, mask] = 0
    return x


def drop_edges(edge_index, p, n):
    keep = torch.rand(edge_index.size(1)) >= p
    ei = edge_index[:, keep]
    val = torch.ones(ei.size(1))
    adj = torch.sparse_coo_tensor(ei, val, (n, n)).coalesce()
    deg = torch.sparse.sum(adj, dim=1).to_dense().clamp(min=1)
    norm = deg[ei[0]].rsqrt() * deg[ei[1]].rsqrt()
    return torch.sparse_coo_tensor(ei, norm, (n, n))


def cosine_warmup(epoch, warmup, total):
    if epoch < warmup:
        return (epoch + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (epoch - warmup) / (total - warmup)))


def train_epoch(model, opt, x, edge_index, args):
    model.train()
    opt.zero_grad()
    n = x.size(0)
    a1, a2 = drop_edges(edge_index, args.pe, n), drop_edges(edge_index, args.pe, n)
    x1, x2 = drop_feature(x, args.pf), drop_feature(x, args.pf)
    if args.loss == "nce":
        z1, z2 = model.embed(x1, a1), model.embed(x2, a2)
        loss = 0.5 * (info_nce(z1, z2, args.tau) + info_nce(z2, z1, args.tau))
    elif args.loss == "debiased":
        loss = debiased_loss(model.raw_projection(x1, a1), model.raw_projection(x2, a2))
    else:
        z1, z2 = model(x1, a1), model(x2, a2)
        loss = jsd_loss(z1, z2, torch.eye(n, device=x.device))
    loss.backward()
    opt.step()
    return loss.item()


@torch.no_grad()
def linear_probe(z, y, train_mask, test_mask, steps=200):
    clf = torch.nn.Linear(z.size(1), int(y.max()) + 1)
    opt = torch.optim.Adam(clf.parameters(), lr=0.01, weight_decay=1e-4)
    with torch.enable_grad():
        for _ in range(steps):
            opt.zero_grad()
            F.cross_entropy(clf(z[train_mask]), y[train_mask]).backward()  #@ stable softmax-before-ce
            opt.step()
    pred = clf(z).argmax(-1)
    return (pred[test_mask] == y[test_mask]).float().mean().item()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", default="cora.pt")
    p.add_argument("--loss", default="nce", choices=["nce", "debiased", "jsd"])
    p.add_argument("--tau", type=float, default=0.4)
    p.add_argument("--pe", type=float, default=0.2)
    p.add_argument("--pf", type=float, default=0.3)
    p.add_argument("--epochs", type=int, default=200)
    args = p.parse_args()
    d = torch.load(args.data)
    model = GraphCL(d["x"].size(1))
    opt = torch.optim.Adam(model.parameters(), lr=5e-4, weight_decay=1e-5)
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda e: cosine_warmup(e, 10, args.epochs))
    for epoch in range(args.epochs):
        loss = train_epoch(model, opt, d["x"], d["edge_index"], args)
        sched.step()
        if epoch % 20 == 0:
            print(f"epoch {epoch:03d} loss {loss:.4f}")
    model.eval()
    with torch.no_grad():
        z = model(d["x"], drop_edges(d["edge_index"], 0.0, d["x"].size(0)))
    print("acc", linear_probe(z, d["y"], d["train_mask"], d["test_mask"]))


if __name__ == "__main__":
    main()
