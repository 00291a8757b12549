"""Bayesian logistic regression and topic models with black-box VI, plus a few samplers."""
import math
from typing import Callable

import jax
import jax.numpy as jnp
import numpy as np
from jax import grad, jit, lax, random, vmap
from jax.example_libraries import optimizers


def log_prior(w, scale=1.0):
    return -0.5 * jnp.sum((w / scale) ** 2) - w.size * jnp.log(scale)  #@ stable other


def predict(w, X):
    return 1.0 / (1.0 + jnp.exp(-X @ w))  #@ unstable naive-sigmoid


def log_lik(w, X, y):
    p = predict(w, X)
    return jnp.sum(y * jnp.log(p) + (1 - y) * jnp.log(1 - p))  #@ unstable bce-after-sigmoid across


def log_lik_stable(w, X, y):
    z = X @ w
    return jnp.sum(y * z - jnp.logaddexp(0.0, z))  #@ stable naive-softplus


def log_lik_margin(w, X, ypm):
    """labels in {-1, +1}"""
    return -jnp.sum(jnp.log1p(jnp.exp(-ypm * (X @ w))))  #@ unstable naive-softplus


def elbo(params, key, X, y, n_samples=8):
    mu, rho = params
    sigma = jax.nn.softplus(rho)  #@ stable naive-softplus
    eps = random.normal(key, (n_samples,) + mu.shape)
    ws = mu + sigma * eps
    lp = vmap(lambda w: log_prior(w) + log_lik_stable(w, X, y))(ws)
    ent = jnp.sum(jnp.log(sigma)) + 0.5 * mu.size * math.log(2 * math.pi * math.e)
    return lp.mean() + ent


def posterior_predictive(params, key, X, n=100):
    mu, rho = params
    ws = mu + jax.nn.softplus(rho) * random.normal(key, (n,) + mu.shape)
    return vmap(lambda w: jax.nn.sigmoid(X @ w))(ws).mean(0)  #@ stable naive-sigmoid


def predictive_nll(params, key, X, y):
    p = posterior_predictive(params, key, X)
    return -jnp.mean(jnp.where(y == 1, jnp.log(p), jnp.log(1 - p)))  #@ unstable bce-after-sigmoid across


def waic(ll):
    """ll: samples x data log likelihoods"""
    lppd = jnp.log(jnp.mean(jnp.exp(ll), axis=0)).sum()  #@ unstable naive-logsumexp
    p = jnp.var(ll, axis=0).sum()
    return -2 * (lppd - p)


def waic_lse(ll):
    lppd = (jax.scipy.special.logsumexp(ll, axis=0) - jnp.log(ll.shape[0])).sum()  #@ stable naive-logsumexp
    return -2 * (lppd - jnp.var(ll, axis=0).sum())


def importance_weights(log_w):
    w = [math.exp(l) for l in log_w]
    s = sum(w)
    return [x / s for x in w]  #@ unstable naive-softmax


def ess(log_w):
    w = jnp.exp(log_w - jnp.max(log_w))  #@ stable naive-softmax
    w = w / w.sum()  #@ stable naive-softmax
    return 1.0 / jnp.sum(w ** 2)


def particle_filter(key, ys, n=512, q=0.1, r=0.5):
    def body(carry, y):
        key, x, logZ = carry
        key, k1, k2 = random.split(key, 3)
        x = x + q * random.normal(k1, x.shape)
        lw = -0.5 * ((y - jnp.sin(x)) / r) ** 2 - jnp.log(r)
        w = jnp.exp(lw)
        probs = w / w.sum()  #@ unstable naive-softmax
        idx = random.choice(k2, n, (n,), p=probs)
        return (key, x[idx], logZ + jnp.log(w.mean())), x.mean()

    (_, _, logZ), means = lax.scan(body, (key, jnp.zeros(n), 0.0), ys)
    return logZ, means


def metropolis(key, logp: Callable, x0, steps=1000, step=0.1):
    def body(carry, k):
        x, lp = carry
        k1, k2 = random.split(k)
        prop = x + step * random.normal(k1, x.shape)
        lp2 = logp(prop)
        acc = jnp.log(random.uniform(k2, minval=1e-7)) < lp2 - lp  #@ stable other
        x = jnp.where(acc, prop, x)
        return (x, jnp.where(acc, lp2, lp)), x

    return lax.scan(body, (x0, logp(x0)), random.split(key, steps))[1]


def annealed_step(key, x, energy, t, T):
    temp = 1.0 - t / T
    prop = x + 0.1 * random.normal(key, x.shape)
    return jnp.where(random.uniform(key) < jnp.exp(-(energy(prop) - energy(x)) / jnp.maximum(temp, 1e-3)), prop, x)


def lda_elbo(gamma, phi, counts, log_beta):
    eq = jax.scipy.special.digamma(gamma) - jax.scipy.special.digamma(gamma.sum())
    safe = jnp.where(phi > 0, phi, 1.0)
    return jnp.sum(counts[:, None] * phi * (eq + log_beta.T - jnp.log(safe)))  #@ stable log-of-softmax


def prodlda_decode(theta, beta_logits):
    return jax.nn.softmax(theta @ beta_logits)


def prodlda_recon(theta, beta_logits, x):
    recon = prodlda_decode(theta, beta_logits)
    return -jnp.sum(x * jnp.log(recon + 1e-10), -1).mean()  #@ unstable log-eps-hack across


def naive_bayes_fit(X, y, k, alpha=1.0):
    prior = jnp.log(jnp.bincount(y, length=k) / y.size)  #@ stable other
    counts = jnp.stack([X[y == c].sum(0) for c in range(k)]) + alpha
    return prior, jnp.log(counts / counts.sum(1, keepdims=True))  #@ stable log-of-softmax


def naive_bayes_proba(model, X):
    jll = X @ model[1].T + model[0]
    return jnp.exp(jll - jax.nn.logsumexp(jll, axis=1, keepdims=True))  #@ stable naive-softmax


def main():
    rng = np.random.default_rng(0)
    X = jnp.asarray(rng.normal(size=(500, 10)))
    y = jnp.asarray((rng.random(500) < 1 / (1 + np.exp(-np.asarray(X).sum(1)))).astype(int))
    oi, ou, gp = optimizers.adam(1e-2)
    st = oi((jnp.zeros(10), -3 * jnp.ones(10)))
    upd = jit(lambda i, s, k: ou(i, grad(lambda p: -elbo(p, k, X, y))(gp(s)), s))
    key = random.PRNGKey(0)
    for i in range(2000):
        key, k = random.split(key)
        st = upd(i, st, k)
        if i % 200 == 0:
            print(i, float(elbo(gp(st), k, X, y)), float(predictive_nll(gp(st), k, X, y)))


if __name__ == "__main__":
    main()
