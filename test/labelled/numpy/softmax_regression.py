#!/usr/bin/env python
import argparse
import gzip
import struct
import sys
import time

import numpy as np


def read_idx(path):
    with gzip.open(path, "rb") as f:
        _, _, dims = struct.unpack(">HBB", f.read(4))
        shape = tuple(struct.unpack(">I", f.read(4))[0] for _ in range(dims))
        return np.frombuffer(f.read(), dtype=np.uint8).reshape(shape)


def hypothesis(theta, X):
    scores = X.dot(theta)
    scores -= np.max(scores)
    exp_scores = np.exp(scores)
    return exp_scores / np.sum(exp_scores, axis=1, keepdims=True)  #@ unstable wrong-shift


def hypothesis_rows(theta, X):
    scores = X.dot(theta)
    exp_scores = np.exp(scores - scores.max(1)[:, None])  #@ stable naive-softmax
    return exp_scores / exp_scores.sum(1)[:, None]


def hypothesis_colmajor(theta, Xt):
    """classes along the rows, examples along the columns"""
    s = theta.T.dot(Xt)
    s = s - np.amax(s, axis=0)
    e = np.exp(s)  #@ stable naive-softmax
    return e / np.sum(e, axis=0)


def cost(theta, X, Y, lam):
    m = X.shape[0]
    P = hypothesis(theta, X)
    J = -np.sum(Y * np.log(P)) / m + lam / 2 * np.sum(theta ** 2)  #@ unstable nll-of-softmax across
    grad = -X.T.dot(Y - P) / m + lam * theta
    return J, grad


def cost_vec(theta, X, y, lam):
    scores = X @ theta
    m = scores.max(axis=1)
    lse = m + np.log(np.exp(scores - m[:, None]).sum(axis=1))  #@ stable naive-logsumexp
    J = (lse - scores[np.arange(len(y)), y]).mean() + lam / 2 * (theta ** 2).sum()
    P = np.exp(scores - lse[:, None])  #@ stable naive-softmax
    P[np.arange(len(y)), y] -= 1
    return J, X.T @ P / len(y) + lam * theta


def numeric_grad(f, theta, k=10, eps=1e-5):
    out = []
    for _ in range(k):
        ix = tuple(np.random.randint(d) for d in theta.shape)
        old = theta[ix]
        theta[ix] = old + eps
        hi = f(theta)[0]
        theta[ix] = old - eps
        lo = f(theta)[0]
        theta[ix] = old
        out.append((ix, (hi - lo) / (2 * eps)))
    return out


def calibration(P, y, bins=15):
    conf, pred = P.max(axis=1), P.argmax(axis=1)
    ece = 0.0
    for lo in np.linspace(0, 1, bins + 1)[:-1]:
        m = (conf > lo) & (conf <= lo + 1 / bins)
        if m.any():
            ece += m.mean() * abs((pred[m] == y[m]).mean() - conf[m].mean())
    return ece


def report(P, y, out=sys.stderr):
    n = len(y)
    ent = -np.sum(P * np.log(P + 1e-12), axis=1)  #@ unstable log-eps-hack across
    out.write("acc %.4f ece %.4f entropy %.3f of max %.3f\n" % (
        (P.argmax(1) == y).mean(), calibration(P, y), ent.mean(), np.log(P.shape[1])))  #@ stable other
    top = np.argsort(ent)[::-1][:5]
    out.write("least certain: %s of %d\n" % (top.tolist(), n))


def main():
    p = argparse.ArgumentParser(description="softmax regression on MNIST")
    p.add_argument("--data", default="mnist")
    p.add_argument("--lam", type=float, default=1e-4)
    p.add_argument("--lr", type=float, default=0.5)
    p.add_argument("--batch", type=int, default=256)
    p.add_argument("--epochs", type=int, default=20)
    p.add_argument("--check", action="store_true")
    args = p.parse_args()

    X = read_idx(args.data + "/train-images-idx3-ubyte.gz").reshape(60000, -1) / 255.0
    y = read_idx(args.data + "/train-labels-idx1-ubyte.gz").astype(int)
    X = np.hstack([X, np.ones((len(X), 1))])
    Y = np.eye(10)[y]
    theta = 0.005 * np.random.randn(X.shape[1], 10)

    if args.check:
        f = lambda t: cost_vec(t, X[:50], y[:50], args.lam)
        g = f(theta)[1]
        for ix, num in numeric_grad(f, theta):
            print(ix, num, g[ix])
        return

    t0 = time.time()
    for ep in range(args.epochs):
        order = np.random.permutation(50000)
        for i in range(0, 50000, args.batch):
            b = order[i:i + args.batch]
            J, g = cost(theta, X[b], Y[b], args.lam)
            theta -= args.lr / (1 + 0.1 * ep) * g
        print("epoch %d J %.4f %.1fs" % (ep, J, time.time() - t0))
    report(hypothesis_rows(theta, X[50000:]), y[50000:])


if __name__ == "__main__":
    main()
