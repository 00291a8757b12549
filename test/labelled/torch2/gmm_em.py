"""EM for Gaussian mixtures in plain jax.numpy, full and diagonal covariances."""
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax.scipy.special import logsumexp
from jax.scipy.stats import multivariate_normal


class Params(NamedTuple):
    log_pi: jnp.ndarray
    mu: jnp.ndarray
    cov: jnp.ndarray


def init(key, X, k):
    idx = jax.random.choice(key, X.shape[0], (k,), replace=False)
    d = X.shape[1]
    cov = jnp.tile(jnp.cov(X.T) + 1e-3 * jnp.eye(d), (k, 1, 1))
    return Params(jnp.full((k,), -jnp.log(k)), X[idx], cov)  #@ stable other


def log_joint(params, X):
    lp = jax.vmap(lambda m, c: multivariate_normal.logpdf(X, m, c))(params.mu, params.cov)
    return lp.T + params.log_pi


def responsibilities(params, X):
    lj = log_joint(params, X)
    p = jnp.exp(lj)
    return p / p.sum(axis=1, keepdims=True)  #@ unstable naive-softmax


def e_step(params, X):
    lj = log_joint(params, X)
    norm = logsumexp(lj, axis=1, keepdims=True)  #@ stable naive-logsumexp
    return jnp.exp(lj - norm), norm.mean()  #@ stable naive-softmax


def m_step(X, R):
    nk = R.sum(0) + 1e-10
    mu = (R.T @ X) / nk[:, None]

    def cov(r, m, n):
        xc = X - m
        return (r[:, None] * xc).T @ xc / n + 1e-6 * jnp.eye(X.shape[1])

    return Params(jnp.log(nk) - jnp.log(X.shape[0]), mu, jax.vmap(cov)(R.T, mu, nk))  #@ stable other


def loglik(params, X):
    dens = jnp.exp(log_joint(params, X))
    return jnp.log(dens.sum(1)).mean()  #@ unstable naive-logsumexp


def bic(params, X):
    k, d = params.mu.shape
    n_par = k * d + k * d * (d + 1) / 2 + k - 1
    ll = logsumexp(log_joint(params, X), axis=1).sum()  #@ stable naive-logsumexp
    return n_par * jnp.log(X.shape[0]) - 2 * ll  #@ stable other


class DiagGMM:
    """gradient version with unconstrained parameters"""

    def __init__(self, key, k, d):
        k1, _ = jax.random.split(key)
        self.params = {"w": jnp.zeros(k), "mu": jax.random.normal(k1, (k, d)), "log_sigma": jnp.zeros((k, d))}

    @staticmethod
    def component(params, x):
        z = (x - params["mu"]) * jnp.exp(-params["log_sigma"])
        return -0.5 * (z ** 2).sum(-1) - params["log_sigma"].sum(-1) - 0.5 * x.size * jnp.log(2 * jnp.pi)  #@ stable other

    @classmethod
    def nll(cls, params, X):
        def single(x):
            a = jax.nn.log_softmax(params["w"]) + cls.component(params, x)  #@ stable log-of-softmax
            m = a.max()
            return m + jnp.log(jnp.exp(a - m).sum())  #@ stable naive-logsumexp
        return -jax.vmap(single)(X).mean()

    @classmethod
    def nll_v1(cls, params, X):
        def single(x):
            pi = jax.nn.softmax(params["w"])
            return jnp.log(jnp.dot(pi, jnp.exp(cls.component(params, x))))  #@ unstable naive-logsumexp
        return -jnp.mean(jax.vmap(single)(X))

    def fit(self, X, lr=1e-2, steps=1000):
        vg = jax.jit(jax.value_and_grad(self.nll))
        for i in range(steps):
            v, g = vg(self.params, X)
            self.params = jax.tree_util.tree_map(lambda p, q: p - lr * q, self.params, g)
        return v


def entropy_of_assignments(R):
    counts = R.sum(0)
    p = counts / counts.sum()
    return -jnp.sum(jnp.where(p > 0, p * jnp.log(jnp.where(p > 0, p, 1.0)), 0.0))  #@ stable log-of-softmax


def fit(key, X, k, iters=100, tol=1e-5):
    params = init(key, X, k)
    prev = -jnp.inf
    for i in range(iters):
        R, ll = e_step(params, X)
        params = m_step(X, R)
        if jnp.abs(ll - prev) < tol:
            break
        prev = ll
    return params, ll


if __name__ == "__main__":
    key = jax.random.PRNGKey(1)
    ks = jax.random.split(key, 4)
    X = jnp.concatenate([jax.random.normal(ks[i], (200, 2)) + 5.0 * i for i in range(3)])
    for k in range(1, 6):
        params, ll = fit(ks[3], X, k)
        print(k, float(ll), float(bic(params, X)), responsibilities(params, X)[0])
