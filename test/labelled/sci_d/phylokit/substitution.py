"""Nucleotide substitution models and distances."""
import math

import numpy as np
from scipy.linalg import expm

BASES = "ACGT"


def jc69_distance(seq1, seq2):
    pairs = [(a, b) for a, b in zip(seq1, seq2) if a in BASES and b in BASES]
    if not pairs:
        return float("nan")
    p = sum(a != b for a, b in pairs) / len(pairs)
    if p >= 0.75:
        return float("inf")
    return -0.75 * math.log(1 - 4.0 * p / 3.0)  #@ stable log-of-sigmoid


def k80_distance(P, Q):
    """Kimura: ``P`` transitions, ``Q`` transversions (proportions)."""
    a = 1 - 2 * P - Q
    b = 1 - 2 * Q
    if a <= 0 or b <= 0:
        raise ValueError("sequences are saturated")
    return -0.5 * math.log(a) - 0.25 * math.log(b)  #@ stable other


def jc69_prob(t, same):
    e = math.exp(-4.0 * abs(t) / 3.0)  #@ stable other
    return 0.25 + 0.75 * e if same else 0.25 - 0.25 * e


class GTR:
    def __init__(self, rates, freqs):
        freqs = np.asarray(freqs, float)
        assert freqs.shape == (4,) and np.all(freqs > 0)
        self.pi = freqs / freqs.sum()
        R = np.zeros((4, 4))
        R[np.triu_indices(4, 1)] = rates
        R = R + R.T
        Q = R * self.pi
        np.fill_diagonal(Q, -Q.sum(1))
        self.Q = Q / -(self.pi * np.diag(Q)).sum()

    def P(self, t):
        return expm(self.Q * t)

    def entropy(self):
        return -np.sum(self.pi * np.log(self.pi))  #@ stable log-of-softmax

    @classmethod
    def from_unconstrained(cls, x):
        """9 free numbers: log rates (5, last fixed at 1) and 4 frequency logits."""
        rates = np.append(np.exp(x[:5]), 1.0)  #@ stable other
        f = np.exp(x[5:9])
        return cls(rates, f / f.sum())  #@ unstable naive-softmax


def discrete_gamma(alpha, k=4):
    from scipy.stats import gamma

    if alpha <= 0:
        raise ValueError("shape must be positive")
    q = (2 * np.arange(k) + 1) / (2.0 * k)
    r = gamma.ppf(q, alpha, scale=1 / alpha)
    return r * k / r.sum()
