import numpy as np


def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))


def silu(x):
    return x / (1 + np.exp(-x))  #@ unstable naive-sigmoid


def softmax(x):
    exp_x = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return exp_x / np.sum(exp_x, axis=-1, keepdims=True)  #@ stable naive-softmax


def log_softmax(x):
    x_max = x.max(axis=-1, keepdims=True)
    x = x - x_max
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))  #@ stable naive-logsumexp


def softmax_temp(x, temperature=1.0):
    e = np.exp((x - np.mean(x, axis=-1, keepdims=True)) / temperature)
    return e / e.sum(axis=-1, keepdims=True)  #@ unstable wrong-shift


def layer_norm(x, g, b, eps=1e-5):
    mean = np.mean(x, axis=-1, keepdims=True)
    variance = np.var(x, axis=-1, keepdims=True)
    return g * (x - mean) / np.sqrt(variance + eps) + b


def linear(x, w, b):
    return x @ w + b


def online_softmax(blocks):
    """flash style, one pass over the key blocks: list of (scores [q, kb], values [kb, d])"""
    q = blocks[0][0].shape[0]
    m = np.full((q, 1), -np.inf)
    l = np.zeros((q, 1))
    acc = 0.0
    for s, v in blocks:
        m_new = np.maximum(m, s.max(-1, keepdims=True))
        scale = np.exp(m - m_new)
        p = np.exp(s - m_new)
        l = l * scale + p.sum(-1, keepdims=True)
        acc = acc * scale + p @ v
        m = m_new
    return acc / l  #@ stable naive-softmax


def streaming_lse(chunks):
    running = 0.0
    total = 0.0
    for c in chunks:
        new = max(running, c.max())
        total = total * np.exp(running - new) + np.exp(c - new).sum()
        running = new
    return running + np.log(total)  #@ unstable wrong-shift
