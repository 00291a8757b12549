import flax.linen as nn
import jax
import jax.numpy as jnp
from config import GPTConfig


def rope(x, theta):
    *_, T, D = x.shape
    inv = jnp.exp(-jnp.arange(0, D, 2) / D * jnp.log(theta))  #@ stable other
    ang = jnp.arange(T)[:, None] * inv[None]
    c, s = jnp.cos(ang), jnp.sin(ang)
    a, b = x[..., ::2], x[..., 1::2]
    return jnp.concatenate([a * c - b * s, a * s + b * c], -1)


class Attn(nn.Module):
    cfg: GPTConfig

    @nn.compact
    def __call__(self, x):
        B, T, C = x.shape
        q, k, v = jnp.split(nn.Dense(3 * C, use_bias=False)(x), 3, -1)
        sh = lambda t: t.reshape(B, T, self.cfg.heads, -1).swapaxes(1, 2)
        q, k, v = rope(sh(q), self.cfg.theta), rope(sh(k), self.cfg.theta), sh(v)
        w = q @ k.swapaxes(-1, -2) / jnp.sqrt(C // self.cfg.heads)
        w = jnp.where(jnp.tril(jnp.ones((T, T), bool)), w, -jnp.inf)
        w = jax.nn.softmax(w, -1)  #@ stable fully-masked-row
        return nn.Dense(C)((w @ v).swapaxes(1, 2).reshape(B, T, C))


class PadAttn(nn.Module):
    """encoder side attention in float16"""
    cfg: GPTConfig

    @nn.compact
    def __call__(self, x, pad):
        x = x.astype(jnp.float16)
        q = nn.Dense(self.cfg.d, dtype=jnp.float16)(x)
        s = q @ q.swapaxes(-1, -2)
        s = s + (1 - pad[:, None].astype(jnp.float16)) * jnp.float16(-1e9)  #@ unstable mask-constant
        return jax.nn.softmax(s, -1) @ x


class GPT(nn.Module):
    cfg: GPTConfig

    @nn.compact
    def __call__(self, ids):
        emb = nn.Embed(self.cfg.vocab, self.cfg.d)
        x = emb(ids)
        for _ in range(self.cfg.layers):
            x = x + Attn(self.cfg)(nn.LayerNorm()(x))
            h = nn.Dense(4 * self.cfg.d)(nn.LayerNorm()(x))
            x = x + nn.Dense(self.cfg.d)(nn.gelu(h))
        return nn.softmax(emb.attend(nn.LayerNorm()(x)), axis=-1)
