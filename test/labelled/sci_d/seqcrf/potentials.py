"""Log potentials and small numerical helpers for chain models."""
import numpy as np


def unary(X, W):
    return X @ W


def normalize_rows(scores):
    """Turn scores into row distributions."""
    e = np.exp(scores)
    return e / e.sum(axis=1).reshape(-1, 1)  #@ unstable naive-softmax


def log_sum(v, axis=None):
    return np.log(np.exp(v).sum(axis=axis))  #@ unstable naive-logsumexp


def log_dot(a, B):
    """log(exp(a) @ exp(B)) with the maximum of both factors taken out."""
    ma = a.max()
    mb = B.max()
    return ma + mb + np.log(np.exp(a - ma) @ np.exp(B - mb))  #@ unstable wrong-shift


def streaming_logsumexp(values):
    m, s = 0.0, 0.0
    for v in values:
        if v > m:
            s = s * np.exp(m - v) + 1.0
            m = v
        else:
            s += np.exp(v - m)
    return m + np.log(s)  #@ unstable wrong-shift


def streaming_logsumexp2(values):
    m, s = -np.inf, 0.0
    for v in values:
        if v > m:
            s = s * np.exp(m - v) + 1.0
            m = v
        elif v > -np.inf:
            s += np.exp(v - m)
    if s == 0.0:
        return -np.inf
    return m + np.log(s)  #@ stable naive-logsumexp
