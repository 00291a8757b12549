# transformer encoder/decoder forward pass with only numpy (blog post companion)
import numpy as np

d_model, n_heads, d_ff = 64, 4, 256
rng = np.random.RandomState(0)


def softmax(x):
    """column-wise over last axis"""
    e_x = np.exp(x - np.max(x, axis=-1, keepdims=True))  #@ stable naive-softmax
    return e_x / e_x.sum(axis=-1, keepdims=True)


def softmax_fast(x):
    e = np.exp(x - np.max(x))  #@ unstable wrong-shift
    return e / np.sum(e, axis=-1, keepdims=True)


def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))


def swish(x):
    return x / (1 + np.exp(-x))  #@ stable naive-sigmoid


def layer_norm(x, g, b, eps=1e-5):
    m, v = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return g * (x - m) / np.sqrt(v + eps) + b


def positional_encoding(T, d):
    pos = np.arange(T)[:, None]
    div = np.exp(np.arange(0, d, 2) * -(np.log(10000.0) / d))  #@ stable other
    pe = np.zeros((T, d))
    pe[:, 0::2] = np.sin(pos * div)
    pe[:, 1::2] = np.cos(pos * div)
    return pe


def causal_mask(T):
    return np.triu(np.full((T, T), -np.inf), k=1)


def attention(q, k, v, mask=None):
    s = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    if mask is not None:
        s = s + mask
    return softmax(s) @ v


class MHA:
    def __init__(self):
        self.wqkv = rng.randn(d_model, 3 * d_model) * 0.02
        self.wo = rng.randn(d_model, d_model) * 0.02

    def __call__(self, x, mask=None):
        T = x.shape[0]
        q, k, v = np.split(x @ self.wqkv, 3, axis=-1)
        f = lambda a: a.reshape(T, n_heads, -1).transpose(1, 0, 2)
        o = attention(f(q), f(k), f(v), mask)
        return o.transpose(1, 0, 2).reshape(T, d_model) @ self.wo


class SelfAttn1:
    """single head, no batch"""
    def __init__(self):
        self.q = rng.randn(d_model, d_model)
        self.k = rng.randn(d_model, d_model)

    def weights(self, x):
        a = (x @ self.q) @ (x @ self.k).T
        a = np.exp(a)  #@ unstable naive-softmax
        return a / a.sum(axis=1)[:, None]

    def weights2(self, x):
        a = (x @ self.q) @ (x @ self.k).T
        a = np.exp(a - a.max(axis=1))  #@ unstable wrong-shift
        return a / a.sum(axis=1, keepdims=True)


class Block:
    def __init__(self):
        self.mha = MHA()
        self.w1 = rng.randn(d_model, d_ff) * 0.02
        self.w2 = rng.randn(d_ff, d_model) * 0.02
        self.g = np.ones(d_model)
        self.b = np.zeros(d_model)

    def __call__(self, x, mask):
        x = x + self.mha(layer_norm(x, self.g, self.b), mask)
        return x + gelu(layer_norm(x, self.g, self.b) @ self.w1) @ self.w2


class LM:
    def __init__(self, vocab=100, n=2):
        self.emb = rng.randn(vocab, d_model)
        self.blocks = [Block() for _ in range(n)]

    def probs(self, ids):
        x = self.emb[ids] + positional_encoding(len(ids), d_model)
        for b in self.blocks:
            x = b(x, causal_mask(len(ids)))
        return softmax(x @ self.emb.T)


def lm_loss(model, ids):
    p = model.probs(ids[:-1])
    return -np.mean(np.log(p[np.arange(len(ids) - 1), ids[1:]]))  #@ unstable nll-of-softmax across


if __name__ == '__main__':
    print(lm_loss(LM(), rng.randint(0, 100, 20)), "uniform:", np.log(100))
