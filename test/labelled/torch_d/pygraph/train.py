from __future__ import division, print_function

import argparse
import time

import numpy as np
import torch
import torch.nn.functional as F
import torch.optim as optim

from models import GAT, GCN, LinkDecoder, SpGAT

parser = argparse.ArgumentParser()
parser.add_argument('--model', default='gcn')
parser.add_argument('--data', default='cora.npz')
parser.add_argument('--epochs', type=int, default=200)
parser.add_argument('--hidden', type=int, default=16)
args = parser.parse_args()


def load(path):
    d = np.load(path)
    adj = torch.from_numpy(d['adj']).float()
    x = torch.from_numpy(d['x']).float()
    x = torch.log1p(x)  #@ stable other
    y = torch.from_numpy(d['y']).long()
    return adj, x / x.sum(1, keepdim=True).clamp(min=1), y, torch.from_numpy(d['train']), torch.from_numpy(d['test'])


def link_loss(decoder, z, pos, neg):
    p_pos = decoder(z, pos)
    p_neg = decoder(z, neg)
    pos_loss = -torch.log(p_pos + 1e-15).mean()  #@ unstable log-eps-hack across
    neg_loss = -torch.log(1 - p_neg + 1e-15).mean()  #@ unstable log-eps-hack across
    return pos_loss + neg_loss


adj, features, labels, idx_train, idx_test = load(args.data)
edge_index = adj.nonzero().t()
nclass = int(labels.max()) + 1
gcn = GCN(features.size(1), args.hidden, nclass, 0.5)
gat = GAT(features.size(1), args.hidden, nclass)
spgat = SpGAT(features.size(1), args.hidden, nclass)
decoder = LinkDecoder()
params = list(gcn.parameters()) + list(gat.parameters()) + list(spgat.parameters())
optimizer = optim.Adam(params, lr=0.01, weight_decay=5e-4)

for epoch in range(args.epochs):
    t = time.time()
    optimizer.zero_grad()
    if args.model == 'gcn':
        output = gcn(features, adj)
        loss = F.nll_loss(output[idx_train], labels[idx_train])  #@ stable nll-of-softmax
    elif args.model == 'gat':
        output = gat(features, adj)
        loss = F.nll_loss(torch.log(output[idx_train]), labels[idx_train])  #@ unstable log-of-softmax across
    elif args.model == 'gat2':
        output = gat(features, adj)
        loss = F.cross_entropy(output[idx_train], labels[idx_train])  #@ unstable softmax-before-ce across
    else:
        output = spgat(features, edge_index)
        loss = F.cross_entropy(output[idx_train], labels[idx_train])  #@ stable softmax-before-ce
        neg = torch.randint(0, features.size(0), edge_index.shape)
        loss = loss + 0.1 * link_loss(decoder, spgat.conv(features, edge_index), edge_index, neg)
    loss.backward()
    optimizer.step()
    acc = (output[idx_test].argmax(1) == labels[idx_test]).float().mean()
    print('Epoch: {:04d}'.format(epoch + 1), 'loss: {:.4f}'.format(loss.item()),
          'acc: {:.4f}'.format(acc.item()), 'time: {:.4f}s'.format(time.time() - t))
