import numpy as np


def entropy(p):
    return -np.sum(p * np.log(p))


def entropy_nz(p):
    q = p[p > 0]
    return -np.sum(q * np.log(q))  #@ stable log-of-softmax


def kl(p, q):
    return np.sum(p * (np.log(p) - np.log(q)))  #@ unstable log-of-softmax across


def ema(xs, beta=.9):
    out, m = [], 0
    for i, x in enumerate(xs):
        m = beta * m + (1 - beta) * x
        out.append(m / (1 - beta ** (i + 1)))
    return out
