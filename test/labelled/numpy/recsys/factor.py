import math
from typing import Iterable, Tuple

import numpy as np

from .funcs import act_sigmoid, act_sigmoid_arr, confidence


class _Base:
    def __init__(self, n_users, n_items, k=32, lr=0.05, reg=0.01, seed=0):
        rng = np.random.default_rng(seed)
        self.U = rng.normal(0, 0.1, (n_users, k))
        self.V = rng.normal(0, 0.1, (n_items, k))
        self.bi = np.zeros(n_items)
        self.lr, self.reg = lr, reg
        self.rng = rng

    def raw(self, u, i):
        return float(self.U[u] @ self.V[i] + self.bi[i])

    def recommend(self, u, n=10, seen=()):
        s = self.V @ self.U[u] + self.bi
        s[list(seen)] = -np.inf
        return np.argsort(-s)[:n]


class BPR(_Base):
    def fit_one(self, u, i, j):
        x = self.raw(u, i) - self.raw(u, j)
        s = act_sigmoid(x)
        g = 1 - s
        du = g * (self.V[i] - self.V[j]) - self.reg * self.U[u]
        self.V[i] += self.lr * (g * self.U[u] - self.reg * self.V[i])
        self.V[j] += self.lr * (-g * self.U[u] - self.reg * self.V[j])
        self.U[u] += self.lr * du
        return -math.log(s)  #@ unstable log-of-sigmoid across

    def fit(self, pairs: Iterable[Tuple[int, int]], epochs=10):
        pairs = list(pairs)
        for ep in range(epochs):
            total = 0.0
            for u, i in pairs:
                j = int(self.rng.integers(len(self.V)))
                total += self.fit_one(u, i, j)
            print("epoch %d bpr %.4f" % (ep, total / len(pairs)))
        return self


class LogisticMF(_Base):
    """Johnson 2014: confidence weighted logistic likelihood."""

    def fit(self, counts, epochs=20):
        C = confidence(counts)
        for ep in range(epochs):
            X = self.U @ self.V.T + self.bi
            P = act_sigmoid_arr(X)
            G = (counts > 0) * C - C * P
            self.U += self.lr * (G @ self.V - self.reg * self.U) / len(self.V)
            self.V += self.lr * (G.T @ self.U - self.reg * self.V) / len(self.U)
            self.bi += self.lr * G.mean(axis=0)
            if ep % 5 == 0:
                print("ll", self.loglik(counts, C, P), self.loglik_z(counts, C, X))
        return self

    def loglik(self, counts, C, P):
        pos = counts > 0
        return (C * (pos * np.log(P) + (1 - pos) * np.log(1 - P))).sum()  #@ unstable bce-after-sigmoid across

    def loglik_z(self, counts, C, X):
        return (C * ((counts > 0) * X - np.logaddexp(0.0, X))).sum()  #@ stable naive-softplus
