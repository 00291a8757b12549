import numpy as np


def svm_loss(x, y):
    N = x.shape[0]
    correct = x[np.arange(N), y]
    margins = np.maximum(0, x - correct[:, np.newaxis] + 1.0)
    margins[np.arange(N), y] = 0
    loss = np.sum(margins) / N
    dx = np.zeros_like(x)
    dx[margins > 0] = 1
    dx[np.arange(N), y] -= np.sum(margins > 0, axis=1)
    return loss, dx / N


def softmax_loss(x, y):
    """x: (N, C) scores, y: (N,) labels."""
    N = x.shape[0]
    shifted = x - np.max(x, axis=1, keepdims=True)
    Z = np.sum(np.exp(shifted), axis=1, keepdims=True)  #@ stable naive-logsumexp
    log_probs = shifted - np.log(Z)  #@ stable naive-logsumexp
    loss = -np.sum(log_probs[np.arange(N), y]) / N
    dx = np.exp(log_probs)  #@ stable naive-softmax
    dx[np.arange(N), y] -= 1
    return loss, dx / N


def nll_loss(p, y):
    """p: (N, C) class distribution produced by the last layer."""
    N = p.shape[0]
    picked = p[np.arange(N), y]
    loss = -np.mean(np.log(picked))  #@ unstable nll-of-softmax across
    dp = np.zeros_like(p)
    dp[np.arange(N), y] = -1.0 / (picked * N)
    return loss, dp


def bce_loss(p, y):
    """Binary cross entropy; p is (N, 1)."""
    p = p.ravel()
    N = p.shape[0]
    loss = -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / N  #@ unstable bce-after-sigmoid across
    dp = (p - y) / (p * (1 - p)) / N
    return loss, dp[:, None]
