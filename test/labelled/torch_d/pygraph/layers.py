import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class GraphConvolution(nn.Module):
    def __init__(self, in_features, out_features, bias=True):
        super(GraphConvolution, self).__init__()
        self.weight = nn.Parameter(torch.FloatTensor(in_features, out_features))
        self.bias = nn.Parameter(torch.FloatTensor(out_features)) if bias else None
        self.reset_parameters()

    def reset_parameters(self):
        stdv = 1. / math.sqrt(self.weight.size(1))
        self.weight.data.uniform_(-stdv, stdv)
        if self.bias is not None:
            self.bias.data.uniform_(-stdv, stdv)

    def forward(self, x, adj):
        out = torch.spmm(adj, torch.mm(x, self.weight))
        return out if self.bias is None else out + self.bias


class GraphAttentionLayer(nn.Module):
    def __init__(self, in_features, out_features, dropout=0.6, alpha=0.2):
        super().__init__()
        self.W = nn.Linear(in_features, out_features, bias=False)
        self.a = nn.Parameter(torch.empty(2 * out_features, 1))
        nn.init.xavier_uniform_(self.a.data, gain=1.414)
        self.dropout = dropout
        self.leakyrelu = nn.LeakyReLU(alpha)
        self.out_features = out_features

    def forward(self, h, adj):
        Wh = self.W(h)
        e1 = Wh @ self.a[:self.out_features]
        e2 = Wh @ self.a[self.out_features:]
        e = self.leakyrelu(e1 + e2.T)
        zero_vec = -9e15 * torch.ones_like(e)
        attention = torch.where(adj > 0, e, zero_vec)
        attention = F.softmax(attention, dim=1)  #@ stable mask-constant
        attention = F.dropout(attention, self.dropout, training=self.training)
        return F.elu(attention @ Wh)


class SparseGATLayer(nn.Module):
    """Edge-list version, after the sp-GAT code."""

    def __init__(self, in_features, out_features, alpha=0.2):
        super().__init__()
        self.W = nn.Linear(in_features, out_features, bias=False)
        self.att = nn.Linear(2 * out_features, 1, bias=False)
        self.act = nn.LeakyReLU(alpha)

    def forward(self, x, edge_index):
        src, dst = edge_index
        h = self.W(x)
        edge_h = torch.cat([h[src], h[dst]], dim=1)
        score = self.act(self.att(edge_h)).squeeze(-1)
        edge_e = score.exp()
        rowsum = torch.zeros(x.size(0), device=x.device).index_add_(0, dst, edge_e)
        coef = edge_e / rowsum[dst]  #@ unstable naive-softmax
        out = torch.zeros_like(h).index_add_(0, dst, coef.unsqueeze(-1) * h[src])
        return F.elu(out)


def edge_softmax(scores, dst, num_nodes):
    shift = torch.full((num_nodes,), float('-inf'), device=scores.device)
    shift = shift.scatter_reduce(0, dst, scores, reduce='amax')
    num = torch.exp(scores - shift[dst])  #@ stable naive-softmax
    den = torch.zeros(num_nodes, device=scores.device).index_add_(0, dst, num)
    return num / (den[dst] + 1e-16)


class HeatKernel(nn.Module):
    def __init__(self, sigma=1.0):
        super().__init__()
        self.sigma = sigma

    def forward(self, pos):
        d2 = torch.cdist(pos, pos).pow(2)
        return torch.exp(-d2 / (2 * self.sigma ** 2))  #@ stable other
