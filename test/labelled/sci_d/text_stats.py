"""Corpus statistics: n-gram models, tf-idf, PMI and collocations."""
import argparse
import math
import re
import sys
from collections import Counter, defaultdict

import numpy as np

TOKEN = re.compile(r"[a-z']+")
BOS, EOS, UNK = "<s>", "</s>", "<unk>"


def tokenize(line):
    return TOKEN.findall(line.lower())


class BigramLM:
    """Bigram model with add-k smoothing."""

    def __init__(self, k=1.0):
        assert k > 0
        self.k = k
        self.uni = Counter()
        self.bi = defaultdict(Counter)

    def fit(self, sents):
        for s in sents:
            toks = [BOS] + s + [EOS]
            for a, b in zip(toks, toks[1:]):
                self.uni[a] += 1
                self.bi[a][b] += 1
        self.vocab = set(self.uni) | {EOS, UNK}
        return self

    def prob(self, a, b):
        return (self.bi[a][b] + self.k) / (self.uni[a] + self.k * len(self.vocab))

    def logprob(self, sent):
        toks = [BOS] + [w if w in self.vocab else UNK for w in sent] + [EOS]
        return sum(math.log(self.prob(a, b)) for a, b in zip(toks, toks[1:]))  #@ stable nll-of-softmax

    def perplexity(self, sents):
        n = sum(len(s) + 1 for s in sents)
        if n == 0:
            raise ValueError("empty corpus")
        return math.exp(-sum(self.logprob(s) for s in sents) / n)  #@ stable other


class TfIdf:
    def fit(self, docs):
        df = Counter()
        for d in docs:
            df.update(set(d))
        n = len(docs)
        self.idf = {w: math.log((1 + n) / (1 + c)) + 1 for w, c in df.items()}  #@ stable other
        return self

    def transform(self, doc):
        tf = Counter(doc)
        v = {w: (1 + math.log(c)) * self.idf[w] for w, c in tf.items() if w in self.idf}  #@ stable other
        norm = math.sqrt(sum(x * x for x in v.values()))
        return {w: x / norm for w, x in v.items()} if norm > 0 else v


def bm25_idf(n_docs, df):
    return math.log(1 + (n_docs - df + 0.5) / (df + 0.5))  #@ stable other


def ppmi(cooc, alpha=0.75):
    """Positive PMI of a dense co-occurrence matrix."""
    C = np.asarray(cooc, dtype=float)
    total = C.sum()
    if total == 0:
        return np.zeros_like(C)
    row = C.sum(1, keepdims=True) / total
    col = C.sum(0, keepdims=True) ** alpha
    col = col / col.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log((C / total) / (row * col))  #@ stable log-of-softmax
    pmi[~np.isfinite(pmi)] = 0.0
    return np.maximum(pmi, 0.0)


def npmi(pair_count, a, b, n):
    if pair_count == 0:
        return -1.0
    pab = pair_count / n
    if pab == 1:
        return 1.0
    return math.log(pab * n * n / (a * b)) / -math.log(pab)  #@ stable log-of-softmax


def g_test(table):
    obs = np.asarray(table, float)
    exp = obs.sum(1, keepdims=True) * obs.sum(0, keepdims=True) / obs.sum()
    m = obs > 0
    return 2.0 * np.sum(obs[m] * np.log(obs[m] / exp[m]))  #@ stable log-of-softmax


class NaiveBayes:
    def fit(self, docs, labels):
        self.classes = sorted(set(labels))
        cc = Counter(labels)
        self.prior = {c: math.log(cc[c] / len(labels)) for c in self.classes}  #@ stable log-of-softmax
        words = {c: Counter() for c in self.classes}
        for d, l in zip(docs, labels):
            words[l].update(d)
        V = len(set().union(*words.values()))
        self.ll = {}
        for c in self.classes:
            tot = sum(words[c].values())
            self.ll[c] = defaultdict(lambda t=tot: -math.log(t + V))
            self.ll[c].update({w: math.log((n + 1) / (tot + V)) for w, n in words[c].items()})  #@ stable log-of-softmax
        return self

    def scores(self, doc):
        return {c: self.prior[c] + sum(self.ll[c][w] for w in doc) for c in self.classes}

    def predict_proba(self, doc):
        s = self.scores(doc)
        z = sum(math.exp(v) for v in s.values())
        return {c: math.exp(v) / z for c, v in s.items()}  #@ unstable naive-softmax


def zipf_slope(tokens):
    freq = np.array(sorted(Counter(tokens).values(), reverse=True))
    rank = np.arange(1, len(freq) + 1)
    return np.polyfit(np.log(rank), np.log(freq), 1)[0]  #@ stable other


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("-k", type=float, default=0.1)
    args = ap.parse_args()
    sents = [tokenize(l) for l in sys.stdin]
    cut = int(0.9 * len(sents))
    lm = BigramLM(args.k).fit(sents[:cut])
    print("perplexity", lm.perplexity(sents[cut:]))


if __name__ == "__main__":
    main()
