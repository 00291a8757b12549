import numpy as np


def logsumexp(a, axis=None):
    """log(sum(exp(a))) along axis, -inf rows give -inf"""
    m = np.max(a, axis=axis, keepdims=True)
    m = np.where(np.isfinite(m), m, 0.0)
    with np.errstate(divide='ignore'):
        out = np.log(np.sum(np.exp(a - m), axis=axis, keepdims=True)) + m  #@ stable naive-logsumexp
    return np.squeeze(out, axis=axis) if axis is not None else out.item()


def log_normalize(a, axis=-1):
    return a - np.expand_dims(logsumexp(a, axis=axis), axis)


def normalize(a, axis=None):
    a = a + np.finfo(float).eps
    s = a.sum(axis, keepdims=True)
    s[s == 0] = 1
    return a / s


def logaddexp(a, b):
    return np.log(np.exp(a) + np.exp(b))  #@ unstable naive-logsumexp


def lse_over_paths(scores):
    """scores: list of path log likelihoods"""
    total = 0.0
    for s in scores:
        total += np.exp(s)
    return np.log(total)  #@ unstable naive-logsumexp
