import torch
import torch.nn as nn
import torch.nn.functional as F

from .scatter import scatter_sum, segment_softmax, segment_weights


class GATLayer(nn.Module):
    def __init__(self, in_dim, out_dim, heads=4, dropout=0.6, slope=0.2):
        super().__init__()
        self.h, self.d = heads, out_dim
        self.lin = nn.Linear(in_dim, heads * out_dim, bias=False)
        self.a_src = nn.Parameter(torch.randn(heads, out_dim) * 0.1)
        self.a_dst = nn.Parameter(torch.randn(heads, out_dim) * 0.1)
        self.drop = nn.Dropout(dropout)
        self.act = nn.LeakyReLU(slope)

    def forward(self, x, edge_index):
        n = x.size(0)
        src, dst = edge_index
        h = self.lin(x).view(n, self.h, self.d)
        e = self.act((h * self.a_src).sum(-1)[src] + (h * self.a_dst).sum(-1)[dst])
        alpha = self.drop(segment_softmax(e, dst, n))
        return scatter_sum(alpha.unsqueeze(-1) * h[src], dst, n).flatten(1)


class GATv2Layer(nn.Module):
    def __init__(self, in_dim, out_dim, heads=4):
        super().__init__()
        self.h, self.d = heads, out_dim
        self.l, self.r = nn.Linear(in_dim, heads * out_dim), nn.Linear(in_dim, heads * out_dim)
        self.att = nn.Parameter(torch.randn(heads, out_dim) * 0.1)

    def forward(self, x, edge_index):
        n = x.size(0)
        src, dst = edge_index
        l, r = self.l(x).view(n, self.h, self.d), self.r(x).view(n, self.h, self.d)
        score = (F.leaky_relu(l[src] + r[dst], 0.2) * self.att).sum(-1)
        alpha = segment_weights(score, dst, n)
        return scatter_sum(alpha.unsqueeze(-1) * l[src], dst, n).flatten(1)


class DenseGAT(nn.Module):
    """adjacency version; isolated nodes occur in the raw citation graphs"""

    def __init__(self, in_dim, out_dim):
        super().__init__()
        self.W = nn.Linear(in_dim, out_dim, bias=False)
        self.a = nn.Linear(2 * out_dim, 1)

    def forward(self, h, adj):
        Wh = self.W(h)
        n = Wh.size(0)
        pair = torch.cat([Wh.unsqueeze(1).expand(n, n, -1), Wh.unsqueeze(0).expand(n, n, -1)], -1)
        e = F.leaky_relu(self.a(pair)).squeeze(-1)
        e = e.masked_fill(adj == 0, float("-inf"))
        att = F.softmax(e, dim=1)  #@ unstable fully-masked-row
        return F.elu(att @ Wh)


class DenseGATLoops(DenseGAT):
    def forward(self, h, adj):
        Wh = self.W(h)
        n = Wh.size(0)
        adj = (adj + torch.eye(n, device=adj.device)).clamp(max=1)
        pair = torch.cat([Wh.unsqueeze(1).expand(n, n, -1), Wh.unsqueeze(0).expand(n, n, -1)], -1)
        e = F.leaky_relu(self.a(pair)).squeeze(-1)
        e = e.masked_fill(adj == 0, float("-inf"))
        return F.elu(torch.softmax(e, dim=1) @ Wh)  #@ stable fully-masked-row


class AttnPool(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.gate = nn.Sequential(nn.Linear(dim, dim), nn.Tanh(), nn.Linear(dim, 1), nn.Tanh())

    def forward(self, x, batch, n_graphs):
        g = torch.exp(self.gate(x))  #@ stable naive-softmax
        w = g / scatter_sum(g, batch, n_graphs)[batch]
        return scatter_sum(w * x, batch, n_graphs)


class NodeClassifier(nn.Module):
    def __init__(self, in_dim, hid, n_classes, v2=False):
        super().__init__()
        L = GATv2Layer if v2 else GATLayer
        self.c1, self.c2 = L(in_dim, hid, heads=8), L(hid * 8, n_classes, heads=1)

    def forward(self, x, edge_index):
        x = F.elu(self.c1(x, edge_index))
        return F.log_softmax(self.c2(x, edge_index), dim=-1)  #@ stable log-of-softmax
