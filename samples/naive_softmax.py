"""Softmax in NumPy: four ways that fail on large logits, and two that do not.

The first four have a finding on their exp: hover over it, then press Ctrl+. for the fix.
"""

import numpy as np


def softmax(logits):
    """exp(710) is already inf in float64; in float32 it ends at 88.72, in float16 at 11.09."""
    return np.exp(logits) / np.exp(logits).sum()


def attention_weights(query, key):
    """One row per query, spread over statements."""
    scores = query @ key.T / np.sqrt(key.shape[-1])
    weights = np.exp(scores)
    total = weights.sum(axis=-1, keepdims=True)
    return weights / total


def column_softmax(matrix):
    """Along the first axis."""
    e = np.exp(matrix)
    return e / np.sum(e, axis=0)


def half_precision(logits):
    """In float16 a logit of 12 is enough."""
    e = np.exp(logits.astype(np.float16))
    return e / e.sum(axis=1, keepdims=True)


def stable_softmax(logits):
    """The largest exponent is 0, so nothing overflows, and the sum is at least 1."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    e = np.exp(shifted)
    return e / e.sum(axis=-1, keepdims=True)


def stable_softmax_in_one_line(x):
    return np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x)))


if __name__ == "__main__":
    logits = np.array([1000.0, 1001.0, 1002.0])
    print("naive :", softmax(logits))
    print("stable:", stable_softmax(logits))
