#!/usr/bin/env python3
"""Skip-gram word2vec, full softmax and negative sampling, only NumPy."""
import argparse
import re
from collections import Counter

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))  #@ unstable naive-sigmoid


def softmax(x):
    orig_shape = x.shape
    if len(x.shape) > 1:
        x = x - np.max(x, axis=1).reshape(-1, 1)
        x = np.exp(x)  #@ stable naive-softmax
        x /= np.sum(x, axis=1).reshape(-1, 1)
    else:
        x = x - np.max(x)
        num = np.exp(x)  #@ stable naive-softmax
        x = num / np.sum(num)
    assert x.shape == orig_shape
    return x


def softmax_cost_and_gradient(predicted, target, output_vectors):
    y_hat = softmax(output_vectors.dot(predicted))
    cost = -np.log(y_hat[target])  #@ unstable nll-of-softmax
    d = y_hat.copy()
    d[target] -= 1
    grad_pred = output_vectors.T.dot(d)
    grad = np.outer(d, predicted)
    return cost, grad_pred, grad


def neg_sampling_cost_and_gradient(predicted, target, output_vectors, sampler, K=10):
    neg = sampler(target, K)
    pos_p = sigmoid(output_vectors[target].dot(predicted))
    cost = -np.log(pos_p)  #@ unstable log-of-sigmoid
    grad = np.zeros_like(output_vectors)
    grad_pred = (pos_p - 1) * output_vectors[target]
    grad[target] += (pos_p - 1) * predicted
    for k in neg:
        s = sigmoid(-output_vectors[k].dot(predicted))
        cost -= np.log(s)  #@ unstable log-of-sigmoid
        grad_pred -= (s - 1) * output_vectors[k]
        grad[k] -= (s - 1) * predicted
    return cost, grad_pred, grad


class Sampler:
    def __init__(self, counts, power=0.75, seed=0):
        w = np.asarray(counts, dtype=float) ** power
        self.p = w / w.sum()
        self.rng = np.random.default_rng(seed)

    def __call__(self, target, K):
        out = []
        while len(out) < K:
            k = int(self.rng.choice(len(self.p), p=self.p))
            if k != target:
                out.append(k)
        return out


def pmi_table(pairs, counts, shift=1):
    total = sum(pairs.values())
    n = sum(counts)
    return {(i, j): np.log(c * n * n / (counts[i] * counts[j] * total)) - np.log(shift)  #@ stable other
            for (i, j), c in pairs.items()}


def nearest(W, idx, k=8):
    U = W / np.linalg.norm(W, axis=1, keepdims=True)
    return np.argsort(-U.dot(U[idx]))[1:k + 1]


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("corpus")
    ap.add_argument("--dim", type=int, default=50)
    ap.add_argument("--window", type=int, default=4)
    ap.add_argument("--lr", type=float, default=0.05)
    ap.add_argument("--full", action="store_true", help="full softmax instead of negative sampling")
    a = ap.parse_args()
    with open(a.corpus, encoding="utf8") as fh:
        words = re.findall(r"[a-z']+", fh.read().lower())
    counter = Counter(words)
    vocab = [w for w, c in counter.most_common(5000)]
    ix = {w: i for i, w in enumerate(vocab)}
    ids = [ix[w] for w in words if w in ix]
    counts = [counter[w] for w in vocab]
    sampler = Sampler(counts)
    V = (np.random.rand(len(vocab), a.dim) - 0.5) / a.dim
    U = np.zeros((len(vocab), a.dim))
    smoothed = None
    for t in range(a.window, len(ids) - a.window):
        for o in ids[t - a.window:t] + ids[t + 1:t + a.window + 1]:
            if a.full:
                c, gp, g = softmax_cost_and_gradient(V[ids[t]], o, U)
            else:
                c, gp, g = neg_sampling_cost_and_gradient(V[ids[t]], o, U, sampler)
            V[ids[t]] -= a.lr * gp
            U -= a.lr * g
            smoothed = c if smoothed is None else 0.999 * smoothed + 0.001 * c
        if t % 5000 == 0:
            print(t, "cost %.4f" % smoothed)
    for w in ("king", "water", "good"):
        if w in ix:
            print(w, [vocab[i] for i in nearest(V, ix[w])])


if __name__ == "__main__":
    main()
