# -*- coding: utf-8 -*-
# cs224n assignment: word2vec in numpy
from __future__ import print_function
import random
import math

import numpy as np


def softmax(x):
    orig = x.shape
    if len(x.shape) > 1:
        x = x - np.max(x, axis=1, keepdims=True)
        x = np.exp(x)  #@ stable naive-softmax
        x = x / np.sum(x, axis=1, keepdims=True)
    else:
        x = x - np.max(x)
        e = np.exp(x)  #@ stable naive-softmax
        x = e / e.sum()
    assert x.shape == orig
    return x


def sigmoid(x):
    return 1 / (1 + np.exp(-x))  #@ unstable naive-sigmoid


def fast_sigmoid(x, table=None, bound=6.0, n=1000):
    if x > bound:
        return 1.0
    if x < -bound:
        return 0.0
    return 1.0 / (1.0 + math.exp(-x))  #@ stable naive-sigmoid


def normalizeRows(x):
    return x / np.sqrt(np.sum(x ** 2, axis=1, keepdims=True) + 1e-30)


def softmaxCostAndGradient(predicted, target, outputVectors):
    y = softmax(np.dot(outputVectors, predicted))
    cost = -np.log(y[target])  #@ unstable nll-of-softmax across
    y[target] -= 1
    gradPred = np.dot(outputVectors.T, y)
    grad = np.outer(y, predicted)
    return cost, gradPred, grad


def negSamplingCostAndGradient(predicted, target, outputVectors, K=10):
    idx = [target] + [random.randrange(len(outputVectors)) for _ in range(K)]
    labels = np.array([1] + [-1 for k in range(K)])
    vecs = outputVectors[idx, :]
    t = sigmoid(vecs.dot(predicted) * labels)
    cost = -np.sum(np.log(t))  #@ unstable log-of-sigmoid across
    delta = labels * (t - 1)
    gradPred = delta.dot(vecs)
    grad = np.zeros_like(outputVectors)
    for k in range(K + 1):
        grad[idx[k]] += delta[k] * predicted
    return cost, gradPred, grad


def neg_sampling_logaddexp(predicted, target, outputVectors, negs):
    pos = outputVectors[target].dot(predicted)
    neg = outputVectors[negs].dot(predicted)
    return np.logaddexp(0, -pos) + np.logaddexp(0, neg).sum()  #@ stable naive-softplus


def skipgram(current, context, tokens, inV, outV, fn=softmaxCostAndGradient):
    cost = 0.0
    gIn, gOut = np.zeros(inV.shape), np.zeros(outV.shape)
    c = tokens[current]
    for w in context:
        cc, gp, g = fn(inV[c], tokens[w], outV)
        cost += cc
        gIn[c] += gp
        gOut += g
    return cost, gIn, gOut


def subsample_prob(freq, t=1e-5):
    return {w: 1 - math.sqrt(t / f) for w, f in freq.items()}


def glove_weight(x, xmax=100.0, a=0.75):
    return (x / xmax) ** a if x < xmax else 1.0


def glove_loss(W, U, bw, bu, cooc):
    total = 0.0
    for (i, j), x in cooc.items():
        diff = W[i].dot(U[j]) + bw[i] + bu[j] - math.log(x)  #@ stable other
        total += glove_weight(x) * diff * diff
    return 0.5 * total


if __name__ == "__main__":
    random.seed(31415)
    np.random.seed(9265)
    tokens = dict([(w, i) for i, w in enumerate("abcde")])
    V = normalizeRows(np.random.randn(10, 3))
    print(skipgram("c", ["a", "b", "e", "d"], tokens, V[:5], V[5:]))
    print(skipgram("c", ["a", "b"], tokens, V[:5], V[5:], negSamplingCostAndGradient))
