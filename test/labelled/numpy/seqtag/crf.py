from typing import List, Sequence, Tuple

import numpy as np

from .mathx import log_total


class LinearChainCRF:
    def __init__(self, n_feats: int, n_tags: int, l2: float = 1e-3):
        self.W = np.zeros((n_feats, n_tags))
        self.T = np.zeros((n_tags, n_tags))
        self.n_tags = n_tags
        self.l2 = l2

    def unary(self, feats: Sequence[List[int]]) -> np.ndarray:
        return np.stack([self.W[f].sum(axis=0) for f in feats])

    def path_score(self, U: np.ndarray, tags: Sequence[int]) -> float:
        s = U[np.arange(len(tags)), tags].sum()
        return s + sum(self.T[a, b] for a, b in zip(tags[:-1], tags[1:]))

    def forward(self, U: np.ndarray) -> np.ndarray:
        alpha = np.empty_like(U)
        alpha[0] = U[0]
        for t in range(1, len(U)):
            alpha[t] = log_total(alpha[t - 1][:, None] + self.T, axis=0) + U[t]
        return alpha

    def backward(self, U: np.ndarray) -> np.ndarray:
        beta = np.zeros_like(U)
        for t in range(len(U) - 2, -1, -1):
            scores = self.T + U[t + 1] + beta[t + 1]
            beta[t] = np.log(np.sum(np.exp(scores), axis=1))  #@ unstable naive-logsumexp
        return beta

    def marginals(self, U: np.ndarray) -> Tuple[np.ndarray, float]:
        alpha, beta = self.forward(U), self.backward(U)
        logZ = log_total(alpha[-1])
        return np.exp(alpha + beta - logZ), logZ

    def nll(self, feats, tags) -> float:
        U = self.unary(feats)
        _, logZ = self.marginals(U)
        return logZ - self.path_score(U, tags)

    def sgd_step(self, feats, tags, lr: float) -> float:
        U = self.unary(feats)
        P, logZ = self.marginals(U)
        for t, (f, y) in enumerate(zip(feats, tags)):
            self.W[f] -= lr * P[t]
            self.W[f, y] += lr
        self.W *= 1 - lr * self.l2
        return logZ - self.path_score(U, tags)
