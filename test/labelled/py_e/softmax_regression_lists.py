# Logistic and softmax regression without numpy, for teaching
import csv
import math
import random


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def sigmoid(z):
    return 1.0 / (1.0 + math.exp(-z))  #@ unstable naive-sigmoid


def sigmoid2(z):
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))  #@ stable naive-sigmoid
    e = math.exp(z)  #@ stable naive-sigmoid
    return e / (1.0 + e)


def softmax(zs):
    total = 0.0
    exps = []
    for z in zs:
        e = math.exp(z)
        exps.append(e)
        total += e
    return [e / total for e in exps]  #@ unstable naive-softmax


def softmax_max(zs):
    m = max(zs)
    exps = [math.exp(z - m) for z in zs]  #@ stable naive-softmax
    total = math.fsum(exps)
    return [e / total for e in exps]


def softmax_seed(zs):
    biggest = 0
    for z in zs:
        if z > biggest:
            biggest = z
    exps = [math.exp(z - biggest) for z in zs]
    s = sum(exps)
    return [e / s for e in exps]  #@ unstable wrong-shift


def log_sum(zs):
    m = max(zs)
    return m + math.log(sum(math.exp(z - m) for z in zs))  #@ stable naive-logsumexp


class LogisticRegression:
    def __init__(self, n, lr=0.1):
        self.w = [0.0] * n
        self.b = 0.0
        self.lr = lr

    def predict(self, x):
        return sigmoid(dot(self.w, x) + self.b)

    def loss(self, xs, ys):
        tot = 0.0
        for x, y in zip(xs, ys):
            p = self.predict(x)
            tot += -(y * math.log(p) + (1 - y) * math.log(1 - p))  #@ unstable bce-after-sigmoid across
        return tot / len(xs)

    def fit(self, xs, ys, epochs=100):
        for ep in range(epochs):
            for x, y in zip(xs, ys):
                err = self.predict(x) - y
                self.w = [w - self.lr * err * xi for w, xi in zip(self.w, x)]
                self.b -= self.lr * err
            if ep % 10 == 0:
                print(ep, self.loss(xs, ys))


class SoftmaxRegression:
    def __init__(self, n, k, lr=0.1):
        self.W = [[random.gauss(0, 0.01) for _ in range(n)] for _ in range(k)]
        self.lr = lr

    def scores(self, x):
        return [dot(w, x) for w in self.W]

    def loss(self, xs, ys):
        return -sum(math.log(softmax(self.scores(x))[y]) for x, y in zip(xs, ys)) / len(xs)  #@ unstable nll-of-softmax across

    def loss2(self, xs, ys):
        return sum(log_sum(s) - s[y] for s, y in ((self.scores(x), y) for x, y in zip(xs, ys))) / len(xs)

    def step(self, x, y):
        p = softmax_max(self.scores(x))
        for k, row in enumerate(self.W):
            g = p[k] - (1.0 if k == y else 0.0)
            self.W[k] = [w - self.lr * g * xi for w, xi in zip(row, x)]


def entropy(labels):
    n = float(len(labels))
    counts = {}
    for l in labels:
        counts[l] = counts.get(l, 0) + 1
    return -sum(c / n * math.log(c / n, 2) for c in counts.values())  #@ stable other


def load(fname):
    xs, ys, names = [], [], {}
    for row in csv.reader(open(fname)):
        if row:
            xs.append([float(v) for v in row[:-1]])
            ys.append(names.setdefault(row[-1], len(names)))
    return xs, ys


if __name__ == "__main__":
    X, Y = load("iris.data")
    print("label entropy", entropy(Y))
    sm = SoftmaxRegression(len(X[0]), 3)
    for _ in range(50):
        for x, y in zip(X, Y):
            sm.step(x, y)
    print(sm.loss(X, Y))
