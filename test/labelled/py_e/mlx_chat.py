import argparse
import math
import time

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim


class Attention(nn.Module):
    def __init__(self, dims, heads):
        super().__init__()
        self.h = heads
        self.wq, self.wk, self.wv, self.wo = (nn.Linear(dims, dims, bias=False) for _ in range(4))
        self.scale = math.sqrt(1 / (dims // heads))

    def __call__(self, x, mask=None, cache=None):
        q, k, v = self.wq(x), self.wk(x), self.wv(x)
        B, L, D = q.shape
        q, k, v = (t.reshape(B, L, self.h, -1).transpose(0, 2, 1, 3) for t in (q, k, v))
        if cache is not None:
            k = mx.concatenate([cache[0], k], axis=2)
            v = mx.concatenate([cache[1], v], axis=2)
        s = (q * self.scale) @ k.transpose(0, 1, 3, 2)
        if mask is not None:
            s = s + mask
        p = mx.softmax(s.astype(mx.float32), axis=-1).astype(s.dtype)  #@ stable naive-softmax
        o = (p @ v).transpose(0, 2, 1, 3).reshape(B, L, D)
        return self.wo(o), (k, v)


class SlidingAttention(Attention):
    def __call__(self, x, lengths):
        q, k, v = self.wq(x), self.wk(x), self.wv(x)
        s = (q * self.scale) @ k.transpose(0, 2, 1)
        w = mx.exp(s)
        w = w * (mx.arange(x.shape[1])[None, None] < lengths[:, None, None])
        return self.wo((w / w.sum(axis=-1, keepdims=True)) @ v)  #@ unstable naive-softmax


class Block(nn.Module):
    def __init__(self, dims, heads):
        super().__init__()
        self.attention = Attention(dims, heads)
        self.n1, self.n2 = nn.RMSNorm(dims), nn.RMSNorm(dims)
        self.l1, self.l2 = nn.Linear(dims, 4 * dims), nn.Linear(4 * dims, dims)

    def __call__(self, x, mask=None, cache=None):
        y, cache = self.attention(self.n1(x), mask, cache)
        x = x + y
        return x + self.l2(nn.silu(self.l1(self.n2(x)))), cache


class Llama(nn.Module):
    def __init__(self, vocab, dims=256, depth=4, heads=8):
        super().__init__()
        self.emb = nn.Embedding(vocab, dims)
        self.layers = [Block(dims, heads) for _ in range(depth)]
        self.norm = nn.RMSNorm(dims)
        self.out = nn.Linear(dims, vocab, bias=False)

    def __call__(self, x, cache=None):
        h = self.emb(x)
        mask = None
        if cache is None:
            mask = nn.MultiHeadAttention.create_additive_causal_mask(x.shape[1]).astype(h.dtype)
        new = []
        for i, l in enumerate(self.layers):
            h, c = l(h, mask, cache[i] if cache else None)
            new.append(c)
        return self.out(self.norm(h)), new


def sample(logits, temp):
    if temp == 0:
        return mx.argmax(logits, axis=-1)
    return mx.random.categorical(logits * (1 / temp))  #@ stable zero-temperature


def min_p(logits, temp, p=0.05):
    probs = mx.softmax(logits / temp, axis=-1)  #@ unstable zero-temperature across
    keep = probs >= p * probs.max(axis=-1, keepdims=True)
    return mx.random.categorical(mx.where(keep, logits / temp, -mx.inf))


def generate(model, prompt, n, temp, use_min_p):
    logits, cache = model(prompt)
    y = mx.argmax(logits[:, -1], axis=-1)
    for _ in range(n):
        yield y
        logits, cache = model(y[:, None], cache)
        y = min_p(logits[:, -1], temp) if use_min_p else sample(logits[:, -1], temp)


def loss_fn(model, x, y):
    logits, _ = model(x)
    return nn.losses.cross_entropy(logits, y, reduction="mean")  #@ stable softmax-before-ce


def train(model, data, steps=100):
    opt = optim.AdamW(learning_rate=3e-4)
    vg = nn.value_and_grad(model, loss_fn)
    tic = time.time()
    for i in range(steps):
        x = next(data)
        loss, g = vg(model, x[:, :-1], x[:, 1:])
        opt.update(model, g)
        mx.eval(model.parameters(), opt.state, loss)
        if i % 10 == 0:
            print(i, loss.item(), "ppl %.2f" % math.exp(loss.item()), time.time() - tic)  #@ stable other


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--temp", type=float, default=0.0)
    ap.add_argument("--min-p", action="store_true")
    ap.add_argument("-n", type=int, default=100)
    a = ap.parse_args()
    m = Llama(32000)
    for t in generate(m, mx.array([[1, 5, 9]]), a.n, a.temp, a.min_p):
        print(t.item(), end=" ")
