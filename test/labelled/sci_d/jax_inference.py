"""Variational and maximum-likelihood inference in JAX for small GLMs."""
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import random
from jax.nn import log_sigmoid, log_softmax, sigmoid, softmax
from jax.scipy.special import gammaln, logsumexp, xlogy


class MeanField(NamedTuple):
    mu: jnp.ndarray
    rho: jnp.ndarray

    def std(self):
        return jnp.log1p(jnp.exp(self.rho))  #@ unstable naive-softplus

    def sample(self, key):
        return self.mu + self.std() * random.normal(key, self.mu.shape)


def kl_std_normal(q):
    s = jax.nn.softplus(q.rho)
    return jnp.sum(0.5 * (s ** 2 + q.mu ** 2 - 1) - jnp.log(s))


def bernoulli_ll(w, X, y):
    z = X @ w
    return jnp.sum(y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z))  #@ stable log-of-sigmoid


def bernoulli_ll_probs(w, X, y):
    p = sigmoid(X @ w)
    return jnp.sum(xlogy(y, p) + xlogy(1 - y, 1 - p))  #@ unstable bce-after-sigmoid


def categorical_ll(W, X, labels):
    lp = log_softmax(X @ W, axis=-1)  #@ stable log-of-softmax
    return jnp.take_along_axis(lp, labels[:, None], axis=-1).sum()  #@ stable nll-of-softmax


def categorical_ll_onehot(W, X, Y):
    return jnp.sum(Y * jnp.log(softmax(X @ W, axis=-1)))  #@ unstable nll-of-softmax


def zip_ll(params, X, y):
    """Zero-inflated Poisson, logit of inflation and log rate."""
    g, b = params
    eta = jnp.clip(X @ b, -20, 20)
    gate = X @ g
    pois = y * eta - jnp.exp(eta) - gammaln(y + 1)  #@ stable other
    zero = jnp.logaddexp(log_sigmoid(gate), log_sigmoid(-gate) + pois)  #@ stable naive-logsumexp
    return jnp.where(y == 0, zero, log_sigmoid(-gate) + pois).sum()  #@ stable log-of-sigmoid


def ordinal_ll(params, X, y):
    """Cumulative logit with increments exp(d) between cut points."""
    cuts = params["c0"] + jnp.cumsum(jnp.exp(jnp.clip(params["d"], -10, 5)))  #@ stable other
    cdf = sigmoid(cuts[None, :] - (X @ params["w"])[:, None])
    cdf = jnp.pad(cdf, ((0, 0), (1, 1)), constant_values=(0.0, 1.0))
    cdf = cdf.at[:, 0].set(0.0).at[:, -1].set(1.0)
    p = jnp.diff(cdf, axis=1)[jnp.arange(len(y)), y]
    return jnp.log(p + 1e-8).sum()  #@ unstable log-eps-hack


@partial(jax.jit, static_argnums=(3,))
def elbo(q, key, data, ll):
    X, y = data
    return ll(q.mu + q.std() * random.normal(key, q.mu.shape), X, y) - kl_std_normal(q)


def iwae(q, key, data, k=16):
    X, y = data
    keys = random.split(key, k)

    def one(kk):
        w = q.sample(kk)
        s = q.std()
        logq = jnp.sum(-0.5 * ((w - q.mu) / s) ** 2 - jnp.log(s))
        return bernoulli_ll(w, X, y) - 0.5 * w @ w - logq

    lw = jax.vmap(one)(keys)
    return logsumexp(lw) - jnp.log(k)  #@ stable naive-logsumexp


def normalised_weights(lw):
    lw = lw - jax.lax.stop_gradient(jnp.max(lw))
    w = jnp.exp(lw)
    return w / jnp.sum(w)  #@ stable naive-softmax


def train(key, X, y, lr=1e-2, steps=2000):
    d = X.shape[1]
    q = MeanField(jnp.zeros(d), jnp.full(d, -2.0))
    grad = jax.jit(jax.value_and_grad(lambda q, k: -elbo(q, k, (X, y), bernoulli_ll)))
    for i in range(steps):
        key, sub = random.split(key)
        loss, g = grad(q, sub)
        q = jax.tree_util.tree_map(lambda p, gg: p - lr * gg, q, g)
        if i % 200 == 0:
            print(i, float(loss))
    return q


if __name__ == "__main__":
    key = random.PRNGKey(0)
    X = random.normal(key, (300, 4))
    w = jnp.array([1.0, -1.0, 0.5, 0.0])
    y = random.bernoulli(random.PRNGKey(1), sigmoid(X @ w)).astype(jnp.float32)  #@ stable naive-sigmoid
    print(train(key, X, y).mu)
