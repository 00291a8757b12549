import numpy as np


class MatrixFactorization(object):
    def __init__(self, n_users, n_items, k=32, seed=0):
        rng = np.random.RandomState(seed)
        self.P = rng.normal(0, 0.1, (n_users, k))
        self.Q = rng.normal(0, 0.1, (n_items, k))
        self.bi = np.zeros(n_items)

    def score(self, u, i):
        return (self.P[u] * self.Q[i]).sum(-1) + self.bi[i]

    def proba(self, u, i):
        return 1.0 / (1.0 + np.exp(-self.score(u, i)))  #@ unstable naive-sigmoid

    def item_distribution(self, u):
        s = self.P[u].dot(self.Q.T) + self.bi
        s -= s.max()
        e = np.exp(s)
        return e / e.sum()  #@ stable naive-softmax


class CosineItemModel(object):
    """items and users on the unit sphere"""

    def __init__(self, base, tau=0.1):
        self.P = base.P / np.linalg.norm(base.P, axis=1, keepdims=True)
        self.Q = base.Q / np.linalg.norm(base.Q, axis=1, keepdims=True)
        self.tau = tau

    def item_distribution(self, u):
        e = np.exp(self.P[u].dot(self.Q.T) / 0.1)
        return e / e.sum()  #@ stable naive-softmax
