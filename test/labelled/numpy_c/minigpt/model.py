from dataclasses import dataclass

import numpy as np

from .ops import gelu, softmax, layer_norm, linear


@dataclass
class GPTConfig:
    n_head: int = 12
    n_ctx: int = 1024
    n_vocab: int = 50257


def ffn(x, c_fc, c_proj):
    return linear(gelu(linear(x, **c_fc)), **c_proj)


def attention(q, k, v, mask):
    return softmax(q @ k.T / np.sqrt(q.shape[-1]) + mask) @ v


def mha(x, c_attn, c_proj, n_head):
    x = linear(x, **c_attn)
    qkv_heads = list(map(lambda t: np.split(t, n_head, axis=-1), np.split(x, 3, axis=-1)))
    causal_mask = (1 - np.tri(x.shape[0], dtype=x.dtype)) * -1e10
    out_heads = [attention(q, k, v, causal_mask) for q, k, v in zip(*qkv_heads)]
    return linear(np.hstack(out_heads), **c_proj)


def transformer_block(x, mlp, attn, ln_1, ln_2, n_head):
    x = x + mha(layer_norm(x, ln_1['g'], ln_1['b']), **attn, n_head=n_head)
    return x + ffn(layer_norm(x, ln_2['g'], ln_2['b']), **mlp)


def gpt2(inputs, wte, wpe, blocks, ln_f, n_head):
    x = wte[inputs] + wpe[range(len(inputs))]
    for block in blocks:
        x = transformer_block(x, **block, n_head=n_head)
    return layer_norm(x, ln_f['g'], ln_f['b']) @ wte.T


def router(x, w_gate, top_k=2):
    """switch style gating"""
    logits = x @ w_gate
    idx = np.argsort(-logits, axis=-1)[:, :top_k]
    top = np.take_along_axis(logits, idx, axis=-1)
    g = np.exp(top)
    gates = g / g.sum(axis=-1, keepdims=True)  #@ unstable naive-softmax
    return idx, gates
