"""Information-theoretic quantities for discrete distributions and samples."""
from collections import Counter
from math import log

import numpy as np
from scipy.special import digamma, entr, rel_entr, xlogy


def _as_dist(p, axis=-1):
    p = np.asarray(p, dtype=float)
    if np.any(p < 0):
        raise ValueError("negative probabilities")
    total = p.sum(axis=axis, keepdims=True)
    if np.any(total == 0):
        raise ValueError("distribution sums to zero")
    return p / total


def entropy(p, base=None):
    h = entr(_as_dist(p)).sum(axis=-1)  #@ stable log-of-softmax
    return h if base is None else h / np.log(base)  #@ stable other


def sample_entropy(symbols, base=2.0):
    n = len(symbols)
    if n == 0:
        return 0.0
    h = 0.0
    for c in Counter(symbols).values():
        p = c / n
        h -= p * log(p, base)  #@ stable log-of-softmax
    return h


def kl_divergence(p, q):
    p, q = _as_dist(p), _as_dist(q)
    if np.any((q == 0) & (p > 0)):
        return np.inf
    keep = p > 0
    return float(np.sum(p[keep] * np.log(p[keep] / q[keep])))  #@ stable log-of-softmax


def js_divergence(p, q):
    p, q = _as_dist(p), _as_dist(q)
    m = 0.5 * (p + q)
    return 0.5 * (rel_entr(p, m).sum() + rel_entr(q, m).sum())


def js_masked(p, q):
    p, q = _as_dist(p), _as_dist(q)
    m = 0.5 * (p + q)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(p > 0, p * np.log2(p / m), 0.0)  #@ stable log-of-softmax
        right = np.where(q > 0, q * np.log2(q / m), 0.0)  #@ stable log-of-softmax
    return 0.5 * (left.sum() + right.sum())


def mutual_information(x, y):
    """Plug-in estimate from two label sequences."""
    n = len(x)
    cx, cy, cxy = Counter(x), Counter(y), Counter(zip(x, y))
    mi = 0.0
    for (a, b), c in cxy.items():
        mi += c / n * log(c * n / (cx[a] * cy[b]))  #@ stable log-of-softmax
    return mi


def mi_histogram(x, y, bins=16):
    h, _, _ = np.histogram2d(x, y, bins=bins)
    pxy = h / h.sum()
    px = pxy.sum(1, keepdims=True)
    py = pxy.sum(0, keepdims=True)
    nz = pxy > 0
    return np.sum(pxy[nz] * np.log(pxy[nz] / (px @ py)[nz]))  #@ stable log-of-softmax


def miller_madow(counts):
    counts = np.asarray(counts)
    counts = counts[counts > 0]
    n = counts.sum()
    h = np.log(n) - xlogy(counts, counts).sum() / n  #@ stable other
    return h + (len(counts) - 1) / (2 * n)


def grassberger(counts):
    counts = counts[counts > 0]
    n = counts.sum()
    return np.log(n) - np.sum(counts * digamma(counts)) / n  #@ stable other


def renyi(p, alpha):
    p = _as_dist(p)
    if alpha == 1:
        return entropy(p)
    return np.log(np.sum(p ** alpha)) / (1 - alpha)


def transfer_entropy(src, dst, k=1):
    trip = Counter(zip(dst[k:], dst[:-k], src[:-k]))
    cond = Counter((d0, s) for _, d0, s in trip.elements())
    pair = Counter((d1, d0) for d1, d0, _ in trip.elements())
    one = Counter(d0 for _, d0, _ in trip.elements())
    n = sum(trip.values())
    te = 0.0
    for (d1, d0, s), c in trip.items():
        te += c / n * np.log2(c * one[d0] / (cond[d0, s] * pair[d1, d0]))  #@ stable log-of-softmax
    return te


def blahut_arimoto(dist, beta, n_iter=200):
    """Rate-distortion curve point for the distortion matrix ``dist`` (x, xhat)."""
    n, m = dist.shape
    px = np.full(n, 1.0 / n)
    q = np.full(m, 1.0 / m)
    for _ in range(n_iter):
        with np.errstate(divide="ignore"):
            a = np.log(q) - beta * dist
        a = a - a.max(axis=1, keepdims=True)
        w = np.exp(a)
        w /= w.sum(axis=1, keepdims=True)  #@ stable naive-softmax
        q = px @ w
    return rel_entr(px[:, None] * w, px[:, None] * q).sum(), (px[:, None] * w * dist).sum()


def channel_capacity(W, tol=1e-9, max_iter=1000):
    """Capacity of a row-stochastic channel, Arimoto's iteration."""
    r = np.full(W.shape[0], 1.0 / W.shape[0])
    for _ in range(max_iter):
        q = r @ W
        D = rel_entr(W, q).sum(axis=1)
        r_new = r * np.exp(D)
        r_new /= r_new.sum()
        if np.abs(r_new - r).max() < tol:
            break
        r = r_new
    return np.sum(r * D) / np.log(2)  #@ stable other
