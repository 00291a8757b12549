"""Graph algorithms: random walks, skip-gram embeddings, community scores, network models."""
import heapq
import math
import random
from collections import defaultdict

import numpy as np


def sigmoid(x):
    x = np.clip(x, -15.0, 15.0)
    return 1.0 / (1.0 + np.exp(-x))  #@ stable naive-sigmoid


def most_reliable_path(edges, s, t):
    """Dijkstra on -log p; ``edges`` maps node -> [(nbr, prob)]."""
    dist = {s: 0.0}
    prev = {}
    pq = [(0.0, s)]
    while pq:
        d, u = heapq.heappop(pq)
        if u == t:
            break
        if d > dist.get(u, math.inf):
            continue
        for v, p in edges.get(u, ()):
            if p <= 0:
                continue
            nd = d - math.log(p)  #@ stable log-of-softmax
            if nd < dist.get(v, math.inf):
                dist[v], prev[v] = nd, u
                heapq.heappush(pq, (nd, v))
    return math.exp(-dist[t]) if t in dist else 0.0  #@ stable other


class SkipGram:
    def __init__(self, n, dim=64, lr=0.025, neg=5):
        self.U = (np.random.rand(n, dim) - 0.5) / dim
        self.V = np.zeros((n, dim))
        self.lr, self.neg = lr, neg

    def step(self, u, v, sampler):
        targets = [(v, 1.0)] + [(sampler(), 0.0) for _ in range(self.neg)]
        grad = np.zeros_like(self.U[u])
        loss = 0.0
        for w, label in targets:
            p = sigmoid(self.U[u] @ self.V[w])
            loss -= math.log(p if label else 1 - p)
            g = self.lr * (label - p)
            grad += g * self.V[w]
            self.V[w] += g * self.U[u]
        self.U[u] += grad
        return loss

    def neighbour_distribution(self, u):
        s = self.V @ self.U[u]
        e = np.exp(s)
        return e / e.sum()  #@ unstable naive-softmax

    def full_nll(self, pairs):
        total = 0.0
        for u, v in pairs:
            total -= math.log(self.neighbour_distribution(u)[v])  #@ unstable nll-of-softmax across
        return total / len(pairs)


def adamic_adar(adj, u, v):
    return sum(1.0 / math.log(len(adj[w])) for w in adj[u] & adj[v] if len(adj[w]) > 1)  #@ stable other


def degree_entropy(adj):
    hist = defaultdict(int)
    for nbrs in adj.values():
        hist[len(nbrs)] += 1
    n = len(adj)
    return -sum(c / n * math.log(c / n) for c in hist.values())  #@ stable log-of-softmax


def von_neumann_entropy(A):
    L = np.diag(A.sum(1)) - A
    w = np.linalg.eigvalsh(L / np.trace(L))
    w = w[w > 1e-12]
    return -np.sum(w * np.log2(w))  #@ stable log-of-softmax


def map_equation(flow, modules):
    def plogp(p):
        return p * math.log2(p) if p > 0 else 0.0  #@ stable log-of-softmax

    exit_ = defaultdict(float)
    within = defaultdict(float)
    for (u, v), f in flow.items():
        if modules[u] != modules[v]:
            exit_[modules[u]] += f
        else:
            within[modules[u]] += f
    return plogp(sum(exit_.values())) - 2 * sum(map(plogp, exit_.values())) + sum(
        plogp(exit_[m] + within[m]) for m in within)


def sbm_loglik(E, n):
    """Karrer-Newman profile likelihood: block edge counts and sizes."""
    with np.errstate(divide="ignore", invalid="ignore"):
        t = E * np.log(E / np.outer(n, n))  #@ stable log-of-softmax
    return np.nansum(t)


def ergm_accept(delta_stats, theta):
    x = float(np.dot(theta, delta_stats))
    return x >= 0 or random.random() < math.exp(x)  #@ stable other


def latent_space_prob(Z, alpha):
    """Hoff's distance model."""
    D = np.linalg.norm(Z[:, None] - Z[None], axis=-1)
    eta = alpha - D
    return np.exp(eta) / (1 + np.exp(eta))  #@ unstable naive-sigmoid


def latent_space_loglik(A, Z, alpha):
    P = latent_space_prob(Z, alpha)
    iu = np.triu_indices(len(A), 1)
    return np.sum(A[iu] * np.log(P[iu]) + (1 - A[iu]) * np.log1p(-P[iu]))  #@ unstable bce-after-sigmoid across


def attention_weights(h, adj, a_src, a_dst):
    """GAT coefficients for a dense graph; adj includes self loops."""
    e = (h @ a_src)[:, None] + (h @ a_dst)[None, :]
    e = np.where(e > 0, e, 0.2 * e)
    e = np.where(adj > 0, e, -np.inf)
    e = e - e.max(axis=1, keepdims=True)
    w = np.exp(e)
    return w / w.sum(axis=1, keepdims=True)  #@ stable fully-masked-row
