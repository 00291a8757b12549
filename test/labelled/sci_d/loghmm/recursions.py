"""Forward, backward and Viterbi recursions in log space."""
import math

import numpy as np

NEGINF = float("-inf")


def _lse(v):
    m = v.max()
    if not np.isfinite(m):
        return m
    return m + math.log(np.exp(v - m).sum())  #@ stable naive-logsumexp


def forward(log_pi, log_A, log_B):
    T, K = log_B.shape
    alpha = np.full((T, K), NEGINF)
    alpha[0] = log_pi + log_B[0]
    for t in range(1, T):
        for j in range(K):
            alpha[t, j] = _lse(alpha[t - 1] + log_A[:, j]) + log_B[t, j]
    return alpha


def backward(log_A, log_B):
    T, K = log_B.shape
    beta = np.zeros((T, K))
    for t in range(T - 2, -1, -1):
        for i in range(K):
            beta[t, i] = _lse(log_A[i] + log_B[t + 1] + beta[t + 1])
    return beta


def viterbi(log_pi, log_A, log_B):
    T, K = log_B.shape
    delta = log_pi + log_B[0]
    back = np.zeros((T, K), dtype=int)
    for t in range(1, T):
        cand = delta[:, None] + log_A
        back[t] = cand.argmax(0)
        delta = cand.max(0) + log_B[t]
    path = [int(delta.argmax())]
    for t in range(T - 1, 0, -1):
        path.append(back[t, path[-1]])
    return path[::-1], delta.max()


def scaled_forward(pi, A, B):
    """Rabiner scaling, for short alphabets where B holds probabilities."""
    c = []
    a = pi * B[0]
    for t in range(len(B)):
        if t > 0:
            a = (a @ A) * B[t]
        s = a.sum()
        if s == 0:
            return NEGINF
        c.append(s)
        a = a / s
    return sum(math.log(s) for s in c)  #@ stable other


def log_add(x, y):
    if x == NEGINF:
        return y
    if y == NEGINF:
        return x
    if x < y:
        x, y = y, x
    return x + math.log1p(math.exp(y - x))  #@ stable naive-softplus


def pair_forward_cell(m, gx, gy, trans):
    """One cell of a pair HMM; arguments are log scores."""
    tm = trans["match"]
    return math.log(math.exp(m + tm) + math.exp(gx + trans["close"]) + math.exp(gy + trans["close"]))  #@ unstable naive-logsumexp
