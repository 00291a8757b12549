import math
import random
import csv


def sigmoid(x):
    return 1.0 / (1.0 + math.exp(-x))  #@ unstable naive-sigmoid


def sigmoid2(x):
    return math.exp(x) / (1 + math.exp(x))  #@ unstable naive-sigmoid


def logistic(x):
    if x >= 0:
        return 1.0 / (1.0 + math.exp(-x))  #@ stable naive-sigmoid
    z = math.exp(x)  #@ stable naive-sigmoid
    return z / (1.0 + z)


def clip_sig(x):
    x = max(min(x, 35.), -35.)
    return 1. / (1. + math.exp(-x))  #@ stable naive-sigmoid


def softmax(xs):
    m = max(xs)
    es = [math.exp(x - m) for x in xs]
    s = sum(es)
    return [e / s for e in es]


def softmax_plain(xs):
    total = sum(math.exp(x) for x in xs)
    return [math.exp(x) / total for x in xs]  #@ unstable naive-softmax


class LogisticRegression:
    def __init__(self, n, lr=0.1, l2=0.0):
        self.w = [random.uniform(-.1, .1) for _ in range(n)]
        self.b = 0.0
        self.lr, self.l2 = lr, l2

    def predict_proba(self, x):
        z = self.b + sum(wi * xi for wi, xi in zip(self.w, x))
        return sigmoid(z)

    def log_likelihood(self, X, Y):
        ll = 0
        for x, y in zip(X, Y):
            p = self.predict_proba(x)
            if y == 1:
                ll += math.log(p)  #@ unstable log-of-sigmoid across
            else:
                ll += math.log(1 - p)  #@ unstable log-of-sigmoid across
        return ll

    def cost(self, X, Y):
        c = 0.
        for x, y in zip(X, Y):
            h = self.predict_proba(x)
            c -= y * math.log(h) + (1 - y) * math.log(1 - h)  #@ unstable bce-after-sigmoid across
        return c / len(X) + self.l2 * sum(w * w for w in self.w)

    def fit(self, X, Y, epochs=100):
        for e in range(epochs):
            for x, y in zip(X, Y):
                err = y - self.predict_proba(x)
                self.b += self.lr * err
                self.w = [w + self.lr * (err * xi - self.l2 * w) for w, xi in zip(self.w, x)]


class OneVsAll:
    def __init__(self, models):
        self.models = models

    def nll(self, x, k):
        p = softmax([sum(w * xi for w, xi in zip(m.w, x)) + m.b for m in self.models])
        return -math.log(p[k])  #@ unstable nll-of-softmax across


def entropy(counts):
    n = float(sum(counts))
    return -sum(c / n * math.log(c / n, 2) for c in counts if c > 0)  #@ stable log-of-softmax


def read(path):
    with open(path) as f:
        rows = [[float(v) for v in r] for r in csv.reader(f)]
    return [[math.log1p(v) for v in r[:-1]] for r in rows], [int(r[-1]) for r in rows]  #@ stable naive-softplus
