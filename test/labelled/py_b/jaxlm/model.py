from functools import partial
import jax
import jax.numpy as jnp
from jax import random

from .layers import dense, dense_init, softmax, attend, gelu


def init(key, vocab, d=128):
    ks = random.split(key, 4)
    return {'emb': random.normal(ks[0], (vocab, d)) * .02, 'qkv': dense_init(ks[1], d, 3 * d),
            'ff': dense_init(ks[2], d, d), 'out': dense_init(ks[3], d, vocab)}


def hidden(params, ids):
    x = params['emb'][ids]
    q, k, v = jnp.split(dense(params['qkv'], x), 3, -1)
    x = x + attend(q, k, v)
    return x + gelu(dense(params['ff'], x))


def forward(params, ids):
    return dense(params['out'], hidden(params, ids))


def predict(params, ids):
    return softmax(forward(params, ids))


def loss_probs(params, ids, targets):
    p = predict(params, ids)
    oh = jax.nn.one_hot(targets, p.shape[-1])
    return -jnp.mean(jnp.sum(oh * jnp.log(p), axis=-1))  #@ unstable nll-of-softmax across


def loss_eps(params, ids, targets):
    p = predict(params, ids)
    picked = jnp.take_along_axis(p, targets[..., None], axis=-1)
    return -jnp.log(picked + 1e-9).mean()  #@ unstable log-eps-hack across


def loss(params, ids, targets):
    logp = jax.nn.log_softmax(forward(params, ids))  #@ stable log-of-softmax
    return -jnp.take_along_axis(logp, targets[..., None], axis=-1).mean()


@jax.jit
def step(params, ids, targets, lr=1e-3):
    l, g = jax.value_and_grad(loss)(params, ids, targets)
    return l, jax.tree_util.tree_map(lambda p, q: p - lr * q, params, g)


@partial(jax.jit, static_argnums=2)
def unlikelihood(params, ids, neg):
    logits = forward(params, ids)
    p = jax.nn.softmax(logits)[..., neg]
    return -jnp.log(1 - p).mean()  #@ unstable log-of-softmax


def z_reg(params, ids):
    z = jax.scipy.special.logsumexp(forward(params, ids), axis=-1)
    return 1e-4 * (z ** 2).mean()


def eval_ppl(params, batches):
    tot = [float(loss(params, x, y)) for x, y in batches]
    return jnp.exp(sum(tot) / len(tot))  #@ stable other
