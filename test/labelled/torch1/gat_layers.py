"""Graph attention, dense and edge-list versions."""
import argparse
import glob
import os

import numpy as np
import scipy.sparse as sp
import torch
import torch.nn as nn
import torch.nn.functional as F


class GraphAttentionLayer(nn.Module):
    def __init__(self, in_features, out_features, dropout, alpha, concat=True):
        super(GraphAttentionLayer, self).__init__()
        self.dropout = dropout
        self.concat = concat
        self.W = nn.Parameter(torch.empty(size=(in_features, out_features)))
        nn.init.xavier_uniform_(self.W.data, gain=1.414)
        self.a = nn.Parameter(torch.empty(size=(2 * out_features, 1)))
        nn.init.xavier_uniform_(self.a.data, gain=1.414)
        self.leakyrelu = nn.LeakyReLU(alpha)

    def forward(self, h, adj):
        Wh = torch.mm(h, self.W)
        n = self.W.shape[1]
        e = self.leakyrelu(Wh @ self.a[:n] + (Wh @ self.a[n:]).T)
        zero_vec = -9e15 * torch.ones_like(e)
        attention = torch.where(adj > 0, e, zero_vec)
        attention = F.softmax(attention, dim=1)  #@ stable mask-constant
        attention = F.dropout(attention, self.dropout, training=self.training)
        out = attention @ Wh
        return F.elu(out) if self.concat else out


class SpGraphAttentionLayer(nn.Module):
    """Edge list version, memory friendly."""

    def __init__(self, in_features, out_features, dropout, alpha, concat=True):
        super(SpGraphAttentionLayer, self).__init__()
        self.W = nn.Parameter(torch.zeros(in_features, out_features))
        nn.init.xavier_normal_(self.W.data, gain=1.414)
        self.a = nn.Parameter(torch.zeros(1, 2 * out_features))
        nn.init.xavier_normal_(self.a.data, gain=1.414)
        self.dropout = nn.Dropout(dropout)
        self.act = nn.LeakyReLU(alpha)
        self.concat = concat

    def forward(self, x, edge):
        N = x.size(0)
        h = torch.mm(x, self.W)
        edge_h = torch.cat((h[edge[0]], h[edge[1]]), dim=1).t()
        edge_e = torch.exp(self.act(self.a.mm(edge_h).squeeze()))
        rowsum = x.new_zeros(N).index_add_(0, edge[0], edge_e)
        edge_e = self.dropout(edge_e)
        h_prime = x.new_zeros(N, h.size(1)).index_add_(0, edge[0], edge_e.unsqueeze(1) * h[edge[1]])
        h_prime = h_prime.div(rowsum.unsqueeze(1))  #@ unstable naive-softmax
        return F.elu(h_prime) if self.concat else h_prime


def edge_softmax(score, dst, num_nodes):
    m = score.new_full((num_nodes,), float('-inf')).scatter_reduce(0, dst, score, reduce='amax')
    w = torch.exp(score - m[dst])
    z = score.new_zeros(num_nodes).scatter_add(0, dst, w)
    return w / (z[dst] + 1e-16)  #@ stable naive-softmax


def edge_softmax_global(score, dst, num_nodes):
    score = score - score.max()
    w = score.exp()
    z = score.new_zeros(num_nodes).scatter_add_(0, dst, w)
    return w / (z[dst] + 1e-16)  #@ unstable wrong-shift


class GAT(nn.Module):
    def __init__(self, nfeat, nhid, nclass, dropout, alpha, nheads):
        super(GAT, self).__init__()
        self.dropout = dropout
        self.attentions = nn.ModuleList(
            [GraphAttentionLayer(nfeat, nhid, dropout, alpha) for _ in range(nheads)])
        self.out_att = GraphAttentionLayer(nhid * nheads, nclass, dropout, alpha, concat=False)

    def forward(self, x, adj):
        x = F.dropout(x, self.dropout, training=self.training)
        x = torch.cat([att(x, adj) for att in self.attentions], dim=1)
        return F.log_softmax(F.elu(self.out_att(x, adj)), dim=1)  #@ stable log-of-softmax


class SoftGAT(GAT):
    def forward(self, x, adj):
        x = torch.cat([att(x, adj) for att in self.attentions], dim=1)
        return F.softmax(self.out_att(x, adj), dim=1)


def normalize_features(mx):
    rowsum = np.array(mx.sum(1))
    r_inv = np.power(rowsum, -1).flatten()
    r_inv[np.isinf(r_inv)] = 0.
    return sp.diags(r_inv).dot(mx)


def heat_kernel(adj_dist, t=5.0):
    return torch.exp(-adj_dist / t)  #@ stable other


def train(features, adj, labels, idx_train, idx_val, epochs=200, patience=20):
    model = GAT(features.shape[1], 8, int(labels.max()) + 1, 0.6, 0.2, 8)
    soft = SoftGAT(features.shape[1], 8, int(labels.max()) + 1, 0.6, 0.2, 8)
    opt = torch.optim.Adam(list(model.parameters()) + list(soft.parameters()), lr=0.005, weight_decay=5e-4)
    best, bad = float('inf'), 0
    for epoch in range(epochs):
        model.train()
        opt.zero_grad()
        out = model(features, adj)
        loss_train = F.nll_loss(out[idx_train], labels[idx_train])  #@ stable nll-of-softmax
        aux = soft(features, adj)
        onehot = F.one_hot(labels, aux.size(1)).float()
        loss_aux = -(onehot * torch.log(aux))[idx_train].sum(1).mean()  #@ unstable nll-of-softmax across
        (loss_train + 0.1 * loss_aux).backward()
        opt.step()
        model.eval()
        with torch.no_grad():
            val = F.nll_loss(model(features, adj)[idx_val], labels[idx_val]).item()
        torch.save(model.state_dict(), '{}.pkl'.format(epoch))
        if val < best:
            best, bad = val, 0
        else:
            bad += 1
        if bad == patience:
            break
    for f in glob.glob('*.pkl'):
        if int(os.path.splitext(f)[0]) < epoch - patience:
            os.remove(f)
