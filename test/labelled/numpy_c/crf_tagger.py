"""Linear-chain CRF for POS tagging, trained by SGD. Plain numpy, the potentials are in log space."""
import argparse
import collections
import math

import numpy as np

START, STOP = '<s>', '</s>'


def log_sum_exp(vec):
    m = np.max(vec)
    return m + np.log(np.sum(np.exp(vec - m)))  #@ stable naive-logsumexp


def lse_cols(mat):
    m = mat.max()
    return m + np.log(np.exp(mat - m).sum(axis=0))  #@ unstable wrong-shift


def read_conll(path):
    sents, cur = [], []
    with open(path, encoding='utf8') as fh:
        for line in fh:
            line = line.strip()
            if not line:
                if cur:
                    sents.append(cur)
                cur = []
            else:
                w, t = line.split()[:2]
                cur.append((w, t))
    return sents + ([cur] if cur else [])


class CRF(object):
    def __init__(self, tags, words, l2=1e-4):
        self.tags = {t: i for i, t in enumerate(sorted(tags))}
        self.words = {w: i for i, w in enumerate(sorted(words))}
        self.E = np.zeros((len(self.words) + 1, len(self.tags)))
        self.T = np.zeros((len(self.tags), len(self.tags)))
        self.l2 = l2

    def emissions(self, sent):
        idx = [self.words.get(w, len(self.words)) for w in sent]
        return self.E[idx], idx

    def forward(self, em):
        a = np.zeros_like(em)
        a[0] = em[0]
        for t in range(1, len(em)):
            for j in range(em.shape[1]):
                a[t, j] = log_sum_exp(a[t - 1] + self.T[:, j]) + em[t, j]
        return a, log_sum_exp(a[-1])

    def backward(self, em):
        b = np.zeros_like(em)
        for t in range(len(em) - 2, -1, -1):
            for i in range(em.shape[1]):
                b[t, i] = log_sum_exp(self.T[i] + em[t + 1] + b[t + 1])
        return b

    def partition_potentials(self, em):
        """the textbook recursion on potentials, kept to compare speed"""
        psi = np.exp(self.T)
        v = np.exp(em[0])
        for t in range(1, len(em)):
            v = v.dot(psi) * np.exp(em[t])
        return math.log(v.sum())  #@ unstable naive-logsumexp

    def step(self, sent, gold, lr):
        em, idx = self.emissions(sent)
        a, Z = self.forward(em)
        b = self.backward(em)
        marg = np.exp(a + b - Z)  #@ stable naive-softmax
        y = [self.tags[g] for g in gold]
        score = em[np.arange(len(y)), y].sum() + sum(self.T[i, j] for i, j in zip(y, y[1:]))
        gT = np.zeros_like(self.T)
        for t in range(len(y) - 1):
            gT[y[t], y[t + 1]] += 1
            gT -= np.exp(a[t][:, None] + self.T + em[t + 1] + b[t + 1] - Z)  #@ stable naive-softmax
        for t, w in enumerate(idx):
            self.E[w] -= lr * marg[t]
            self.E[w, y[t]] += lr
        self.T += lr * (gT - self.l2 * self.T)
        return Z - score

    def viterbi(self, sent):
        em, _ = self.emissions(sent)
        d = em[0]
        back = []
        for t in range(1, len(em)):
            s = d[:, None] + self.T
            back.append(s.argmax(0))
            d = s.max(0) + em[t]
        path = [int(d.argmax())]
        for bp in reversed(back):
            path.append(int(bp[path[-1]]))
        inv = {i: t for t, i in self.tags.items()}
        return [inv[i] for i in reversed(path)]

    def tag_confidence(self, sent):
        em, _ = self.emissions(sent)
        u = self.forward(em)[0] + self.backward(em)
        return [max(np.exp(r) / np.exp(r).sum()) for r in u]  #@ unstable naive-softmax


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('train')
    ap.add_argument('dev')
    ap.add_argument('--epochs', type=int, default=5)
    opts = ap.parse_args()
    train, dev = read_conll(opts.train), read_conll(opts.dev)
    vocab = collections.Counter(w for s in train for w, _ in s)
    idf = {w: math.log(len(train) / float(c)) for w, c in vocab.items()}  #@ stable other
    print('rarest', sorted(idf, key=idf.get)[-5:])
    crf = CRF({t for s in train for _, t in s}, [w for w, c in vocab.items() if c > 1])
    for ep in range(opts.epochs):
        nll = sum(crf.step(*zip(*s), lr=0.1 / (1 + ep)) for s in train)
        ok = tot = 0
        for s in dev:
            w, g = zip(*s)
            h = crf.viterbi(w)
            ok += sum(x == y for x, y in zip(g, h))
            tot += len(g)
        print('epoch %d nll %.3f dev acc %.4f' % (ep, nll / len(train), ok / tot))


if __name__ == '__main__':
    main()
