"""EM for a mixture of Gaussians, two flavours, plus soft k-means."""
import numpy as np
import matplotlib.pyplot as plt
from scipy.special import logsumexp
from scipy.stats import multivariate_normal


def log_gauss(X, mu, Sigma):
    d = X.shape[1]
    L = np.linalg.cholesky(Sigma)
    y = np.linalg.solve(L, (X - mu).T)
    logdet = 2 * np.log(np.diag(L)).sum()  #@ stable other
    return -0.5 * (d * np.log(2 * np.pi) + logdet + (y ** 2).sum(axis=0))  #@ stable other


class GMM:
    def __init__(self, K, iters=100, tol=1e-5, ridge=1e-6):
        self.K, self.iters, self.tol, self.ridge = K, iters, tol, ridge

    def _init(self, X):
        n, d = X.shape
        self.mu = X[np.random.choice(n, self.K, replace=False)]
        self.Sigma = np.stack([np.cov(X.T) + self.ridge * np.eye(d)] * self.K)
        self.w = np.ones(self.K) / self.K

    def _joint(self, X):
        return np.stack([np.log(self.w[k]) + log_gauss(X, self.mu[k], self.Sigma[k])
                         for k in range(self.K)], axis=1)

    def _e_step(self, X):
        logp = self._joint(X)
        norm = logsumexp(logp, axis=1)  #@ stable naive-logsumexp
        return np.exp(logp - norm[:, None]), norm.sum()  #@ stable naive-softmax

    def _e_step_fast(self, X):
        logp = self._joint(X)
        p = np.exp(logp)
        tot = p.sum(axis=1, keepdims=True)
        return p / tot, np.log(tot).sum()  #@ unstable naive-logsumexp

    def _m_step(self, X, R):
        Nk = R.sum(axis=0)
        self.w = Nk / len(X)
        self.mu = (R.T @ X) / Nk[:, None]
        for k in range(self.K):
            D = X - self.mu[k]
            self.Sigma[k] = (R[:, k, None] * D).T @ D / Nk[k] + self.ridge * np.eye(X.shape[1])

    def fit(self, X, fast=False):
        self._init(X)
        prev = -np.inf
        self.history = []
        for it in range(self.iters):
            R, ll = self._e_step_fast(X) if fast else self._e_step(X)
            self._m_step(X, R)
            self.history.append(ll)
            if abs(ll - prev) < self.tol * abs(ll):
                break
            prev = ll
        return self

    def bic(self, X):
        n, d = X.shape
        k = self.K * (d + d * (d + 1) / 2 + 1) - 1
        return k * np.log(n) - 2 * self.history[-1]  #@ stable other


def soft_kmeans(X, K, beta=2.0, iters=50):
    C = X[np.random.choice(len(X), K, replace=False)]
    for _ in range(iters):
        d2 = ((X[:, None] - C[None]) ** 2).sum(-1)
        r = np.exp(-beta * d2)
        r /= r.sum(axis=1, keepdims=True)  #@ unstable naive-softmax
        C = (r.T @ X) / r.sum(axis=0)[:, None]
    return C, r


def rbf_affinity(X, gamma=0.5):
    d2 = ((X[:, None] - X[None]) ** 2).sum(-1)
    return np.exp(-gamma * d2)  #@ stable other


def kde(X, grid, h=0.3):
    d2 = ((grid[:, None] - X[None]) ** 2).sum(-1)
    return np.exp(-d2 / (2 * h * h)).mean(axis=1) / (2 * np.pi * h * h)  #@ stable other


if __name__ == "__main__":
    np.random.seed(0)
    centers = np.array([[0, 0], [4, 4], [0, 5]])
    X = np.concatenate([c + np.random.randn(200, 2) for c in centers])
    scores = {}
    for K in range(1, 7):
        m = GMM(K).fit(X)
        scores[K] = m.bic(X)
        print(K, "bic %.1f" % scores[K])
    best = GMM(min(scores, key=scores.get)).fit(X)
    ref = multivariate_normal(best.mu[0], best.Sigma[0]).logpdf(X)
    assert np.allclose(ref, log_gauss(X, best.mu[0], best.Sigma[0]))
    C, r = soft_kmeans(X, 3)
    plt.scatter(X[:, 0], X[:, 1], c=r, s=8)
    plt.plot(C[:, 0], C[:, 1], "k*", ms=14)
    plt.contourf(rbf_affinity(X[:50]))
    plt.show()
