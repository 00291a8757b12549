"""Finite mixtures fitted by EM: Gaussian, Poisson and Bernoulli components."""
import numpy as np
from scipy.special import gammaln, logsumexp
from scipy.stats import multivariate_normal


class BaseMixture:
    def __init__(self, k, max_iter=200, tol=1e-5, seed=0):
        self.k = k
        self.max_iter = max_iter
        self.tol = tol
        self.rng = np.random.RandomState(seed)

    def _log_joint(self, X):
        with np.errstate(divide="ignore"):
            return self.component_logpdf(X) + np.log(self.weights_)  #@ stable log-of-softmax

    def _e_step(self, X):
        lj = self._log_joint(X)
        norm = logsumexp(lj, axis=1)  #@ stable naive-logsumexp
        return norm.mean(), lj - norm[:, np.newaxis]

    def fit(self, X):
        resp = self.rng.dirichlet(np.ones(self.k), len(X))
        self._m_step(X, resp)
        prev = -np.inf
        self.lower_bounds_ = []
        for i in range(self.max_iter):
            lb, log_resp = self._e_step(X)
            self._m_step(X, np.exp(log_resp))  #@ stable naive-softmax
            self.lower_bounds_.append(lb)
            if abs(lb - prev) < self.tol:
                break
            prev = lb
        return self

    def bic(self, X):
        return -2 * self._e_step(X)[0] * len(X) + self.n_params() * np.log(len(X))  #@ stable other


class GaussianMix(BaseMixture):
    def component_logpdf(self, X):
        return np.column_stack([
            multivariate_normal.logpdf(X, m, c) for m, c in zip(self.means_, self.covs_)
        ])

    def _m_step(self, X, R):
        nk = R.sum(0) + 1e-10
        self.weights_ = nk / nk.sum()
        self.means_ = R.T @ X / nk[:, None]
        self.covs_ = []
        for j in range(self.k):
            d = X - self.means_[j]
            self.covs_.append((R[:, j, None] * d).T @ d / nk[j] + 1e-6 * np.eye(X.shape[1]))

    def n_params(self):
        d = self.means_.shape[1]
        return self.k * (d + d * (d + 1) // 2) + self.k - 1

    def entropy_of_assignments(self, X):
        _, lr = self._e_step(X)
        r = np.exp(lr)
        return -np.sum(np.where(r > 0, r * lr, 0.0), axis=1)  #@ stable log-of-softmax


class PoissonMix(BaseMixture):
    def component_logpdf(self, X):
        lam = np.maximum(self.rates_, 1e-12)
        return X[:, None] * np.log(lam) - lam - gammaln(X + 1)[:, None]  #@ stable log-eps-hack

    def _m_step(self, X, R):
        nk = R.sum(0)
        self.weights_ = nk / nk.sum()
        self.rates_ = (R.T @ X + 1e-8) / (nk + 1e-8)

    def posterior_odds(self, X):
        """Classic textbook form."""
        lj = self._log_joint(X)
        j = np.exp(lj)
        return j / j.sum(axis=1)[:, None]  #@ unstable naive-softmax

    def loglik(self, X):
        return np.log(np.exp(self._log_joint(X)).sum(axis=1)).sum()  #@ unstable naive-logsumexp

    def n_params(self):
        return 2 * self.k - 1


class BernoulliMix(BaseMixture):
    """Components updated with a Beta(2, 2) prior, so theta stays inside (0, 1)."""

    def _m_step(self, X, R):
        nk = R.sum(0)
        self.weights_ = (nk + 1.0) / (nk.sum() + self.k)
        self.theta_ = (R.T @ X + 1.0) / (nk[:, None] + 2.0)

    def component_logpdf(self, X):
        return X @ np.log(self.theta_).T + (1 - X) @ np.log(1 - self.theta_).T  #@ stable bce-after-sigmoid

    def n_params(self):
        return self.k * (self.theta_.shape[1] + 1) - 1


def soft_kmeans(X, centers, beta=5.0, n_iter=50):
    for _ in range(n_iter):
        d2 = ((X[:, None] - centers[None]) ** 2).sum(-1)
        r = np.exp(-beta * d2)
        r = r / r.sum(axis=1, keepdims=True)  #@ unstable naive-softmax
        centers = r.T @ X / r.sum(0)[:, None]
    return centers, r
