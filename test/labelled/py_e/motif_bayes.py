#!/usr/bin/env python
"""PWM scanning, naive Bayes taxonomy classifier and EM motif finder (MEME-like)."""
from __future__ import division
import collections
import math
import sys

import numpy as np

BASES = 'ACGT'
BG = {'A': .3, 'C': .2, 'G': .2, 'T': .3}


def read_fasta(handle):
    name, seq = None, []
    for line in handle:
        line = line.strip()
        if line.startswith('>'):
            if name:
                yield name, ''.join(seq)
            name, seq = line[1:], []
        else:
            seq.append(line.upper())
    if name:
        yield name, ''.join(seq)


def pwm(counts, pseudo=0.5):
    out = []
    for col in counts:
        tot = sum(col.values()) + 4 * pseudo
        out.append(dict((b, math.log((col.get(b, 0) + pseudo) / tot / BG[b], 2)) for b in BASES))  #@ stable other
    return out


def information(counts):
    ic = 0.0
    for col in counts:
        tot = sum(col.values())
        ps = [c / tot for c in col.values() if c > 0]
        ic += 2 + sum(p * math.log(p, 2) for p in ps)  #@ stable other
    return ic


def phred_to_prob(q):
    return 10 ** (-q / 10.)


class NaiveBayes(object):
    def __init__(self, k=8):
        self.k = k
        self.words = collections.defaultdict(collections.Counter)
        self.n = collections.Counter()

    def add(self, taxon, seq):
        self.n[taxon] += 1
        self.words[taxon].update(set(seq[i:i + self.k] for i in range(len(seq) - self.k + 1)))

    def loglik(self, taxon, seq):
        c, n = self.words[taxon], self.n[taxon]
        ll = 0.0
        for i in range(len(seq) - self.k + 1):
            ll += math.log((c[seq[i:i + self.k]] + 0.5) / (n + 1))  #@ stable other
        return ll

    def classify(self, seq):
        lls = dict((t, self.loglik(t, seq)) for t in self.n)
        top = max(lls.values())
        z = sum(math.exp(v - top) for v in lls.values())  #@ stable naive-softmax
        best = max(lls, key=lls.get)
        return best, 1.0 / z

    def posterior(self, seq):
        lls = dict((t, self.loglik(t, seq)) for t in self.n)
        z = sum(math.exp(v) for v in lls.values())
        return dict((t, math.exp(v) / z) for t, v in lls.items())  #@ unstable naive-softmax


def scan(seq, mat):
    w = len(mat)
    return [sum(mat[j].get(seq[i + j], 0) for j in range(w)) for i in range(len(seq) - w + 1)]


def occupancy(seq, mat, mu=0.0):
    # biophysical: Fermi function of the binding energy
    E = -np.array(scan(seq, mat))
    return 1. / (1. + np.exp(E - mu))  #@ unstable naive-sigmoid


def responsibilities(seq, mat):
    s = np.array(scan(seq, mat)) * math.log(2)
    s -= s.max()
    r = np.exp(s)  #@ stable naive-softmax
    return r / r.sum()


def em(seqs, w=8, iters=50, seed=0):
    rng = np.random.RandomState(seed)
    counts = [dict((b, rng.rand() + .1) for b in BASES) for _ in range(w)]
    for it in range(iters):
        mat = pwm(counts)
        new = [collections.Counter() for _ in range(w)]
        for s in seqs:
            for i, r in enumerate(responsibilities(s, mat)):
                for j in range(w):
                    new[j][s[i + j]] += r
        counts = new
    return counts


def evalue(score, m, n, lam=0.267, K=0.041):
    return K * m * n * math.exp(-lam * score)  #@ stable other


def jukes_cantor(p):
    return -0.75 * math.log(1 - 4. / 3 * p) if p < 0.75 else float('inf')  #@ stable other


if __name__ == '__main__':
    seqs = [s for _, s in read_fasta(sys.stdin)]
    c = em(seqs)
    print('IC %.2f bits' % information(c))
    for s in seqs[:5]:
        print(max(occupancy(s, pwm(c))))
