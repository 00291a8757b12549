"""Maximum-entropy Markov model on top of the same features."""
import numpy as np

from .mathx import normalize


class MEMM(object):
    def __init__(self, n_feats, n_tags):
        self.W = np.random.randn(n_feats + n_tags, n_tags) * 0.01
        self.off = n_feats

    def local(self, f, prev):
        score = self.W[f].sum(axis=0) + self.W[self.off + prev]
        return normalize(np.exp(score))  #@ unstable naive-softmax across

    def loss(self, feats, tags):
        total, prev = 0.0, 0
        for f, y in zip(feats, tags):
            p = self.local(f, prev)
            total -= np.log(p[y])  #@ unstable nll-of-softmax across
            prev = y
        return total

    def step(self, feats, tags, lr=0.1):
        prev = 0
        for f, y in zip(feats, tags):
            g = self.local(f, prev)
            g[y] -= 1.0
            self.W[f] -= lr * g
            self.W[self.off + prev] -= lr * g
            prev = y

    def decode(self, feats):
        out, prev = [], 0
        for f in feats:
            prev = int(np.argmax(self.local(f, prev)))
            out.append(prev)
        return out
