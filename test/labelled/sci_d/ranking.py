"""Paired comparison models and implicit-feedback recommenders."""
import numpy as np
from scipy.special import log_softmax
from scipy.sparse import csr_matrix


def elo_expected(ra, rb):
    return 1.0 / (1.0 + 10 ** ((rb - ra) / 400.0))  #@ stable naive-sigmoid


class Elo:
    def __init__(self, k=20.0, base=1500.0):
        self.k, self.base = k, base
        self.r = {}

    def update(self, a, b, score):
        ra, rb = self.r.get(a, self.base), self.r.get(b, self.base)
        e = elo_expected(ra, rb)
        self.r[a] = ra + self.k * (score - e)
        self.r[b] = rb + self.k * (e - score)
        return e


class BradleyTerry:
    """Minorise-maximise on strengths; every item must win at least once."""

    def fit(self, wins, n_iter=500, tol=1e-10):
        wins = np.asarray(wins, float)
        if (wins.sum(1) == 0).any():
            raise ValueError("an item without a win has no finite strength")
        n = wins + wins.T
        p = np.ones(len(wins))
        for _ in range(n_iter):
            den = (n / (p[:, None] + p[None, :])).sum(1)
            new = wins.sum(1) / den
            new /= new.sum()
            if np.abs(new - p).max() < tol:
                break
            p = new
        self.strength_ = new
        self.ability_ = np.log(new)  #@ stable log-of-softmax
        return self

    def loglik(self, wins):
        p = self.strength_
        return np.sum(wins * (np.log(p)[:, None] - np.log(p[:, None] + p[None, :])))  #@ stable log-of-softmax


def plackett_luce_nll(theta, rankings):
    """theta: log worths; rankings: list of index arrays, best first."""
    nll = 0.0
    for order in rankings:
        s = theta[order]
        for i in range(len(s) - 1):
            nll -= np.log(np.exp(s[i]) / np.exp(s[i:]).sum())  #@ unstable nll-of-softmax
    return nll


def plackett_luce_nll_acc(theta, rankings):
    nll = 0.0
    for order in rankings:
        s = theta[order][::-1]
        nll += (np.logaddexp.accumulate(s) - s).sum()  #@ stable naive-logsumexp
    return nll


def listnet_loss(scores, rel):
    t = np.exp(rel - rel.max())
    t /= t.sum()  #@ stable naive-softmax
    return -(t * log_softmax(scores)).sum()  #@ stable nll-of-softmax


class BPR:
    def __init__(self, k=32, lr=0.05, reg=0.01, seed=0):
        self.k, self.lr, self.reg = k, lr, reg
        self.rng = np.random.default_rng(seed)

    def fit(self, R: csr_matrix, epochs=10):
        n, m = R.shape
        self.P = self.rng.normal(0, 0.1, (n, self.k))
        self.Q = self.rng.normal(0, 0.1, (m, self.k))
        self.history = []
        for _ in range(epochs):
            loss = 0.0
            users, items = R.nonzero()
            for idx in self.rng.permutation(len(users)):
                u, i = users[idx], items[idx]
                j = self.rng.integers(m)
                if R[u, j]:
                    continue
                x = self.P[u] @ (self.Q[i] - self.Q[j])
                sig = 1 / (1 + np.exp(-x))  #@ unstable naive-sigmoid
                loss += -np.log(sig)  #@ unstable log-of-sigmoid
                g = 1 - sig
                pu = self.P[u].copy()
                self.P[u] += self.lr * (g * (self.Q[i] - self.Q[j]) - self.reg * pu)
                self.Q[i] += self.lr * (g * pu - self.reg * self.Q[i])
                self.Q[j] += self.lr * (-g * pu - self.reg * self.Q[j])
            self.history.append(loss / max(len(users), 1))
        return self


def implicit_confidence(counts, alpha=40.0, eps=1.0):
    return 1.0 + alpha * np.log1p(counts / eps)  #@ stable naive-softplus


def popularity_propensity(item_counts, n, a=0.55, b=1.5):
    """Propensities of Jain et al. for extreme multilabel ranking."""
    c = (np.log(n) - 1) * (b + 1) ** a  #@ stable other
    return 1.0 / (1.0 + c * np.exp(-a * np.log(item_counts + b)))  #@ stable naive-sigmoid


def time_decay(age_days, half_life=30.0):
    return np.exp(-np.log(2) * np.maximum(age_days, 0) / half_life)  #@ stable other


def item_similarity_attention(query, items, T=0.1):
    q = query / np.linalg.norm(query)
    V = items / np.linalg.norm(items, axis=1, keepdims=True)
    w = np.exp(V @ q / T)
    return w / w.sum()  #@ stable naive-softmax


def ucb(means, counts, t, c=2.0):
    bonus = np.full(len(counts), np.inf)
    tried = counts > 0
    bonus[tried] = np.sqrt(c * np.log(t) / counts[tried])  #@ stable other
    return means + bonus
