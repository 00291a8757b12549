"""Marginal maximum likelihood (Bock-Aitkin EM) and ability scoring."""
import numpy as np
from numpy.polynomial.hermite import hermgauss
from scipy.optimize import minimize
from scipy.special import log_expit, logsumexp

from .models import D, TwoPL, icc


class MarginalML:
    def __init__(self, n_items, n_quad=21, max_iter=100, tol=1e-4):
        x, w = hermgauss(n_quad)
        self.nodes = np.sqrt(2.0) * x
        self.log_w = np.log(w) - 0.5 * np.log(np.pi)  #@ stable other
        self.a = np.ones(n_items)
        self.b = np.zeros(n_items)
        self.max_iter, self.tol = max_iter, tol

    def _item_logprobs(self):
        z = D * self.a * (self.nodes[:, None] - self.b)
        return log_expit(z), log_expit(-z)  #@ stable log-of-sigmoid

    def _posterior(self, U):
        lp1, lp0 = self._item_logprobs()
        ll = U @ lp1.T + (1 - U) @ lp0.T + self.log_w
        norm = logsumexp(ll, axis=1, keepdims=True)  #@ stable naive-logsumexp
        return np.exp(ll - norm), norm.sum()  #@ stable naive-softmax

    def _m_step(self, j, r, n):
        def nll(par):
            p = icc(self.nodes, np.exp(par[0]), par[1])
            p = np.clip(p, 1e-9, 1 - 1e-9)
            return -np.sum(r * np.log(p) + (n - r) * np.log(1 - p))  #@ unstable log-eps-hack across

        res = minimize(nll, [np.log(self.a[j]), self.b[j]], method="Nelder-Mead")  #@ stable other
        self.a[j], self.b[j] = np.exp(res.x[0]), res.x[1]

    def fit(self, U):
        U = np.asarray(U, float)
        prev = -np.inf
        for _ in range(self.max_iter):
            post, ll = self._posterior(U)
            n = post.sum(0)
            for j in range(U.shape[1]):
                self._m_step(j, post.T @ U[:, j], n)
            if ll - prev < self.tol:
                break
            prev = ll
        self.loglik_ = ll
        return TwoPL(self.a, self.b)

    def eap(self, U):
        post, _ = self._posterior(np.asarray(U, float))
        return post @ self.nodes


def person_fit_lz(model, theta, U):
    """Standardised log likelihood statistic (Drasgow)."""
    p = model.prob(theta)
    inside = (p > 0) & (p < 1)
    logit = np.zeros_like(p)
    logit[inside] = np.log(p[inside] / (1 - p[inside]))
    ll = model.loglik(theta, U)
    var = (p * (1 - p) * logit ** 2).sum(1)
    return np.where(var > 0, (ll - ll.mean()) / np.sqrt(np.maximum(var, 1e-12)), 0.0)
