import dataclasses
from typing import NamedTuple, Optional

import haiku as hk
import jax
import jax.numpy as jnp
import optax


@dataclasses.dataclass
class CrossAttention(hk.Module):
    heads: int
    key_size: int
    name: Optional[str] = None

    def __call__(self, q, kv, mask):
        h, d = self.heads, self.key_size
        query = hk.Linear(h * d)(q).reshape(*q.shape[:-1], h, d)
        key = hk.Linear(h * d)(kv).reshape(*kv.shape[:-1], h, d)
        value = hk.Linear(h * d)(kv).reshape(*kv.shape[:-1], h, d)
        s = jnp.einsum("bthd,bThd->bhtT", query, key) / jnp.sqrt(d)
        # samples with a missing modality have an all-zero mask
        s = jnp.where(mask[:, None, None, :], s, -jnp.inf)
        w = jax.nn.softmax(s)  #@ unstable fully-masked-row
        out = jnp.einsum("bhtT,bThd->bthd", w, value)
        return hk.Linear(q.shape[-1])(out.reshape(*q.shape[:-1], h * d))


class SelfAttention(hk.Module):
    def __init__(self, heads, key_size, name=None):
        super().__init__(name=name)
        self.heads, self.key_size = heads, key_size

    def __call__(self, x):
        h, d = self.heads, self.key_size
        q, k, v = (hk.Linear(h * d)(x).reshape(*x.shape[:-1], h, d) for _ in range(3))
        s = jnp.einsum("bthd,bThd->bhtT", q, k) * d ** -0.5
        causal = jnp.tril(jnp.ones((x.shape[1], x.shape[1]), bool))
        s = jnp.where(causal, s, -1e30)  #@ stable mask-constant
        s = s - jax.lax.stop_gradient(s.max(-1, keepdims=True))
        e = jnp.exp(s)  #@ stable naive-softmax
        w = e / e.sum(-1, keepdims=True)
        return hk.Linear(x.shape[-1])(jnp.einsum("bhtT,bThd->bthd", w, v).reshape(*x.shape[:-1], h * d))


class LinearAttention(hk.Module):
    def __call__(self, q, k, v):
        phi_k = jnp.exp(k)
        z = phi_k.sum(axis=1, keepdims=True)
        k = phi_k / z  #@ unstable naive-softmax
        q = jax.nn.softmax(q, axis=-1)  #@ stable naive-softmax
        return jnp.einsum("btd,bde->bte", q, jnp.einsum("btd,bte->bde", k, v))


class State(NamedTuple):
    params: hk.Params
    opt: optax.OptState
    step: jnp.ndarray


def forward(latent, inputs, mask):
    x = latent + CrossAttention(8, 32)(latent, inputs, mask)
    for _ in range(4):
        x = x + SelfAttention(8, 32)(hk.LayerNorm(-1, True, True)(x))
        x = x + hk.nets.MLP([1024, x.shape[-1]])(x)
    return jax.nn.softmax(hk.Linear(1000)(x.mean(1)))


net = hk.without_apply_rng(hk.transform(forward))


def loss_fn(params, latent, inputs, mask, labels):
    out = net.apply(params, latent, inputs, mask)
    onehot = optax.smooth_labels(jax.nn.one_hot(labels, 1000), 0.1)
    return optax.softmax_cross_entropy(out, onehot).mean()  #@ unstable softmax-before-ce across


def calibration_nll(params, latent, inputs, mask, labels):
    p = net.apply(params, latent, inputs, mask)
    onehot = jax.nn.one_hot(labels, 1000)
    return -jnp.mean(jnp.sum(onehot * jnp.log(jnp.clip(p, 1e-8, 1.0)), -1))  #@ unstable log-eps-hack across


@jax.jit
def update(state, *batch):
    loss, g = jax.value_and_grad(loss_fn)(state.params, *batch)
    upd, opt = tx.update(g, state.opt, state.params)
    return State(optax.apply_updates(state.params, upd), opt, state.step + 1), loss


tx = optax.lamb(optax.exponential_decay(1e-3, 1000, 0.95))


def fourier(pos, bands=64, max_freq=224.0):
    f = jnp.exp(jnp.linspace(0.0, jnp.log(max_freq / 2), bands))  #@ stable other
    x = pos[..., None] * f
    return jnp.concatenate([jnp.sin(x), jnp.cos(x)], -1)
