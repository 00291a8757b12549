"""Hidden Markov models; recursions live in :mod:`loghmm.recursions`."""
import numpy as np

from .recursions import backward, forward, viterbi


def log_mask_zero(a):
    """Elementwise log; zeros map to -inf without a warning."""
    a = np.asarray(a)
    with np.errstate(divide="ignore"):
        return np.log(a)  #@ stable other


class _BaseHMM:
    def __init__(self, n_states, n_iter=30, tol=1e-3, random_state=0):
        self.n_states = n_states
        self.n_iter = n_iter
        self.tol = tol
        self.rng = np.random.default_rng(random_state)

    def _init(self):
        k = self.n_states
        self.startprob_ = np.full(k, 1.0 / k)
        A = self.rng.random((k, k)) + k * np.eye(k)
        self.transmat_ = A / A.sum(axis=1, keepdims=True)

    def _posteriors(self, logB):
        la = forward(log_mask_zero(self.startprob_), log_mask_zero(self.transmat_), logB)
        lb = backward(log_mask_zero(self.transmat_), logB)
        g = la + lb
        g -= g.max(axis=1, keepdims=True)
        np.exp(g, out=g)
        g /= g.sum(axis=1, keepdims=True)  #@ stable naive-softmax
        return la, lb, g

    def score(self, X):
        logB = self._log_emission(X)
        la = forward(log_mask_zero(self.startprob_), log_mask_zero(self.transmat_), logB)
        return np.logaddexp.reduce(la[-1])  #@ stable naive-logsumexp

    def fit(self, X):
        self._init()
        self._init_emission(X)
        prev = -np.inf
        for _ in range(self.n_iter):
            logB = self._log_emission(X)
            la, lb, g = self._posteriors(logB)
            ll = np.logaddexp.reduce(la[-1])  #@ stable naive-logsumexp
            lxi = la[:-1, :, None] + log_mask_zero(self.transmat_)[None] + (logB[1:] + lb[1:])[:, None, :]
            xi = np.exp(lxi - ll).sum(axis=0)  #@ stable naive-softmax
            rows = xi.sum(axis=1, keepdims=True)
            self.transmat_ = np.where(rows > 0, xi / np.where(rows > 0, rows, 1), 1.0 / self.n_states)
            self.startprob_ = g[0]
            self._update_emission(X, g)
            if ll - prev < self.tol:
                break
            prev = ll
        return self

    def decode(self, X):
        return viterbi(log_mask_zero(self.startprob_), log_mask_zero(self.transmat_), self._log_emission(X))


class GaussianHMM(_BaseHMM):
    min_covar = 1e-3

    def _init_emission(self, X):
        self.means_ = self.rng.choice(X, self.n_states, replace=False)
        self.vars_ = np.tile(X.var(0) + self.min_covar, (self.n_states, 1))

    def _log_emission(self, X):
        d = X[:, None, :] - self.means_[None]
        return -0.5 * (np.log(2 * np.pi * self.vars_) + d ** 2 / self.vars_).sum(-1)  #@ stable other

    def _update_emission(self, X, g):
        w = g.sum(0)[:, None]
        self.means_ = g.T @ X / w
        self.vars_ = g.T @ X ** 2 / w - self.means_ ** 2 + self.min_covar


class CategoricalHMM(_BaseHMM):
    def _init_emission(self, X):
        self.n_symbols = int(X.max()) + 1
        self.emissionprob_ = self.rng.dirichlet(np.ones(self.n_symbols), self.n_states)

    def _log_emission(self, X):
        return log_mask_zero(self.emissionprob_)[:, X].T

    def _update_emission(self, X, g):
        C = np.ones((self.n_states, self.n_symbols)) * 1e-2
        for s in range(self.n_symbols):
            C[:, s] += g[X == s].sum(0)
        self.emissionprob_ = C / C.sum(1, keepdims=True)
