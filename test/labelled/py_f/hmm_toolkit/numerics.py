import numpy as np


def normalize_rows(A):
    return A / A.sum(axis=1, keepdims=True)


def log_mask_zero(a):
    a = np.asarray(a)
    with np.errstate(divide="ignore"):
        return np.log(a)


def logdot(a, B):
    """log(exp(a) @ exp(B))"""
    am, Bm = np.max(a), np.max(B)
    return np.log(np.exp(a - am) @ np.exp(B - Bm)) + am + Bm


def lse_rows(X):
    m = X.max(axis=1)
    return m + np.log(np.exp(X - m[:, None]).sum(axis=1))  #@ stable naive-logsumexp


def sumexp_cols(X):
    return np.sum(np.exp(X), axis=0)
