"""Position weight matrices and motif scanning."""
from collections import Counter
from math import exp, log2

import numpy as np

ALPHABET = "ACGT"
BACKGROUND = {"A": 0.29, "C": 0.21, "G": 0.21, "T": 0.29}


def count_matrix(sites):
    width = len(sites[0])
    if any(len(s) != width for s in sites):
        raise ValueError("sites must be aligned")
    return [Counter(s[i] for s in sites) for i in range(width)]


def pwm(sites, pseudocount=0.5, bg=BACKGROUND):
    n = len(sites)
    rows = []
    for col in count_matrix(sites):
        row = {}
        for b in ALPHABET:
            p = (col[b] + pseudocount * bg[b]) / (n + pseudocount)
            row[b] = log2(p / bg[b])  #@ stable log-of-softmax
        rows.append(row)
    return rows


def information_content(sites):
    ic = []
    for col in count_matrix(sites):
        n = sum(col.values())
        h = -sum((c / n) * log2(c / n) for c in col.values())  #@ stable log-of-softmax
        ic.append(2.0 - h)
    return ic


def scan(seq, matrix, threshold=0.0):
    w = len(matrix)
    for i in range(len(seq) - w + 1):
        word = seq[i:i + w]
        if any(ch not in ALPHABET for ch in word):
            continue
        s = sum(row[ch] for row, ch in zip(matrix, word))
        if s >= threshold:
            yield i, s


def evalue(score, m, n, lam=0.318, K=0.13):
    return K * m * n * exp(-lam * score)


def occupancy(seq, matrix, mu):
    """Probability that at least one site is bound, energies in kT."""
    unbound = 1.0
    for _, s in scan(seq, matrix, threshold=-1e9):
        p = 1.0 / (1.0 + exp(mu - s))  #@ unstable naive-sigmoid
        unbound *= 1.0 - p
    return 1.0 - unbound


def zoops_posterior(log_odds, gamma):
    """E-step of MEME: one occurrence per sequence with prior ``gamma``."""
    log_odds = np.asarray(log_odds, float)
    shift = max(0.0, log_odds.max())
    e = np.exp(log_odds - shift) * gamma / len(log_odds)
    return e / (e.sum() + (1 - gamma) * np.exp(-shift))  #@ stable naive-softmax
