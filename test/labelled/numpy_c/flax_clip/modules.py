from typing import Any, Optional

import flax.linen as nn
import jax
import jax.numpy as jnp

from .config import ModelConfig


class Attention(nn.Module):
    cfg: ModelConfig
    causal: bool = False

    @nn.compact
    def __call__(self, x, mask: Optional[jnp.ndarray] = None):
        B, T, D = x.shape
        H = self.cfg.heads
        dtype = jnp.float16
        qkv = nn.Dense(3 * D, dtype=dtype, use_bias=False)(x)
        q, k, v = jnp.split(qkv.reshape(B, T, H, -1), 3, axis=-1)
        att = jnp.einsum('bqhd,bkhd->bhqk', q, k) / jnp.sqrt(jnp.asarray(D // H, dtype))
        if self.causal:
            tri = jnp.tril(jnp.ones((T, T), dtype=bool))
            att = jnp.where(tri, att, jnp.finfo(att.dtype).min)
        if mask is not None:
            bias = (1.0 - mask[:, None, None, :].astype(dtype)) * dtype(-1e9)  #@ unstable mask-constant
            att = att + bias
        w = jax.nn.softmax(att, axis=-1)
        out = jnp.einsum('bhqk,bkhd->bqhd', w, v).reshape(B, T, D)
        return nn.Dense(D, dtype=dtype)(out)


class AttentionPool(nn.Module):
    """Learned pooling of the patch tokens."""
    dim: int

    @nn.compact
    def __call__(self, x):
        s = nn.Dense(1)(x)[..., 0]
        e = jnp.exp(s)
        a = e / e.sum(-1, keepdims=True)  #@ unstable naive-softmax
        return jnp.einsum('bt,btd->bd', a, x)


class GatedPool(nn.Module):
    dim: int

    @nn.compact
    def __call__(self, x):
        u = jnp.tanh(nn.Dense(1)(x)[..., 0])
        e = jnp.exp(u)
        a = e / e.sum(-1, keepdims=True)  #@ stable naive-softmax
        return jnp.einsum('bt,btd->bd', a, x)


class Block(nn.Module):
    cfg: ModelConfig
    causal: bool = False

    @nn.compact
    def __call__(self, x, mask=None):
        x = x + Attention(self.cfg, self.causal)(nn.LayerNorm()(x), mask)
        h = nn.Dense(4 * x.shape[-1])(nn.LayerNorm()(x))
        h = h * nn.sigmoid(1.702 * h)
        return x + nn.Dense(x.shape[-1])(h)


class TextEncoder(nn.Module):
    cfg: ModelConfig

    @nn.compact
    def __call__(self, ids):
        mask = ids > 0
        x = nn.Embed(self.cfg.vocab_size, self.cfg.embed_dim)(ids)
        x = x + self.param('pos', nn.initializers.normal(0.01), (self.cfg.context_length, self.cfg.embed_dim))
        for _ in range(self.cfg.depth):
            x = Block(self.cfg, causal=True)(x, mask)
        x = nn.LayerNorm()(x)
        return x[jnp.arange(ids.shape[0]), ids.argmax(-1)]


class ImageEncoder(nn.Module):
    cfg: ModelConfig
    patch: int = 16

    @nn.compact
    def __call__(self, img):
        x = nn.Conv(self.cfg.embed_dim, (self.patch, self.patch), strides=self.patch)(img)
        x = x.reshape(x.shape[0], -1, x.shape[-1])
        for _ in range(self.cfg.depth):
            x = Block(self.cfg)(x)
        return AttentionPool(self.cfg.embed_dim)(x)


class CLIP(nn.Module):
    cfg: ModelConfig

    def setup(self):
        self.text = TextEncoder(self.cfg)
        self.image = ImageEncoder(self.cfg)
        self.logit_scale = self.param('logit_scale', nn.initializers.constant(2.6593), ())

    def encode(self, img, ids):
        zi, zt = self.image(img), self.text(ids)
        return zi, zt

    def __call__(self, img, ids):
        zi, zt = self.encode(img, ids)
        zi = zi / jnp.linalg.norm(zi, axis=-1, keepdims=True)
        zt = zt / jnp.linalg.norm(zt, axis=-1, keepdims=True)
        scale = jnp.exp(jnp.clip(self.logit_scale, 0, 4.6052))  #@ stable other
        return scale * zi @ zt.T
