"""Categorical VAE with gumbel-softmax, haiku."""
import functools

import haiku as hk
import jax
import jax.numpy as jnp
import numpy as np
import optax

N, K = 30, 10


def encoder_fn(x):
    return hk.Sequential([hk.Flatten(), hk.Linear(512), jax.nn.relu, hk.Linear(N * K), hk.Reshape((N, K))])(x)


def decoder_fn(z):
    return hk.Sequential([hk.Flatten(), hk.Linear(512), jax.nn.relu, hk.Linear(784)])(z)


encoder = hk.without_apply_rng(hk.transform(encoder_fn))
decoder = hk.without_apply_rng(hk.transform(decoder_fn))


def sample_gumbel(key, shape, eps=1e-20):
    u = jax.random.uniform(key, shape, minval=1e-7, maxval=1.0 - 1e-7)
    return -jnp.log(-jnp.log(u))  #@ stable log-eps-hack


def gumbel_softmax(key, logits, tau, hard=False):
    y = jax.nn.softmax((logits + sample_gumbel(key, logits.shape)) / tau)  #@ stable naive-softmax
    if hard:
        oh = jax.nn.one_hot(y.argmax(-1), K)
        y = jax.lax.stop_gradient(oh - y) + y
    return y


def concrete_log_density(y, logits, tau):
    # log of sample on the simplex
    log_y = jnp.log(y)
    lse = jnp.log(jnp.sum(jnp.exp(logits - tau * log_y), axis=-1))
    return (logits - (tau + 1) * log_y).sum(-1) - K * lse


def hard_concrete(key, log_alpha, beta=0.66, gamma=-0.1, zeta=1.1):
    u = jax.random.uniform(key, log_alpha.shape, minval=1e-6, maxval=1 - 1e-6)
    s = jax.nn.sigmoid((jnp.log(u) - jnp.log(1 - u) + log_alpha) / beta)  #@ stable log-of-sigmoid
    return jnp.clip(s * (zeta - gamma) + gamma, 0.0, 1.0)


def kl_uniform(logits):
    q = jax.nn.softmax(logits)
    return jnp.sum(q * (jnp.log(q + 1e-20) + jnp.log(K)), axis=(-1, -2))  #@ unstable log-eps-hack


def kl_uniform_log(logits):
    lq = jax.nn.log_softmax(logits)  #@ stable log-of-softmax
    return jnp.sum(jnp.exp(lq) * (lq + np.log(K)), axis=(-1, -2))  #@ stable naive-softmax


def bernoulli_ll(logits, x):
    return -optax.sigmoid_binary_cross_entropy(logits, x).sum(-1)  #@ stable bce-after-sigmoid


def bernoulli_ll_mean(p, x):
    return jnp.sum(x * jnp.log(p) + (1 - x) * jnp.log1p(-p), -1)  #@ unstable bce-after-sigmoid across


def elbo(params, key, x, tau, use_mean=False):
    logits = encoder.apply(params["enc"], x)
    z = gumbel_softmax(key, logits, tau)
    out = decoder.apply(params["dec"], z)
    xf = x.reshape(x.shape[0], -1)
    ll = bernoulli_ll_mean(jax.nn.sigmoid(out), xf) if use_mean else bernoulli_ll(out, xf)
    return (ll - kl_uniform(logits)).mean()


def st_binary(key, logits):
    """straight-through bernoulli with hand-made sigmoid"""
    p = jnp.exp(logits) / (1.0 + jnp.exp(logits))  #@ unstable naive-sigmoid
    b = (jax.random.uniform(key, p.shape) < p).astype(p.dtype)
    return p + jax.lax.stop_gradient(b - p)


def anneal(step, tau0=1.0, rate=3e-5, floor=0.5):
    return np.maximum(tau0 * np.exp(-rate * step), floor)  #@ stable zero-temperature


def tau_linear(step, total):
    return 1.0 * (1 - step / total)


@functools.partial(jax.jit, static_argnums=(0,))
def train_step(opt, params, opt_state, key, x, tau):
    loss, g = jax.value_and_grad(lambda p: -elbo(p, key, x, tau))(params)
    up, opt_state = opt.update(g, opt_state)
    return optax.apply_updates(params, up), opt_state, loss


def train(batches, total=50000):
    key = jax.random.PRNGKey(42)
    params = {"enc": encoder.init(key, jnp.zeros((1, 28, 28))), "dec": decoder.init(key, jnp.zeros((1, N, K)))}
    opt = optax.adam(1e-3)
    st = opt.init(params)
    for step, x in enumerate(batches):
        key, sub = jax.random.split(key)
        params, st, loss = train_step(opt, params, st, sub, x, anneal(step))
        if step % 1000 == 0:
            print(step, -loss, float(anneal(step)))
        if step >= total:
            break
    return params


def finetune_hard(params, batches, total=2000):
    key = jax.random.PRNGKey(7)
    codes = []
    for step, x in zip(range(total + 1), batches):
        key, sub = jax.random.split(key)
        logits = encoder.apply(params["enc"], x)
        tau = tau_linear(step, total)
        codes.append(jax.nn.softmax((logits + sample_gumbel(sub, logits.shape)) / tau))  #@ unstable zero-temperature across
    return codes
