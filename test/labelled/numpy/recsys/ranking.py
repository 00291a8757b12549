import math

import numpy as np

from .funcs import TRANSFORMS, as_probs, dcg, plain_exp, shift_exp


class ListNet:
    def __init__(self, n_feat, lr=0.01, transform="plain"):
        self.w = np.zeros(n_feat)
        self.lr = lr
        self.transform = TRANSFORMS[transform]

    def scores(self, X):
        return X @ self.w

    def top_one(self, s):
        return as_probs(plain_exp(s))  #@ unstable naive-softmax across

    def top_one_shifted(self, s):
        return as_probs(shift_exp(s))  #@ stable naive-softmax

    def loss(self, X, rel):
        target = as_probs(shift_exp(np.asarray(rel, float)))
        pred = self.top_one(self.scores(X))
        return -np.sum(target * np.log(pred))  #@ unstable nll-of-softmax across

    def step(self, X, rel):
        g = X.T @ (self.top_one_shifted(self.scores(X)) - as_probs(shift_exp(np.asarray(rel, float))))
        self.w -= self.lr * g


class LambdaRank:
    def __init__(self, n_feat, sigma=1.0, lr=0.01):
        self.w, self.sigma, self.lr = np.zeros(n_feat), sigma, lr

    def lambdas(self, s, rel):
        n = len(s)
        lam = np.zeros(n)
        order = np.argsort(-s)
        rank = np.empty(n, int)
        rank[order] = np.arange(n)
        ideal = dcg(sorted(rel, reverse=True)) or 1.0
        for i in range(n):
            for j in range(n):
                if rel[i] <= rel[j]:
                    continue
                rho = 1.0 / (1.0 + math.exp(self.sigma * (s[i] - s[j])))  #@ unstable naive-sigmoid
                d = abs((2 ** rel[i] - 2 ** rel[j]) * (1 / math.log2(rank[i] + 2) - 1 / math.log2(rank[j] + 2)))  #@ stable other
                lam[i] += self.sigma * rho * d / ideal
                lam[j] -= self.sigma * rho * d / ideal
        return lam

    def pair_cost(self, s, rel):
        c = 0.0
        for i in range(len(s)):
            for j in range(len(s)):
                if rel[i] > rel[j]:
                    c += math.log(1 + math.exp(-self.sigma * (s[i] - s[j])))  #@ unstable naive-softplus
        return c

    def step(self, X, rel):
        self.w += self.lr * X.T @ self.lambdas(X @ self.w, rel)


class CascadeClicks:
    """Attractiveness = logistic of features, examined top-down."""

    def __init__(self, n_feat, lr=0.1):
        self.w, self.lr = np.zeros(n_feat), lr

    def attract(self, X):
        return 1 / (1 + np.exp(-X @ self.w))  #@ unstable naive-sigmoid

    def loglik(self, X, click_pos):
        a = self.attract(X)
        skipped = np.log(1 - a[:click_pos]).sum()  #@ unstable log-of-sigmoid across
        return skipped + np.log(a[click_pos])  #@ unstable log-of-sigmoid across

    def popularity_prior(self, clicks, views):
        ctr = (clicks + 1.0) / (views + 2.0)
        return np.log(ctr / (1 - ctr))  #@ stable other
