import numpy as np


def lse(a, axis=None):
    m = np.max(a, axis=axis, keepdims=True)
    m = np.where(np.isfinite(m), m, 0.0)
    s = np.log(np.sum(np.exp(a - m), axis=axis, keepdims=True)) + m  #@ stable naive-logsumexp
    return np.squeeze(s, axis=axis) if axis is not None else s.item()


def log_total(a, axis=-1):
    return np.log(np.exp(a).sum(axis=axis))  #@ unstable naive-logsumexp


def addlog(x, y):
    if x == -np.inf:
        return y
    if x < y:
        x, y = y, x
    return x + np.log1p(np.exp(y - x))  #@ stable naive-softplus


def normalize(counts, axis=-1):
    return counts / counts.sum(axis=axis, keepdims=True)
