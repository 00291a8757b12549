from typing import Any

import flax.linen as nn
import jax
import jax.numpy as jnp


def causal_bias(n, dtype=jnp.float32):
    return jnp.where(jnp.tril(jnp.ones((n, n), bool)), 0.0, -1e9).astype(dtype)


class Attention(nn.Module):
    heads: int
    dtype: Any = jnp.float16

    @nn.compact
    def __call__(self, x, pad=None):
        b, n, d = x.shape
        qkv = nn.Dense(3 * d, dtype=self.dtype)(x).reshape(b, n, 3, self.heads, d // self.heads)
        q, k, v = qkv[:, :, 0], qkv[:, :, 1], qkv[:, :, 2]
        att = jnp.einsum("bqhd,bkhd->bhqk", q, k) / jnp.sqrt(d // self.heads).astype(self.dtype)
        att = att + jnp.finfo(jnp.float16).min * (1 - pad[:, None, None, :].astype(self.dtype))  #@ unstable mask-constant
        att = jax.nn.softmax(att, axis=-1)
        out = jnp.einsum("bhqk,bkhd->bqhd", att, v).reshape(b, n, d)
        return nn.Dense(d, dtype=self.dtype)(out)


class AttentionF32(nn.Module):
    heads: int

    @nn.compact
    def __call__(self, x):
        b, n, d = x.shape
        qkv = nn.Dense(3 * d)(x).reshape(b, n, 3, self.heads, d // self.heads)
        q, k, v = (qkv[:, :, i] for i in range(3))
        att = jnp.einsum("bqhd,bkhd->bhqk", q, k) * (d // self.heads) ** -0.5
        att = jax.nn.softmax(att + causal_bias(n), axis=-1)  #@ stable mask-constant
        out = jnp.einsum("bhqk,bkhd->bqhd", att, v).reshape(b, n, d)
        return nn.Dense(d)(out)


class Block(nn.Module):
    heads: int
    half: bool = False

    @nn.compact
    def __call__(self, x, pad):
        h = nn.LayerNorm()(x)
        x = x + (Attention(self.heads)(h, pad) if self.half else AttentionF32(self.heads)(h))
        h = nn.LayerNorm()(x)
        return x + nn.Dense(x.shape[-1])(nn.gelu(nn.Dense(4 * x.shape[-1])(h)))


class GPT(nn.Module):
    vocab: int
    dim: int = 256
    depth: int = 4
    heads: int = 8

    @nn.compact
    def __call__(self, ids):
        x = nn.Embed(self.vocab, self.dim)(ids)
        x = x + self.param("pos", nn.initializers.normal(0.02), (1024, self.dim))[: ids.shape[1]]
        for _ in range(self.depth):
            x = Block(self.heads)(x, ids > 0)
        logits = nn.Dense(self.vocab)(nn.LayerNorm()(x))
        return nn.softmax(logits)
