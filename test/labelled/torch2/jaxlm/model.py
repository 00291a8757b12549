from dataclasses import dataclass

import jax
import jax.numpy as jnp

from jaxlm.nn import activations, masked_softmax, normalize_scores, softmax


@dataclass(frozen=True)
class Config:
    vocab: int = 512
    dim: int = 128
    heads: int = 4
    layers: int = 2
    n_experts: int = 4
    act: str = "gelu"


def init_params(key, cfg):
    def dense(k, i, o):
        return jax.random.normal(k, (i, o)) * i ** -0.5

    ks = jax.random.split(key, 2 + 7 * cfg.layers)
    params = {"emb": dense(ks[0], cfg.vocab, cfg.dim), "out": dense(ks[1], cfg.dim, cfg.vocab), "layers": []}
    for l in range(cfg.layers):
        k = ks[2 + 7 * l: 9 + 7 * l]
        params["layers"].append({
            "q": dense(k[0], cfg.dim, cfg.dim), "k": dense(k[1], cfg.dim, cfg.dim), "v": dense(k[2], cfg.dim, cfg.dim),
            "o": dense(k[3], cfg.dim, cfg.dim), "router": dense(k[4], cfg.dim, cfg.n_experts),
            "up": jax.random.normal(k[5], (cfg.n_experts, cfg.dim, 2 * cfg.dim)) * cfg.dim ** -0.5,
            "down": jax.random.normal(k[6], (cfg.n_experts, 2 * cfg.dim, cfg.dim)) * cfg.dim ** -0.5,
        })
    return params


def rms(x):
    return x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + 1e-6)


def attention(p, x, heads, mask):
    T, D = x.shape
    q, k, v = (jnp.reshape(x @ p[n], (T, heads, D // heads)).swapaxes(0, 1) for n in "qkv")
    s = jnp.einsum("htd,hsd->hts", q, k) / jnp.sqrt(D // heads)
    a = masked_softmax(s, mask)
    return jnp.einsum("hts,hsd->htd", a, v).swapaxes(0, 1).reshape(T, D) @ p["o"]


def moe(p, x, act):
    gates = softmax(x @ p["router"])
    h = act(jnp.einsum("td,edf->etf", x, p["up"]))
    y = jnp.einsum("etf,efd->etd", h, p["down"])
    out = jnp.einsum("te,etd->td", gates, y)
    router_entropy = -jnp.sum(gates * jnp.log(gates), axis=-1).mean()  #@ unstable log-of-softmax across
    return out, router_entropy


def forward(params, tokens, cfg):
    T = tokens.shape[0]
    x = params["emb"][tokens]
    mask = jnp.tril(jnp.ones((T, T), bool))
    ent = 0.0
    for p in params["layers"]:
        x = x + attention(p, rms(x), cfg.heads, mask)
        y, e = moe(p, rms(x), activations[cfg.act])
        x, ent = x + y, ent + e
    return rms(x) @ params["out"], ent / cfg.layers


def predict(params, tokens, cfg):
    logits, _ = forward(params, tokens, cfg)
    return normalize_scores(logits)
