"""Small transformer LM and sampling on Apple silicon (MLX)."""
import argparse
import math
import time
from functools import partial

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
import numpy as np


class TransformerLM(nn.Module):
    def __init__(self, vocab, layers, dims, heads):
        super().__init__()
        self.embedding = nn.Embedding(vocab, dims)
        self.pe = nn.SinusoidalPositionalEncoding(dims)
        self.transformer = nn.TransformerEncoder(layers, dims, heads, norm_first=True)
        self.out_proj = nn.Linear(dims, vocab)

    def __call__(self, x):
        L = x.shape[1]
        mask = nn.MultiHeadAttention.create_additive_causal_mask(L)
        x = self.embedding(x) + self.pe(mx.arange(L))
        return self.out_proj(self.transformer(x, mask))

    def probs(self, x):
        return mx.softmax(self(x), axis=-1)


def loss_fn(model, x, y, reduce=True):
    logits = model(x)
    losses = nn.losses.cross_entropy(logits, y)  #@ stable softmax-before-ce
    return mx.mean(losses) if reduce else mx.mean(losses, axis=(-1, -2))


def eval_loss(model, x, y):
    return mx.mean(nn.losses.cross_entropy(model.probs(x), y))  #@ unstable softmax-before-ce across


def token_nll(model, x, y):
    p = model.probs(x)
    picked = mx.take_along_axis(p, y[..., None], axis=-1)
    return -mx.log(picked).mean()  #@ unstable nll-of-softmax across


def top_p_sampling(logits, top_p, temp):
    probs = mx.softmax(logits / temp, axis=-1)
    order = mx.argsort(probs, axis=-1)
    sp = probs[..., order.squeeze(0)]
    cum = mx.cumsum(sp, axis=-1)
    keep = mx.where(cum > 1 - top_p, sp, mx.zeros_like(sp))
    tok = mx.random.categorical(mx.log(keep))
    return order.squeeze(0)[tok]


def sample(logits, temp=0.0, top_p=1.0):
    if temp == 0:
        return mx.argmax(logits, axis=-1)
    if 0 < top_p < 1.0:
        return top_p_sampling(logits, top_p, temp)
    return mx.random.categorical(logits * (1 / temp))  #@ stable zero-temperature


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta=0.1):
    h = beta * ((pi_w - ref_w) - (pi_l - ref_l))
    return -mx.log(mx.sigmoid(h)).mean()  #@ unstable log-of-sigmoid


def ipo_loss(pi_w, pi_l, ref_w, ref_l, tau=0.1):
    h = (pi_w - ref_w) - (pi_l - ref_l)
    return mx.square(h - 1 / (2 * tau)).mean()


def orpo_odds(logp_w, logp_l):
    odds = (logp_w - logp_l) - (mx.log1p(-mx.exp(logp_w)) - mx.log1p(-mx.exp(logp_l)))
    return -nn.log_sigmoid(odds).mean()  #@ stable log-of-sigmoid


def z_loss(logits):
    return mx.square(mx.log(mx.exp(logits).sum(axis=-1))).mean()  #@ unstable naive-logsumexp


def z_loss_ref(logits):
    return mx.square(mx.logsumexp(logits, axis=-1)).mean()  #@ stable naive-logsumexp


def batches(data, context, bs):
    data = np.lib.stride_tricks.sliding_window_view(data, context + 1)
    while True:
        i = np.random.randint(0, len(data), bs)
        yield mx.array(data[i, :-1]), mx.array(data[i, 1:])


def main(args):
    raw = open(args.text, 'rb').read()
    data = np.frombuffer(raw, np.uint8).astype(np.int32)
    model = TransformerLM(256, args.layers, args.dims, 8)
    mx.eval(model.parameters())
    n = sum(v.size for _, v in nn.utils.tree_flatten(model.parameters())) if hasattr(nn.utils, 'tree_flatten') else 0
    print(f'{n / 1e6:.2f} M parameters')
    opt = optim.AdamW(learning_rate=args.lr, weight_decay=1e-5)
    lg = nn.value_and_grad(model, loss_fn)

    @partial(mx.compile, inputs=[model.state, opt.state], outputs=[model.state, opt.state])
    def step(x, y):
        loss, grads = lg(model, x, y)
        opt.update(model, grads)
        return loss

    tic, losses = time.perf_counter(), []
    for it, (x, y) in zip(range(args.iters), batches(data, args.context, 32)):
        opt.learning_rate = min(1, it / 200) * args.lr
        losses.append(step(x, y).item())
        if (it + 1) % 100 == 0:
            v = sum(losses) / len(losses)
            print(f'iter {it + 1} loss {v:.3f} ppl {math.exp(v):.3f} {100 / (time.perf_counter() - tic):.2f} it/s')  #@ stable other
            losses, tic = [], time.perf_counter()


if __name__ == '__main__':
    p = argparse.ArgumentParser()
    p.add_argument('text')
    p.add_argument('--layers', type=int, default=4)
    p.add_argument('--dims', type=int, default=256)
    p.add_argument('--context', type=int, default=256)
    p.add_argument('--iters', type=int, default=2000)
    p.add_argument('--lr', type=float, default=3e-4)
    main(p.parse_args())
