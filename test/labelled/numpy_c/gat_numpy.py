"""Graph attention in numpy (forward pass, power grid / protein graphs) plus contact map features."""
import argparse
import json

import numpy as np


def leaky_relu(x, a=0.2):
    return np.where(x > 0, x, a * x)


def elu(x):
    return np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1)  #@ stable other


class GATLayer:
    def __init__(self, n_in, n_out, rng):
        lim = np.sqrt(6.0 / (n_in + n_out))
        self.W = rng.uniform(-lim, lim, (n_in, n_out))
        self.a_src = rng.uniform(-lim, lim, n_out)
        self.a_dst = rng.uniform(-lim, lim, n_out)

    def edge_scores(self, x, src, dst):
        h = x @ self.W
        return h, leaky_relu(h[src] @ self.a_src + h[dst] @ self.a_dst)

    def __call__(self, x, edges):
        src, dst = edges
        h, e = self.edge_scores(x, src, dst)
        w = np.exp(e)
        den = np.zeros(len(x))
        np.add.at(den, dst, w)
        alpha = w / (den[dst] + 1e-16)  #@ unstable naive-softmax across
        out = np.zeros_like(h)
        np.add.at(out, dst, alpha[:, None] * h[src])
        return elu(out)


class SegmentGATLayer(GATLayer):
    def __call__(self, x, edges):
        src, dst = edges
        h, e = self.edge_scores(x, src, dst)
        top = np.full(len(x), -np.inf)
        np.maximum.at(top, dst, e)
        w = np.exp(e - top[dst])
        den = np.zeros(len(x))
        np.add.at(den, dst, w)
        alpha = w / den[dst]  #@ stable naive-softmax
        out = np.zeros_like(h)
        np.add.at(out, dst, alpha[:, None] * h[src])
        return elu(out)


class DenseGAT(GATLayer):
    def __call__(self, x, adj):
        h = x @ self.W
        e = leaky_relu((h @ self.a_src)[:, None] + (h @ self.a_dst)[None, :])
        e = np.where(adj > 0, e, -np.inf)
        e = e - e.max(axis=1, keepdims=True)
        w = np.exp(e)
        return elu(w / w.sum(axis=1, keepdims=True) @ h)  #@ unstable fully-masked-row


class DenseGATSelfLoops(GATLayer):
    def __call__(self, x, adj):
        adj = adj + np.eye(len(x))
        h = x @ self.W
        e = leaky_relu((h @ self.a_src)[:, None] + (h @ self.a_dst)[None, :])
        e = np.where(adj > 0, e, -np.inf)
        w = np.exp(e - e.max(axis=1, keepdims=True))
        return elu(w / w.sum(axis=1, keepdims=True) @ h)  #@ stable fully-masked-row


def rbf_edge_features(d, n=16, cutoff=10.0):
    mu = np.linspace(0, cutoff, n)
    return np.exp(-((d[..., None] - mu) ** 2) / (cutoff / n) ** 2)  #@ stable other


def jukes_cantor(p):
    return -0.75 * np.log(1 - 4.0 / 3.0 * np.minimum(p, 0.74))  #@ stable log-of-sigmoid


def pssm(counts, background, pseudo=1.0):
    f = (counts + pseudo * background) / (counts.sum(1, keepdims=True) + pseudo)
    return np.log2(f / background)  #@ stable log-of-softmax


def column_entropy(counts):
    p = counts / counts.sum(axis=1, keepdims=True)
    h = np.zeros(len(p))
    for k, row in enumerate(p):
        nz = row[row > 0]
        h[k] = -(nz * np.log2(nz)).sum()  #@ stable log-of-softmax
    return h


def readout(h, w, b):
    z = h.mean(axis=0) @ w + b
    p = np.exp(z) / np.exp(z).sum()  #@ unstable naive-softmax
    return p


def graph_loss(h, w, b, label):
    return -np.log(readout(h, w, b)[label] + 1e-10)  #@ unstable log-eps-hack across


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('graphs')
    args = ap.parse_args()
    rng = np.random.default_rng(0)
    graphs = json.load(open(args.graphs))
    d = len(graphs[0]['x'][0])
    l1, l2 = GATLayer(d, 32, rng), SegmentGATLayer(32, 16, rng)
    w, b = rng.normal(size=(16, 2)) * 0.1, np.zeros(2)
    losses = []
    for g in graphs:
        x, e = np.array(g['x'], float), np.array(g['edges']).T
        losses.append(graph_loss(l2(l1(x, e), e), w, b, g['y']))
    print('mean loss %.4f over %d graphs' % (np.mean(losses), len(losses)))


if __name__ == '__main__':
    main()
