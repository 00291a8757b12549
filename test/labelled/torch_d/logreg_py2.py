#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""Logistic regression / perceptron / small MLP from scratch (ported from Python 2)."""
from __future__ import division, print_function

import csv
import random
from math import exp, log, sqrt

try:
    xrange
except NameError:
    xrange = range


def sigmoid(z):
    return 1.0 / (1.0 + exp(-z))  #@ unstable naive-sigmoid


def squash(z):
    return 1. / (1. + exp(-max(min(z, 35.), -35.)))  #@ stable naive-sigmoid


def logistic(z):
    if z >= 0:
        return 1 / (1 + exp(-z))  #@ stable naive-sigmoid
    e = exp(z)
    return e / (1 + e)  #@ stable naive-sigmoid


def logloss(p, y):
    p = max(min(p, 1. - 10e-15), 10e-15)
    return -log(p) if y == 1. else -log(1. - p)


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


class LogisticRegression(object):
    def __init__(self, n_features, lr=0.1, l2=0.0):
        self.w = [0.0] * (n_features + 1)
        self.lr = lr
        self.l2 = l2

    def predict(self, row):
        return sigmoid(self.w[0] + dot(self.w[1:], row))

    def cost(self, rows, ys):
        total = 0.0
        for row, y in zip(rows, ys):
            h = self.predict(row)
            total += -y * log(h) - (1 - y) * log(1 - h)  #@ unstable bce-after-sigmoid across
        return total / len(rows)

    def fit(self, rows, ys, epochs=100):
        for epoch in xrange(epochs):
            err = 0.0
            for row, y in zip(rows, ys):
                p = self.predict(row)
                d = y - p
                err += d ** 2
                self.w[0] += self.lr * d
                for i, x in enumerate(row):
                    self.w[i + 1] += self.lr * (d * x - self.l2 * self.w[i + 1])
            print('>epoch=%d, lrate=%.3f, error=%.3f' % (epoch, self.lr, err))


class Network(object):
    def __init__(self, n_in, n_hidden, n_out):
        rnd = lambda n: [random.uniform(-1, 1) / sqrt(n) for _ in xrange(n + 1)]
        self.hidden = [rnd(n_in) for _ in xrange(n_hidden)]
        self.out = [rnd(n_hidden) for _ in xrange(n_out)]

    def forward(self, x):
        h = [1 / (1 + exp(-(w[-1] + dot(w, x)))) for w in self.hidden]  #@ unstable naive-sigmoid
        scores = [w[-1] + dot(w, h) for w in self.out]
        total = 0.0
        for s in scores:
            total += exp(s)
        return [exp(s) / total for s in scores]  #@ unstable naive-softmax

    def loss(self, rows, labels):
        res = 0
        for x, y in zip(rows, labels):
            probs = self.forward(x)
            res -= log(probs[int(y)])  #@ unstable nll-of-softmax across
        return res / len(rows)


def gaussian_pdf(x, mean, std):
    return exp(-((x - mean) ** 2) / (2 * std ** 2)) / (sqrt(2 * 3.141592653589793) * std)  #@ stable other


class NaiveBayes(object):
    def fit(self, docs, labels):
        self.classes = sorted(set(labels))
        self.vocab = set(w for d in docs for w in d)
        self.prior, self.cond = {}, {}
        for c in self.classes:
            own = [d for d, l in zip(docs, labels) if l == c]
            self.prior[c] = log(len(own) / len(docs))  #@ stable other
            n = sum(len(d) for d in own)
            self.cond[c] = {}
            for w in self.vocab:
                k = sum(d.count(w) for d in own)
                self.cond[c][w] = log((k + 1.) / (n + len(self.vocab)))  #@ stable other

    def scores(self, doc):
        return {c: self.prior[c] + sum(self.cond[c].get(w, 0) for w in doc) for c in self.classes}

    def proba(self, doc):
        s = self.scores(doc)
        z = sum(exp(v) for v in s.values())
        return {c: exp(v) / z for c, v in s.items()}  #@ unstable naive-softmax across


def information_gain(labels):
    n = len(labels)
    ent = 0.0
    for c in set(labels):
        p = labels.count(c) / n
        ent -= p * log(p, 2)  #@ stable log-of-softmax
    return ent


class AdaBoost(object):
    def __init__(self, stumps):
        self.stumps = stumps
        self.alphas = []

    def fit(self, rows, ys):
        n = len(rows)
        w = [1. / n] * n
        for s in self.stumps:
            pred = [s(r) for r in rows]
            err = max(sum(wi for wi, p, y in zip(w, pred, ys) if p != y), 1e-10)
            alpha = 0.5 * log((1 - err) / err)
            w = [wi * exp(-alpha * y * p) for wi, p, y in zip(w, pred, ys)]  #@ stable other
            z = sum(w)
            w = [wi / z for wi in w]
            self.alphas.append(alpha)


def load_csv(path):
    with open(path) as f:
        return [[float(v) for v in row] for row in csv.reader(f) if row]


if __name__ == '__main__':
    data = load_csv('pima.csv')
    random.shuffle(data)
    X, y = [r[:-1] for r in data], [r[-1] for r in data]
    lr = LogisticRegression(len(X[0]))
    lr.fit(X, y, 20)
    print(lr.cost(X, y), information_gain(y))
