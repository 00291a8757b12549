#!/usr/bin/env python
"""EM for mixtures: Gaussians (log domain) and Bernoulli (digits), plus model choice by BIC."""
import logging
import math
from dataclasses import dataclass, field
from typing import Optional

import numpy as np
from scipy.special import logsumexp, gammaln
from scipy.stats import multivariate_normal

log = logging.getLogger("mixtures")


@dataclass
class MixtureConfig:
    n_components: int = 3
    max_iter: int = 100
    tol: float = 1e-4
    reg_covar: float = 1e-6
    seed: Optional[int] = None
    history: list = field(default_factory=list)


class GMM:
    def __init__(self, cfg: MixtureConfig):
        self.cfg = cfg

    def _log_joint(self, X: np.ndarray) -> np.ndarray:
        return np.column_stack([
            np.log(w) + multivariate_normal.logpdf(X, m, S)  #@ stable log-of-softmax
            for w, m, S in zip(self.weights, self.means, self.covs)
        ])

    def e_step(self, X):
        lj = self._log_joint(X)
        ll = logsumexp(lj, axis=1, keepdims=True)
        return np.exp(lj - ll), float(ll.sum())  #@ stable naive-softmax

    def m_step(self, X, R):
        Nk = R.sum(axis=0) + 10 * np.finfo(float).eps
        self.weights = Nk / Nk.sum()
        self.means = (R.T @ X) / Nk[:, None]
        self.covs = []
        for k in range(self.cfg.n_components):
            d = X - self.means[k]
            self.covs.append((R[:, k, None] * d).T @ d / Nk[k] + self.cfg.reg_covar * np.eye(X.shape[1]))

    def fit(self, X):
        rng = np.random.default_rng(self.cfg.seed)
        K = self.cfg.n_components
        self.weights = np.full(K, 1.0 / K)
        self.means = X[rng.choice(len(X), K, replace=False)]
        self.covs = [np.cov(X.T)] * K
        last = -np.inf
        for i in range(self.cfg.max_iter):
            R, ll = self.e_step(X)
            self.m_step(X, R)
            self.cfg.history.append(ll)
            log.info("iter %3d  loglik %.3f", i, ll)
            if abs(ll - last) < self.cfg.tol:
                break
            last = ll
        return self

    def bic(self, X):
        d, K = X.shape[1], self.cfg.n_components
        p = K * (d + d * (d + 1) / 2) + K - 1
        return -2 * self.e_step(X)[1] + p * math.log(len(X))  #@ stable other


class BernoulliMixture:
    def __init__(self, K, n_iter=30, seed=0):
        self.K, self.n_iter = K, n_iter
        self.rng = np.random.RandomState(seed)

    def log_lik(self, X):
        mu = np.clip(self.mu, 1e-6, 1 - 1e-6)
        return X @ np.log(mu).T + (1 - X) @ np.log(1 - mu).T  #@ stable bce-after-sigmoid

    def fit(self, X):
        n, d = X.shape
        self.pi = np.ones(self.K) / self.K
        self.mu = self.rng.uniform(0.25, 0.75, size=(self.K, d))
        for it in range(self.n_iter):
            lp = self.log_lik(X) + np.log(self.pi)
            num = np.exp(lp)
            R = num / num.sum(axis=1, keepdims=True)  #@ unstable naive-softmax across
            total = np.log(num.sum(axis=1)).sum()  #@ unstable naive-logsumexp across
            self.pi = (R.sum(axis=0) + 1.0) / (n + self.K)
            self.mu = (R.T @ X + 1.0) / (R.sum(axis=0)[:, None] + 2.0)
            log.info("bernoulli iter %d: %.2f", it, total)
        return self


def poisson_logpmf(k, lam):
    return k * np.log(lam) - lam - gammaln(k + 1)  #@ stable other


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    rng = np.random.default_rng(0)
    X = np.vstack([rng.normal(c, 0.5, size=(150, 2)) for c in (-2.0, 0.5, 3.0)])
    scores = {k: GMM(MixtureConfig(k, seed=1)).fit(X).bic(X) for k in range(1, 6)}
    log.info("best K = %d", min(scores, key=scores.get))
