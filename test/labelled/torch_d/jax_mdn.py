import jax
import jax.numpy as jnp
import jax.random as jr
import matplotlib.pyplot as plt
import numpy as np
import optax
from jax.scipy.special import logsumexp
from jax.scipy.stats import norm

N_COMP = 5


def init(key, hidden=64):
    k1, k2, k3 = jr.split(key, 3)
    return {'w1': jr.normal(k1, (1, hidden)), 'b1': jnp.zeros(hidden),
            'w2': jr.normal(k2, (hidden, hidden)) / np.sqrt(hidden), 'b2': jnp.zeros(hidden),
            'w3': jr.normal(k3, (hidden, 3 * N_COMP)) / np.sqrt(hidden), 'b3': jnp.zeros(3 * N_COMP)}


def net(p, x):
    h = jnp.tanh(x @ p['w1'] + p['b1'])
    h = jnp.tanh(h @ p['w2'] + p['b2'])
    out = h @ p['w3'] + p['b3']
    a, mu, ls = jnp.split(out, 3, axis=-1)
    return a, mu, ls


def mixture_params(p, x):
    a, mu, ls = net(p, x)
    return jax.nn.softmax(a, axis=-1), mu, jnp.exp(ls)  #@ stable other


def nll(p, x, y):
    a, mu, ls = net(p, x)
    log_pi = jax.nn.log_softmax(a)  #@ stable log-of-softmax
    lp = norm.logpdf(y, mu, jnp.exp(ls))
    return -logsumexp(log_pi + lp, axis=-1).mean()  #@ stable naive-logsumexp


def nll_density(p, x, y):
    pi, mu, sigma = mixture_params(p, x)
    dens = jnp.exp(-0.5 * ((y - mu) / sigma) ** 2) / (sigma * jnp.sqrt(2 * jnp.pi))  #@ stable other
    return -jnp.log((pi * dens).sum(-1)).mean()


def nll_logpi(p, x, y):
    pi, mu, sigma = mixture_params(p, x)
    lp = jnp.log(pi) + norm.logpdf(y, mu, sigma)  #@ unstable log-of-softmax across
    return -logsumexp(lp, -1).mean()  #@ stable naive-logsumexp


def responsibilities(p, x, y):
    a, mu, ls = net(p, x)
    joint = jax.nn.log_softmax(a) + norm.logpdf(y, mu, jnp.exp(ls))
    w = jnp.exp(joint)
    return w / w.sum(-1, keepdims=True)  #@ unstable naive-softmax


def posterior(p, x, y):
    a, mu, ls = net(p, x)
    joint = a + norm.logpdf(y, mu, jnp.exp(ls))
    return jnp.exp(joint - logsumexp(joint, axis=-1, keepdims=True))  #@ stable naive-softmax


def train(key, x, y, loss=nll, steps=5000):
    params = init(key)
    opt = optax.chain(optax.clip_by_global_norm(1.0), optax.adam(1e-3))
    s = opt.init(params)

    @jax.jit
    def step(params, s):
        l, g = jax.value_and_grad(loss)(params, x, y)
        u, s = opt.update(g, s)
        return optax.apply_updates(params, u), s, l

    hist = []
    for i in range(steps):
        params, s, l = step(params, s)
        hist.append(float(l))
        if i % 500 == 0:
            print(i, float(l))
    return params, hist


if __name__ == '__main__':
    rng = np.random.RandomState(0)
    y = rng.uniform(-10, 10, (1000, 1)).astype(np.float32)
    x = 7 * np.sin(0.75 * y) + 0.5 * y + rng.randn(1000, 1)
    params, hist = train(jr.PRNGKey(0), x, y)
    plt.semilogy(np.array(hist) - min(hist) + 1e-3)
    plt.savefig('mdn.png')
