import jax
import jax.numpy as jnp
from jax import random


def dense_init(key, n_in, n_out):
    return {'w': random.normal(key, (n_in, n_out)) / jnp.sqrt(n_in), 'b': jnp.zeros(n_out)}


def dense(p, x):
    return x @ p['w'] + p['b']


def softmax(x, axis=-1):
    x = x - jax.lax.stop_gradient(jnp.max(x, axis=axis, keepdims=True))
    u = jnp.exp(x)  #@ stable naive-softmax
    return u / jnp.sum(u, axis=axis, keepdims=True)


def softmax_t(x, temp):
    u = jnp.exp(x / temp)
    return u / u.sum(-1, keepdims=True)  #@ unstable naive-softmax


def attend(q, k, v, causal=True):
    s = jnp.einsum('bqd,bkd->bqk', q, k) / jnp.sqrt(q.shape[-1])
    if causal:
        s = jnp.where(jnp.tril(jnp.ones(s.shape[-2:], bool)), s, -jnp.inf)
    return jnp.einsum('bqk,bkd->bqd', jax.nn.softmax(s, axis=-1), v)  #@ stable fully-masked-row


def attend_bf16(q, k, v, mask):
    s = (q @ k.swapaxes(-1, -2)).astype(jnp.float16)
    s = jnp.where(mask, s, jnp.float16(-1e9))  #@ unstable mask-constant
    return jax.nn.softmax(s) @ v


def linear_attention(q, k, v):
    a = jnp.exp(q @ k.swapaxes(-1, -2))
    return (a @ v) / a.sum(axis=-1, keepdims=True)  #@ unstable naive-softmax


def gelu(x):
    return 0.5 * x * (1 + jnp.tanh(0.79788456 * (x + 0.044715 * x ** 3)))


def swish(x):
    return x / (1 + jnp.exp(-x))
