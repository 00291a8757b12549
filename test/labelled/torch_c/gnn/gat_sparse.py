import argparse
import glob
import os
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class SpecialSpmm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, indices, values, shape, b):
        a = torch.sparse_coo_tensor(indices, values, shape)
        ctx.save_for_backward(a, b)
        ctx.N = shape[0]
        return torch.matmul(a, b)

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        gv = gb = None
        if ctx.needs_input_grad[1]:
            dense = g.matmul(b.t())
            idx = a._indices()[0] * ctx.N + a._indices()[1]
            gv = dense.view(-1)[idx]
        if ctx.needs_input_grad[3]:
            gb = a.t().matmul(g)
        return None, gv, None, gb


class DenseGAT(nn.Module):
    def __init__(self, fin, fout, dropout=0.6, alpha=0.2):
        super().__init__()
        self.W = nn.Parameter(torch.empty(fin, fout))
        self.a = nn.Parameter(torch.empty(2 * fout, 1))
        nn.init.xavier_uniform_(self.W, gain=1.414)
        nn.init.xavier_uniform_(self.a, gain=1.414)
        self.leakyrelu = nn.LeakyReLU(alpha)
        self.dropout, self.fout = dropout, fout

    def forward(self, h, adj):
        Wh = h @ self.W
        e = self.leakyrelu(Wh @ self.a[: self.fout] + (Wh @ self.a[self.fout:]).T)
        zero_vec = -9e15 * torch.ones_like(e)
        att = F.softmax(torch.where(adj > 0, e, zero_vec), dim=1)  #@ stable mask-constant
        att = F.dropout(att, self.dropout, training=self.training)
        return F.elu(att @ Wh)


class SparseGAT(nn.Module):
    def __init__(self, fin, fout, dropout=0.6, alpha=0.2, concat=True):
        super().__init__()
        self.W = nn.Parameter(torch.empty(fin, fout))
        self.a = nn.Parameter(torch.empty(1, 2 * fout))
        nn.init.xavier_normal_(self.W, gain=1.414)
        nn.init.xavier_normal_(self.a, gain=1.414)
        self.dropout = nn.Dropout(dropout)
        self.leakyrelu = nn.LeakyReLU(alpha)
        self.spmm = SpecialSpmm.apply
        self.concat = concat

    def forward(self, x, adj):
        N = x.size(0)
        edge = adj.nonzero().t()
        h = x @ self.W
        edge_h = torch.cat((h[edge[0]], h[edge[1]]), dim=1).t()
        edge_e = torch.exp(-self.leakyrelu(self.a.mm(edge_h).squeeze()))
        rowsum = self.spmm(edge, edge_e, torch.Size([N, N]), torch.ones(N, 1, device=x.device))
        edge_e = self.dropout(edge_e)
        hp = self.spmm(edge, edge_e, torch.Size([N, N]), h)
        hp = hp.div(rowsum)  #@ unstable naive-softmax
        return F.elu(hp) if self.concat else hp


def edge_softmax(score, dst, n):
    m = torch.full((n,), float("-inf"), device=score.device).scatter_reduce(0, dst, score, "amax")
    ex = torch.exp(score - m[dst])  #@ stable naive-softmax
    z = torch.zeros(n, device=score.device).scatter_add(0, dst, ex)
    return ex / (z[dst] + 1e-16)


def edge_softmax_simple(score, dst, n):
    ex = torch.exp(score - score.max())  #@ unstable wrong-shift
    z = torch.zeros(n, device=score.device).index_add(0, dst, ex)
    return ex / z[dst]


class EdgeGAT(nn.Module):
    def __init__(self, fin, fout):
        super().__init__()
        self.lin = nn.Linear(fin, fout, bias=False)
        self.src, self.dst = nn.Linear(fout, 1, bias=False), nn.Linear(fout, 1, bias=False)

    def forward(self, x, ei):
        h = self.lin(x)
        s = F.leaky_relu(self.src(h)[ei[0]] + self.dst(h)[ei[1]], 0.2).squeeze(-1)
        a = edge_softmax(s, ei[1], x.size(0))
        return torch.zeros_like(h).index_add(0, ei[1], a.unsqueeze(-1) * h[ei[0]])


class GAT(nn.Module):
    def __init__(self, nfeat, nhid, nclass, heads=8, sparse=False):
        super().__init__()
        L = SparseGAT if sparse else DenseGAT
        self.heads = nn.ModuleList(L(nfeat, nhid) for _ in range(heads))
        self.out = L(nhid * heads, nclass)

    def forward(self, x, adj):
        x = torch.cat([h(x, adj) for h in self.heads], dim=1)
        return F.log_softmax(self.out(x, adj), dim=1)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--sparse", action="store_true")
    ap.add_argument("--patience", type=int, default=100)
    args = ap.parse_args()
    d = torch.load("cora.pt")
    net = GAT(d["x"].size(1), 8, int(d["y"].max()) + 1, sparse=args.sparse)
    opt = torch.optim.Adam(net.parameters(), lr=0.005, weight_decay=5e-4)
    t0, tr = time.time(), d["train"]
    for epoch in range(1000):
        net.train()
        opt.zero_grad()
        loss = F.nll_loss(net(d["x"], d["adj"])[tr], d["y"][tr])  #@ stable nll-of-softmax
        loss.backward()
        opt.step()
        if epoch % 100 == 0:
            print("Epoch: {:04d} loss: {:.4f} time: {:.1f}s".format(epoch, loss.item(), time.time() - t0))
    for f in glob.glob("*.pkl"):
        os.remove(f)
