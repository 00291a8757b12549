# -*- coding: utf-8 -*-
import re
import sys
import math
import numpy as np
from collections import defaultdict, Counter


def tokenize(s):
    return re.findall(r"[a-z']+", s.lower())


class NaiveBayes(object):
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def fit(self, docs, labels):
        self.classes = sorted(set(labels))
        n = len(labels)
        self.prior = dict((c, math.log(labels.count(c) / float(n))) for c in self.classes)  #@ stable other
        self.counts = defaultdict(Counter)
        for d, l in zip(docs, labels):
            self.counts[l].update(tokenize(d))
        self.vocab = set(w for c in self.counts.values() for w in c)
        self.total = dict((c, sum(self.counts[c].values())) for c in self.classes)
        return self

    def joint(self, doc):
        out = {}
        for c in self.classes:
            s = self.prior[c]
            for w in tokenize(doc):
                s += math.log((self.counts[c][w] + self.alpha) / (self.total[c] + self.alpha * len(self.vocab)))  #@ stable log-eps-hack
            out[c] = s
        return out

    def proba(self, doc):
        j = self.joint(doc)
        z = sum(math.exp(v) for v in j.values())
        return dict((c, math.exp(v) / z) for c, v in j.items())  #@ unstable naive-softmax

    def proba_np(self, doc):
        j = self.joint(doc)
        a = np.array([j[c] for c in self.classes])
        a = np.exp(a - a.max())  #@ stable naive-softmax
        return a / a.sum()


def tfidf(tf, df, n):
    return (1 + math.log(tf)) * math.log(n / (1.0 + df))


def info_gain(labels, feature):
    def H(y):
        _, c = np.unique(y, return_counts=True)
        p = c / c.sum()
        return -np.sum(p * np.log2(p))  #@ stable log-of-softmax
    h = H(labels)
    for v in np.unique(feature):
        m = feature == v
        h -= m.mean() * H(labels[m])
    return h


def hist_entropy(x, bins=32):
    h, _ = np.histogram(x, bins=bins)
    p = h / float(h.sum())
    p = p[p > 0]
    return -(p * np.log(p)).sum()  #@ stable log-eps-hack


def bleu_bp(c, r):
    return 1.0 if c > r else math.exp(1 - r / float(c))


def perplexity(logprobs):
    return math.exp(-sum(logprobs) / len(logprobs))  #@ stable other


if __name__ == '__main__':
    docs, labels = [], []
    for line in sys.stdin:
        l, d = line.rstrip('\n').split('\t', 1)
        docs.append(d)
        labels.append(l)
    nb = NaiveBayes().fit(docs, labels)
    for d in docs[:5]:
        print(max(nb.joint(d).items(), key=lambda kv: kv[1]))
