import torch
import torch.nn as nn
import torch.nn.functional as F

from layers import GraphAttentionLayer, GraphConvolution, SparseGATLayer


class GCN(nn.Module):
    def __init__(self, nfeat, nhid, nclass, dropout):
        super(GCN, self).__init__()
        self.gc1 = GraphConvolution(nfeat, nhid)
        self.gc2 = GraphConvolution(nhid, nclass)
        self.dropout = dropout

    def forward(self, x, adj):
        x = F.relu(self.gc1(x, adj))
        x = F.dropout(x, self.dropout, training=self.training)
        x = self.gc2(x, adj)
        return F.log_softmax(x, dim=1)


class GAT(nn.Module):
    def __init__(self, nfeat, nhid, nclass, nheads=8):
        super().__init__()
        self.heads = nn.ModuleList([GraphAttentionLayer(nfeat, nhid) for _ in range(nheads)])
        self.out = nn.Linear(nhid * nheads, nclass)

    def forward(self, x, adj):
        x = torch.cat([h(x, adj) for h in self.heads], dim=1)
        return torch.softmax(self.out(x), dim=-1)


class SpGAT(nn.Module):
    def __init__(self, nfeat, nhid, nclass):
        super().__init__()
        self.conv = SparseGATLayer(nfeat, nhid)
        self.out = nn.Linear(nhid, nclass)

    def forward(self, x, edge_index):
        return self.out(self.conv(x, edge_index))


class LinkDecoder(nn.Module):
    def forward(self, z, pairs):
        s = (z[pairs[0]] * z[pairs[1]]).sum(-1)
        return torch.sigmoid(s)
