import logging

import numpy as np
from scipy.stats import multivariate_normal

from .utils import logsumexp, log_normalize, normalize

logger = logging.getLogger(__name__)


class GaussianHMM(object):
    def __init__(self, n_components, n_iter=20, tol=1e-3, seed=0):
        self.n_components = n_components
        self.n_iter = n_iter
        self.tol = tol
        self.rng = np.random.RandomState(seed)

    def _init(self, X):
        K, D = self.n_components, X.shape[1]
        self.startprob_ = np.ones(K) / K
        self.transmat_ = normalize(self.rng.rand(K, K), axis=1)
        self.means_ = X[self.rng.choice(len(X), K, replace=False)]
        self.covars_ = np.stack([np.cov(X.T) + 1e-3 * np.eye(D)] * K)

    def _log_emission(self, X):
        return np.stack([multivariate_normal.logpdf(X, m, c)
                         for m, c in zip(self.means_, self.covars_)], axis=1)

    def _forward(self, logB):
        T, K = logB.shape
        log_alpha = np.zeros((T, K))
        log_A = np.log(self.transmat_)  #@ stable log-of-softmax
        log_alpha[0] = np.log(self.startprob_) + logB[0]  #@ stable log-of-softmax
        for t in range(1, T):
            log_alpha[t] = logsumexp(log_alpha[t - 1][:, None] + log_A, axis=0) + logB[t]
        return log_alpha, logsumexp(log_alpha[-1], axis=0)

    def _backward(self, logB):
        T, K = logB.shape
        log_beta = np.zeros((T, K))
        log_A = np.log(self.transmat_)  #@ stable log-of-softmax
        for t in range(T - 2, -1, -1):
            log_beta[t] = logsumexp(log_A + (logB[t + 1] + log_beta[t + 1])[None, :], axis=1)
        return log_beta

    def fit(self, X):
        self._init(X)
        prev = -np.inf
        for it in range(self.n_iter):
            logB = self._log_emission(X)
            log_alpha, ll = self._forward(logB)
            log_beta = self._backward(logB)
            log_gamma = log_normalize(log_alpha + log_beta, axis=1)
            gamma = np.exp(log_gamma)  #@ stable naive-softmax
            log_A = np.log(self.transmat_)
            xi = np.zeros((self.n_components, self.n_components))
            for t in range(len(X) - 1):
                lx = log_alpha[t][:, None] + log_A + (logB[t + 1] + log_beta[t + 1])[None, :]
                xi += np.exp(lx - ll)  #@ stable naive-softmax
            self.transmat_ = normalize(xi, axis=1)
            self.startprob_ = normalize(gamma[0])
            w = gamma.sum(axis=0)
            self.means_ = gamma.T.dot(X) / w[:, None]
            for k in range(self.n_components):
                d = X - self.means_[k]
                self.covars_[k] = (gamma[:, k, None] * d).T.dot(d) / w[k] + 1e-3 * np.eye(X.shape[1])
            logger.info('iter %d loglik %.4f', it, ll)
            if ll - prev < self.tol:
                break
            prev = ll
        return self

    def posterior(self, X):
        logB = self._log_emission(X)
        joint = self._forward(logB)[0] + self._backward(logB)
        post = np.exp(joint)
        return post / post.sum(axis=1, keepdims=True)  #@ unstable naive-softmax
