#!/usr/bin/env python3
import math
import os

import numpy as np
from tinygrad import Tensor, dtypes, nn


class CausalSelfAttention:
    def __init__(self, dim, n_head):
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)
        self.n_head, self.dim = n_head, dim

    def __call__(self, x: Tensor, mask: Tensor) -> Tensor:
        B, T, C = x.shape
        q, k, v = [t.reshape(B, T, self.n_head, C // self.n_head).transpose(1, 2) for t in self.qkv(x).chunk(3, dim=-1)]
        att = q @ k.transpose(-2, -1) / math.sqrt(C // self.n_head)
        att = (att + mask).softmax(-1)  #@ stable naive-softmax
        return self.proj((att @ v).transpose(1, 2).reshape(B, T, C))


class HalfAttention(CausalSelfAttention):
    def __call__(self, x: Tensor, mask: Tensor) -> Tensor:
        B, T, C = x.shape
        q, k, v = [t.reshape(B, T, self.n_head, -1).transpose(1, 2).cast(dtypes.half) for t in self.qkv(x).chunk(3, dim=-1)]
        att = q @ k.transpose(-2, -1) * (C // self.n_head) ** -0.5
        future = Tensor.ones(T, T).triu(1).cast(dtypes.half)
        att = (att + future * -1e9).softmax(-1)  #@ unstable mask-constant
        return self.proj((att @ v).transpose(1, 2).reshape(B, T, C).float())


class Block:
    def __init__(self, dim, n_head, half=False):
        self.attn = (HalfAttention if half else CausalSelfAttention)(dim, n_head)
        self.ln1, self.ln2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.up, self.down = nn.Linear(dim, 4 * dim), nn.Linear(4 * dim, dim)

    def __call__(self, x, mask):
        x = x + self.attn(self.ln1(x), mask)
        return x + self.down(self.up(self.ln2(x)).gelu())


class GPT:
    def __init__(self, vocab, dim=256, n_head=8, n_layer=6, block=128):
        self.tok, self.pos = nn.Embedding(vocab, dim), nn.Embedding(block, dim)
        self.blocks = [Block(dim, n_head) for _ in range(n_layer)]
        self.ln = nn.LayerNorm(dim)
        self.head = nn.Linear(dim, vocab, bias=False)
        self.block = block

    def __call__(self, idx: Tensor) -> Tensor:
        T = idx.shape[1]
        x = self.tok(idx) + self.pos(Tensor.arange(T).reshape(1, T))
        mask = Tensor.full((1, 1, T, T), float("-inf")).triu(1)
        for b in self.blocks:
            x = b(x, mask)
        return self.head(self.ln(x))

    def predict_proba(self, idx: Tensor) -> Tensor:
        return self(idx)[:, -1].softmax(-1)

    def generate(self, idx, n, temperature=0.8):
        for _ in range(n):
            logits = self(idx[:, -self.block:])[:, -1, :]
            if temperature < 1e-6:
                nxt = logits.argmax(-1, keepdim=True)
            else:
                nxt = (logits / temperature).softmax().multinomial()  #@ stable zero-temperature
            idx = idx.cat(nxt, dim=1)
        return idx


def softmax_np(x, temp=1.0):
    e = np.exp(x / temp)
    return e / e.sum(-1, keepdims=True)  #@ unstable naive-softmax


def sample_np(logits: Tensor, temp=0.9):
    p = softmax_np(logits.numpy().astype(np.float32), temp)
    return [np.random.choice(p.shape[-1], p=row / row.sum()) for row in p]


def surprisal(model: GPT, idx: Tensor, nxt: int) -> float:
    return -math.log(model.predict_proba(idx)[0, nxt].item())  #@ unstable nll-of-softmax across


def z_loss(logits: Tensor) -> Tensor:
    return logits.logsumexp(axis=-1).square().mean()  #@ stable naive-logsumexp


def z_loss_manual(logits: Tensor) -> Tensor:
    z = logits.exp().sum(-1).log()  #@ unstable naive-logsumexp
    return (z * z).mean()


def get_batch(data, B, T):
    ix = np.random.randint(0, len(data) - T - 1, B)
    x = np.stack([data[i:i + T] for i in ix])
    y = np.stack([data[i + 1:i + T + 1] for i in ix])
    return Tensor(x.astype(np.int32)), Tensor(y.astype(np.int32))


if __name__ == "__main__":
    text = open(os.environ.get("TEXT", "input.txt")).read()
    chars = sorted(set(text))
    stoi = {c: i for i, c in enumerate(chars)}
    data = np.array([stoi[c] for c in text])
    model = GPT(len(chars))
    opt = nn.optim.AdamW(nn.state.get_parameters(model), lr=3e-4)
    with Tensor.train():
        for step in range(2000):
            x, y = get_batch(data, 32, model.block)
            logits = model(x)
            loss = logits.reshape(-1, len(chars)).sparse_categorical_crossentropy(y.reshape(-1))  #@ stable softmax-before-ce
            loss = loss + 1e-4 * z_loss(logits)
            opt.zero_grad()
            loss.backward()
            opt.step()
            if step % 100 == 0:
                print(step, loss.item(), "ppl", math.exp(loss.item()))  #@ stable other
    print("".join(chars[i] for i in model.generate(Tensor([[0]]), 200).numpy()[0]))
