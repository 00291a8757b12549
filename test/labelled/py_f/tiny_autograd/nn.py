import random
from engine import Value


class Layer:
    def __init__(self, nin, nout):
        self.w = [[Value(random.uniform(-1, 1)) for _ in range(nin)] for _ in range(nout)]
        self.b = [Value(0.0) for _ in range(nout)]

    def __call__(self, x):
        return [sum((wi * xi for wi, xi in zip(w, x)), b) for w, b in zip(self.w, self.b)]

    def parameters(self):
        return [p for r in self.w for p in r] + self.b


def softmax(vs):
    m = max(v.data for v in vs)
    es = [(v - m).exp() for v in vs]  #@ stable naive-softmax
    tot = sum(es)
    return [e / tot for e in es]


def softmax_nomax(vs):
    es = [v.exp() for v in vs]  #@ unstable naive-softmax across
    tot = sum(es)
    return [e / tot for e in es]


def cross_entropy(vs, t):
    p = softmax(vs)
    return -(p[t].log())  #@ unstable nll-of-softmax across


def lse(vs):
    m = max(v.data for v in vs)
    return sum((v - m).exp() for v in vs).log() + m  #@ stable naive-logsumexp


def cross_entropy2(vs, t):
    return lse(vs) - vs[t]
