import argparse
import time

import mlx.core as mx
from lm import TransformerLM


def sample(logits, temp: float = 0.0):
    if temp == 0:
        return mx.argmax(logits, axis=-1)
    return mx.random.categorical(logits * (1 / temp))  #@ stable zero-temperature


def stream(model, prompt, n, temp):
    y = prompt
    for _ in range(n):
        nxt = sample(model(y)[:, -1], temp)
        y = mx.concatenate([y, nxt[:, None]], axis=1)
        yield nxt.item()


def score_continuation(model, prompt, cont):
    total = 0.0
    y = prompt
    for tok in cont:
        p = model.next_probs(y)
        total = total + mx.log(p[0, tok])  #@ unstable nll-of-softmax across
        y = mx.concatenate([y, mx.array([[tok]])], axis=1)
    return total.item()


def score_batch(model, x, y):
    logits = model(x)
    lse = mx.logsumexp(logits, axis=-1)  #@ stable naive-logsumexp
    return mx.take_along_axis(logits, y[..., None], -1)[..., 0] - lse


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--temp", type=float, default=0.0)
    ap.add_argument("-n", type=int, default=32)
    args = ap.parse_args()
    model = TransformerLM(256, 4, 128, 4)
    tic = time.perf_counter()
    for t in stream(model, mx.array([[1, 2, 3]]), args.n, args.temp):
        print(t, end=" ", flush=True)
    print(f"\n{args.n / (time.perf_counter() - tic):.2f} tok/s")
