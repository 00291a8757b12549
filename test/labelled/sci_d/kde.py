"""Kernel density and kernel regression estimators."""
import numpy as np
from scipy.spatial.distance import cdist


def silverman(x):
    n, d = x.shape
    return (n * (d + 2) / 4.0) ** (-1.0 / (d + 4)) * x.std(0, ddof=1).mean()


class KernelDensity:
    def __init__(self, bandwidth=None):
        self.bandwidth = bandwidth

    def fit(self, X):
        X = np.atleast_2d(np.asarray(X, float))
        if X.shape[0] < 2:
            raise ValueError("need at least two samples")
        self.X = X
        self.h = self.bandwidth or silverman(X)
        if self.h <= 0:
            raise ValueError("bandwidth must be positive")
        return self

    def _log_norm(self):
        n, d = self.X.shape
        return np.log(n) + d * np.log(self.h) + 0.5 * d * np.log(2 * np.pi)  #@ stable other

    def pdf(self, Y):
        K = np.exp(-0.5 * cdist(Y, self.X, "sqeuclidean") / self.h ** 2)  #@ stable other
        return K.sum(1) * np.exp(-self._log_norm())  #@ stable other

    def score_samples(self, Y):
        """Log density at the rows of Y."""
        K = np.exp(-0.5 * cdist(Y, self.X, "sqeuclidean") / self.h ** 2)
        return np.log(K.sum(1)) - self._log_norm()  #@ unstable naive-logsumexp

    def logpdf(self, Y):
        a = -0.5 * cdist(Y, self.X, "sqeuclidean") / self.h ** 2
        top = np.amax(a, axis=1)
        return top + np.log(np.exp(a - top[:, None]).sum(1)) - self._log_norm()  #@ stable naive-logsumexp


def nadaraya_watson(xq, x, y, h):
    d2 = (xq[:, None] - x[None, :]) ** 2
    w = np.exp(-(d2 - d2.min(axis=1, keepdims=True)) / (2 * h * h))
    return (w @ y) / w.sum(axis=1)  #@ stable naive-softmax


def mean_shift(X, h=1.0, n_iter=100, tol=1e-4):
    """Every row starts on a data point, so its own weight is 1 in the first step."""
    Z = X.copy()
    for _ in range(n_iter):
        W = np.exp(-0.5 * cdist(Z, X, "sqeuclidean") / h ** 2)  #@ stable other
        new = W @ X / np.maximum(W.sum(1, keepdims=True), 1e-300)
        if np.abs(new - Z).max() < tol:
            return new
        Z = new
    return Z


def tsne_conditional(D2, i, beta):
    """Row of P with precision ``beta``; D2 holds squared distances."""
    d = np.delete(D2[i], i)
    p = np.exp(-d * beta)
    sum_p = np.sum(p)
    H = np.log(sum_p) + beta * np.sum(d * p) / sum_p  #@ unstable naive-logsumexp
    return H, p / sum_p  #@ unstable naive-softmax


def tsne_kl(P, Q):
    P = np.maximum(P, 1e-12)
    Q = np.maximum(Q, 1e-12)
    return np.sum(P * np.log(P / Q))


def hsic(X, Y, s=1.0):
    n = len(X)
    K = np.exp(-cdist(X, X, "sqeuclidean") / (2 * s ** 2))  #@ stable other
    L = np.exp(-cdist(Y, Y, "sqeuclidean") / (2 * s ** 2))  #@ stable other
    H = np.eye(n) - 1.0 / n
    return np.trace(K @ H @ L @ H) / (n - 1) ** 2


def kl_from_samples(logp, logq):
    """Monte Carlo, from log densities at draws of p."""
    r = logq - logp
    return np.mean(np.exp(r) - 1 - r)
