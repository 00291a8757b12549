import argparse
import time
from functools import partial
from pathlib import Path

import mlx.core as mx
import mlx.nn as nn


def top_p_sampling(logits, top_p, temperature):
    probs = mx.softmax(logits * (1 / temperature), axis=-1)
    sorted_indices = mx.argsort(probs, axis=-1)
    sorted_probs = mx.take_along_axis(probs, sorted_indices, axis=-1)
    cumulative = mx.cumsum(sorted_probs, axis=-1)
    top_probs = mx.where(cumulative > 1 - top_p, sorted_probs, mx.zeros_like(sorted_probs))
    # categorical wants log space, zeros become -inf on purpose
    tok = mx.random.categorical(mx.log(top_probs))
    return mx.take_along_axis(sorted_indices, tok[..., None], axis=-1).squeeze(-1)


def min_p(logprobs, p=0.05):
    top = logprobs.max(axis=-1, keepdims=True)
    return mx.where(logprobs < top + mx.log(mx.array(p)), -float("inf"), logprobs)  #@ stable other


def sample(logits, temp, top_p=1.0):
    if temp == 0:
        return mx.argmax(logits, axis=-1)
    if 0 < top_p < 1.0:
        return top_p_sampling(logits, top_p, temp)
    return mx.random.categorical(logits * (1 / temp))  #@ stable zero-temperature


def mirostat(logits, mu, temp=1.0):
    e = mx.exp(logits / temp)
    probs = e / mx.sum(e, axis=-1, keepdims=True)  #@ unstable naive-softmax
    surprise = -mx.log2(probs)
    keep = surprise <= mu
    return mx.where(keep, logits, -float("inf"))


def logprobs_of(logits):
    return logits - mx.logsumexp(logits, axis=-1, keepdims=True)  #@ stable naive-logsumexp


def confidence(logits):
    lp = logprobs_of(logits.astype(mx.float32))
    return mx.exp(lp.max(axis=-1))  #@ stable naive-softmax


def to_probs(logits, scale):
    return mx.softmax(logits / scale, axis=-1)


def contrastive_decode(expert, amateur, alpha=0.1, temp=0.0):
    """Li et al. 2022. temp is the amateur temperature"""
    pe = mx.softmax(expert, axis=-1)
    pa = to_probs(amateur, temp if temp else 1.0)
    mask = pe >= alpha * pe.max(axis=-1, keepdims=True)
    score = mx.log(pe) - mx.log(pa)  #@ unstable log-of-softmax
    return mx.argmax(mx.where(mask, score, -float("inf")), axis=-1)


def speculative_accept(p_target, p_draft, tok):
    r = p_target[tok] / p_draft[tok]
    return mx.random.uniform() < mx.minimum(1.0, r)


def generate_step(prompt, model, temp=0.0, cache=None):
    y = prompt
    while True:
        logits, cache = model(y[None], cache=cache)
        logits = logits[:, -1, :]
        y = sample(logits, temp)
        lp = logprobs_of(logits)
        yield y, mx.take_along_axis(lp, y[:, None], axis=-1)  #@ stable nll-of-softmax


def beam_scores(model, beams, cache):
    out = []
    for b in beams:
        logits, _ = model(b[None], cache=cache)
        p = to_probs(logits[0, -1], 1.0)
        out.append(mx.log(p + 1e-10))  #@ unstable log-eps-hack across
    return mx.stack(out)


def sequence_loss(model, x, y, lengths):
    logits, _ = model(x)
    mask = mx.arange(x.shape[1])[None] < lengths[:, None]
    ce = nn.losses.cross_entropy(logits, y) * mask  #@ stable softmax-before-ce
    return ce.sum() / mask.sum(), mask.sum()


def additive_mask(n, dtype):
    i = mx.arange(n)
    m = i[:, None] < i[None]
    return m.astype(dtype) * -1e9


def attend(q, k, v):
    q, k, v = (t.astype(mx.float16) for t in (q, k, v))
    scores = (q @ k.swapaxes(-1, -2)) * q.shape[-1] ** -0.5
    scores = scores + additive_mask(q.shape[-2], mx.float16)
    return mx.softmax(scores, axis=-1) @ v  #@ unstable mask-constant across


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", type=Path, required=True)
    ap.add_argument("--prompt", default="hello")
    ap.add_argument("--max-tokens", type=int, default=100)
    ap.add_argument("--temp", type=float, default=0.0)
    args = ap.parse_args()
    from mlx_lm import load

    model, tok = load(str(args.model))
    ids = mx.array(tok.encode(args.prompt))
    tic, toks, total = time.perf_counter(), [], 0.0
    for (t, lp), _ in zip(generate_step(ids, model, args.temp), range(args.max_tokens)):
        toks.append(t.item())
        total += lp.item()
    print(tok.decode(toks))
    print("mean logprob", total / len(toks), "tok/s", len(toks) / (time.perf_counter() - tic))


if __name__ == "__main__":
    main()
