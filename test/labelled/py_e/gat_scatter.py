import argparse

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch_scatter import scatter_add, scatter_max


def edge_softmax(e, dst, n):
    m = scatter_max(e, dst, dim=0, dim_size=n)[0]
    w = torch.exp(e - m[dst])  #@ stable naive-softmax
    return w / (scatter_add(w, dst, dim=0, dim_size=n)[dst] + 1e-16)


class SpGAT(nn.Module):
    """Sparse GAT layer, as in the original pytorch port."""

    def __init__(self, fin, fout, heads=8, slope=0.2, dropout=0.6):
        super().__init__()
        self.W = nn.Linear(fin, heads * fout, bias=False)
        self.a_src = nn.Parameter(torch.empty(heads, fout))
        self.a_dst = nn.Parameter(torch.empty(heads, fout))
        self.heads, self.fout = heads, fout
        self.slope, self.dropout = slope, dropout
        nn.init.xavier_uniform_(self.a_src)
        nn.init.xavier_uniform_(self.a_dst)

    def forward(self, x, edge_index):
        src, dst = edge_index
        n = x.size(0)
        h = self.W(x).view(n, self.heads, self.fout)
        s = (h * self.a_src).sum(-1)[src] + (h * self.a_dst).sum(-1)[dst]
        e = torch.exp(F.leaky_relu(s, self.slope))
        rowsum = torch.zeros(n, self.heads, device=x.device).index_add_(0, dst, e)
        alpha = e / rowsum[dst]  #@ unstable naive-softmax
        alpha = F.dropout(alpha, self.dropout, self.training)
        out = torch.zeros_like(h).index_add_(0, dst, alpha.unsqueeze(-1) * h[src])
        return F.elu(out.flatten(1))


class GATv2(nn.Module):
    def __init__(self, fin, fout):
        super().__init__()
        self.l, self.r = nn.Linear(fin, fout), nn.Linear(fin, fout)
        self.att = nn.Linear(fout, 1, bias=False)

    def forward(self, x, edge_index):
        src, dst = edge_index
        e = self.att(F.leaky_relu(self.l(x)[src] + self.r(x)[dst], 0.2))
        a = edge_softmax(e, dst, x.size(0))
        return scatter_add(a * self.l(x)[src], dst, dim=0, dim_size=x.size(0))


class DenseGAT(nn.Module):
    def __init__(self, fin, fout):
        super().__init__()
        self.W = nn.Linear(fin, fout, bias=False)
        self.a = nn.Linear(2 * fout, 1, bias=False)

    def scores(self, x):
        h = self.W(x)
        n = h.size(0)
        pair = torch.cat([h.repeat_interleave(n, 0), h.repeat(n, 1)], 1).view(n, n, -1)
        return h, F.leaky_relu(self.a(pair).squeeze(-1), 0.2)

    def forward(self, x, adj):
        h, e = self.scores(x)
        # adj without self loops; isolated nodes appear in the PPI graphs
        e = torch.where(adj > 0, e, torch.full_like(e, float("-inf")))
        return F.softmax(e, dim=1) @ h  #@ unstable fully-masked-row


class DenseGATLoop(DenseGAT):
    def forward(self, x, adj):
        h, e = self.scores(x)
        adj = adj + torch.eye(adj.size(0), device=adj.device)
        e = e.masked_fill(adj == 0, float("-inf"))
        return F.softmax(e, dim=1) @ h  #@ stable fully-masked-row


class Net(nn.Module):
    def __init__(self, fin, n_cls):
        super().__init__()
        self.g1 = SpGAT(fin, 8)
        self.g2 = SpGAT(64, n_cls, heads=1)

    def forward(self, x, ei):
        return F.log_softmax(self.g2(self.g1(x, ei), ei), dim=1)  #@ stable log-of-softmax


def train(data, epochs=200):
    net = Net(data.x.size(1), int(data.y.max()) + 1)
    opt = torch.optim.Adam(net.parameters(), 5e-3, weight_decay=5e-4)
    for e in range(epochs):
        out = net(data.x, data.edge_index)
        loss = F.nll_loss(out[data.train_mask], data.y[data.train_mask])  #@ stable nll-of-softmax
        opt.zero_grad()
        loss.backward()
        opt.step()
        if e % 20 == 0:
            acc = (out.argmax(1) == data.y)[data.test_mask].float().mean()
            print(e, loss.item(), acc.item())


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--root", default="cora")
    from torch_geometric.datasets import Planetoid
    train(Planetoid(ap.parse_args().root, "Cora")[0])
