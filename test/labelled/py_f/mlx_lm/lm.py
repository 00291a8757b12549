import math
import mlx.core as mx
import mlx.nn as nn


class TransformerLM(nn.Module):
    def __init__(self, vocab: int, layers: int, dims: int, heads: int):
        super().__init__()
        self.embedding = nn.Embedding(vocab, dims)
        self.pe = nn.SinusoidalPositionalEncoding(dims)
        self.transformer = nn.TransformerEncoder(layers, dims, heads, norm_first=True)
        self.out_proj = nn.Linear(dims, vocab)

    def __call__(self, x):
        L = x.shape[1]
        mask = nn.MultiHeadAttention.create_additive_causal_mask(L)
        x = self.embedding(x)
        x = x + self.pe(mx.arange(L))
        return self.out_proj(self.transformer(x, mask))

    def next_probs(self, x, temp: float = 1.0):
        return mx.softmax(self(x)[:, -1] / temp, axis=-1)
