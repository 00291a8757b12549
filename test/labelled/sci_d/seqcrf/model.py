"""Linear-chain CRF for gene prediction, and a local (MEMM) baseline."""
import logging

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

from .potentials import log_sum, normalize_rows, unary

log = logging.getLogger(__name__)


class LinearChainCRF:
    def __init__(self, n_labels, l2=1e-2):
        self.k = n_labels
        self.l2 = l2

    def _split(self, theta, d):
        return theta[: d * self.k].reshape(d, self.k), theta[d * self.k:].reshape(self.k, self.k)

    def log_partition(self, U, T):
        a = U[0]
        for t in range(1, len(U)):
            a = logsumexp(a[:, None] + T, axis=0) + U[t]  #@ stable naive-logsumexp
        return logsumexp(a)  #@ stable naive-logsumexp

    def marginals(self, U, T):
        n = len(U)
        f, b = np.zeros_like(U), np.zeros_like(U)
        f[0] = U[0]
        for t in range(1, n):
            f[t] = logsumexp(f[t - 1][:, None] + T, axis=0) + U[t]
        for t in range(n - 2, -1, -1):
            b[t] = logsumexp(T + (U[t + 1] + b[t + 1])[None, :], axis=1)
        return np.exp(f + b - logsumexp(f[-1]))  #@ stable naive-softmax

    def nll(self, theta, seqs):
        d = seqs[0][0].shape[1]
        W, T = self._split(theta, d)
        total = 0.5 * self.l2 * theta @ theta
        for X, y in seqs:
            U = unary(X, W)
            gold = U[np.arange(len(y)), y].sum() + T[y[:-1], y[1:]].sum()
            total += self.log_partition(U, T) - gold  #@ stable nll-of-softmax
        log.debug("nll %.3f", total)  #@ stable other
        return total

    def fit(self, seqs):
        d = seqs[0][0].shape[1]
        self.theta_ = minimize(self.nll, np.zeros(d * self.k + self.k ** 2), args=(seqs,)).x
        return self


class MEMM:
    """Locally normalised model with the previous label as a feature."""

    def __init__(self, n_labels, lr=0.1, epochs=20):
        self.k, self.lr, self.epochs = n_labels, lr, epochs

    def fit(self, seqs):
        d = seqs[0][0].shape[1]
        self.W = np.zeros((d + self.k, self.k))
        self.losses = []
        for _ in range(self.epochs):
            loss = 0.0
            for X, y in seqs:
                prev = np.eye(self.k)[np.concatenate([[0], y[:-1]])]
                F = np.hstack([X, prev])
                P = normalize_rows(F @ self.W)
                Y = np.eye(self.k)[y]
                loss += -(Y * np.log(P)).sum()  #@ unstable nll-of-softmax across
                self.W -= self.lr * F.T @ (P - Y) / len(y)
            self.losses.append(loss)
        return self

    def label_entropy(self, F):
        P = normalize_rows(F @ self.W)
        return -np.sum(P * np.log(P + 1e-20), axis=1)  #@ unstable log-eps-hack across

    def evidence(self, F):
        return log_sum(F @ self.W, axis=1)
