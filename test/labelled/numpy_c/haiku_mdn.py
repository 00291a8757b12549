"""Mixture density network and a variational autoencoder in Haiku."""
import argparse
from typing import NamedTuple, Tuple

import haiku as hk
import jax
import jax.numpy as jnp
import numpy as np
import optax


class Mixture(NamedTuple):
    alpha: jnp.ndarray
    mu: jnp.ndarray
    sigma: jnp.ndarray


def mdn(x, k=5, hidden=64) -> Mixture:
    h = hk.nets.MLP([hidden, hidden], activation=jax.nn.tanh, activate_final=True)(x)
    alpha = jax.nn.softmax(hk.Linear(k)(h))
    mu = hk.Linear(k)(h)
    sigma = jnp.log(1 + jnp.exp(hk.Linear(k)(h))) + 1e-4  #@ unstable naive-softplus
    return Mixture(alpha, mu, sigma)


def mdn_logits(x, k=5, hidden=64):
    h = hk.nets.MLP([hidden, hidden], activation=jax.nn.tanh, activate_final=True)(x)
    return hk.Linear(k)(h), hk.Linear(k)(h), jax.nn.softplus(hk.Linear(k)(h)) + 1e-4  #@ stable naive-softplus


def gaussian_pdf(y, mu, sigma):
    return jnp.exp(-0.5 * ((y - mu) / sigma) ** 2) / (sigma * jnp.sqrt(2 * jnp.pi))  #@ stable other


def gaussian_logpdf(y, mu, sigma):
    return -0.5 * ((y - mu) / sigma) ** 2 - jnp.log(sigma) - 0.5 * jnp.log(2 * jnp.pi)  #@ stable other


def mdn_nll(params, net, x, y):
    m = net.apply(params, x)
    lik = jnp.sum(m.alpha * gaussian_pdf(y, m.mu, m.sigma), axis=-1)
    return -jnp.mean(jnp.log(lik))


def mdn_nll_logits(params, net, x, y):
    logits, mu, sigma = net.apply(params, x)
    comp = jax.nn.log_softmax(logits) + gaussian_logpdf(y, mu, sigma)
    return -jnp.mean(jax.scipy.special.logsumexp(comp, axis=-1))  #@ stable naive-logsumexp


def mixture_entropy(m: Mixture):
    return -(m.alpha * jnp.log(m.alpha)).sum(-1)  #@ unstable log-of-softmax across


class VAE(hk.Module):
    def __init__(self, latent=10, name=None):
        super().__init__(name=name)
        self.latent = latent

    def __call__(self, x) -> Tuple[jnp.ndarray, jnp.ndarray, jnp.ndarray]:
        h = jax.nn.relu(hk.Linear(400)(hk.Flatten()(x)))
        mean, logvar = hk.Linear(self.latent)(h), hk.Linear(self.latent)(h)
        std = jnp.exp(0.5 * logvar)  #@ stable other
        z = mean + std * jax.random.normal(hk.next_rng_key(), mean.shape)
        out = hk.Linear(784)(jax.nn.relu(hk.Linear(400)(z)))
        return out, mean, logvar


def kl_term(mean, logvar):
    return -0.5 * jnp.sum(1 + logvar - mean ** 2 - jnp.exp(logvar), axis=-1)  #@ stable other


def elbo(params, key, net, x):
    logits, mean, logvar = net.apply(params, key, x)
    rec = optax.sigmoid_binary_cross_entropy(logits, x.reshape(len(x), -1)).sum(-1)  #@ stable softmax-before-ce
    return jnp.mean(rec + kl_term(mean, logvar))


def recon_report(params, key, net, x):
    logits, _, _ = net.apply(params, key, x)
    probs = jax.nn.sigmoid(logits)
    flat = x.reshape(len(x), -1)
    return optax.sigmoid_binary_cross_entropy(probs, flat).sum(-1).mean()  #@ unstable softmax-before-ce


def iwae_bound(log_w):
    """log_w: [K, B]"""
    K = log_w.shape[0]
    return jnp.log(jnp.sum(jnp.exp(log_w), axis=0) / K).mean()  #@ unstable naive-logsumexp


def iwae_weights(log_w):
    w = jnp.exp(log_w - jax.lax.stop_gradient(log_w.max(0, keepdims=True)))
    return w / w.sum(0, keepdims=True)  #@ stable naive-softmax


def main():
    p = argparse.ArgumentParser()
    p.add_argument('--steps', type=int, default=5000)
    a = p.parse_args()
    rng = np.random.RandomState(0)
    x = rng.uniform(-10, 10, (2000, 1))
    y = np.sin(0.75 * x) * 7 + x * 0.5 + rng.randn(2000, 1)
    x, y = y, x
    net = hk.without_apply_rng(hk.transform(mdn))
    params = net.init(jax.random.PRNGKey(1), x[:1])
    opt = optax.adam(optax.exponential_decay(1e-3, 1000, 0.9))
    opt_state = opt.init(params)

    @jax.jit
    def step(params, opt_state):
        loss, g = jax.value_and_grad(mdn_nll)(params, net, x, y)
        up, opt_state = opt.update(g, opt_state)
        return optax.apply_updates(params, up), opt_state, loss

    for i in range(a.steps):
        params, opt_state, loss = step(params, opt_state)
        if i % 500 == 0:
            m = net.apply(params, x)
            print(i, loss, mixture_entropy(m).mean())


if __name__ == '__main__':
    main()
