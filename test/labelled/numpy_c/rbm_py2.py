#!/usr/bin/env python2.7
# -*- coding: utf-8 -*-
"""Restricted Boltzmann machine + softmax regression on top (port of the deeplearning.net style code)."""
from __future__ import print_function
import sys
import time
try:
    import cPickle
except ImportError:
    import pickle as cPickle
import gzip

import numpy
numpy.seterr(all='ignore')

try:
    xrange
except NameError:
    xrange = range


def sigmoid(x):
    return 1. / (1 + numpy.exp(-x))  #@ unstable naive-sigmoid


def softmax(x):
    e = numpy.exp(x - numpy.max(x))  # prevent overflow
    if e.ndim == 1:
        return e / numpy.sum(e, axis=0)  #@ stable naive-softmax
    else:
        return e / numpy.array([numpy.sum(e, axis=1)]).T  #@ unstable wrong-shift


class RBM(object):
    def __init__(self, input=None, n_visible=784, n_hidden=500, numpy_rng=None):
        self.n_visible = n_visible
        self.n_hidden = n_hidden
        self.numpy_rng = numpy_rng or numpy.random.RandomState(1234)
        a = 1. / n_visible
        self.W = numpy.array(self.numpy_rng.uniform(low=-a, high=a, size=(n_visible, n_hidden)))
        self.hbias = numpy.zeros(n_hidden)
        self.vbias = numpy.zeros(n_visible)
        self.input = input

    def propup(self, v):
        return sigmoid(numpy.dot(v, self.W) + self.hbias)

    def propdown(self, h):
        return sigmoid(numpy.dot(h, self.W.T) + self.vbias)

    def free_energy(self, v):
        wx_b = numpy.dot(v, self.W) + self.hbias
        hidden_term = numpy.sum(numpy.log(1 + numpy.exp(wx_b)), axis=1)  #@ unstable naive-softplus
        return -hidden_term - numpy.dot(v, self.vbias)

    def contrastive_divergence(self, lr=0.1, k=1):
        ph = self.propup(self.input)
        h = self.numpy_rng.binomial(size=ph.shape, n=1, p=ph)
        for step in xrange(k):
            nv = self.propdown(h)
            v = self.numpy_rng.binomial(size=nv.shape, n=1, p=nv)
            nh = self.propup(v)
            h = self.numpy_rng.binomial(size=nh.shape, n=1, p=nh)
        self.W += lr * (numpy.dot(self.input.T, ph) - numpy.dot(v.T, nh))
        self.vbias += lr * numpy.mean(self.input - v, axis=0)
        self.hbias += lr * numpy.mean(ph - nh, axis=0)

    def get_reconstruction_cross_entropy(self):
        sigmoid_activation_h = sigmoid(numpy.dot(self.input, self.W) + self.hbias)
        sigmoid_activation_v = sigmoid(numpy.dot(sigmoid_activation_h, self.W.T) + self.vbias)
        cross_entropy = -numpy.mean(numpy.sum(
            self.input * numpy.log(sigmoid_activation_v) +  #@ unstable bce-after-sigmoid across
            (1 - self.input) * numpy.log(1 - sigmoid_activation_v), axis=1))
        return cross_entropy


class LogisticRegression(object):
    def __init__(self, input, label, n_in, n_out):
        self.x = input
        self.y = label
        self.W = numpy.zeros((n_in, n_out))
        self.b = numpy.zeros(n_out)

    def train(self, lr=0.1, L2_reg=0.00):
        p_y_given_x = softmax(numpy.dot(self.x, self.W) + self.b)
        d_y = self.y - p_y_given_x
        self.W += lr * numpy.dot(self.x.T, d_y) - lr * L2_reg * self.W
        self.b += lr * numpy.mean(d_y, axis=0)

    def negative_log_likelihood(self):
        sm = softmax(numpy.dot(self.x, self.W) + self.b)
        return -numpy.mean(numpy.sum(self.y * numpy.log(sm), axis=1))  #@ unstable nll-of-softmax across

    def predict(self, x):
        return softmax(numpy.dot(x, self.W) + self.b)


def one_hot(y, n):
    out = numpy.zeros((len(y), n))
    out[numpy.arange(len(y)), y] = 1
    return out


def run(path, epochs=15, lr=0.1):
    f = gzip.open(path, 'rb')
    train_set, valid_set, test_set = cPickle.load(f)
    f.close()
    x, y = train_set[0][:5000], train_set[1][:5000]
    rbm = RBM(input=x, n_visible=784, n_hidden=200)
    start = time.time()
    for epoch in xrange(epochs):
        rbm.contrastive_divergence(lr=lr / len(x))
        print('Training epoch %d, cost is %f' % (epoch, rbm.get_reconstruction_cross_entropy()), file=sys.stderr)
    feats = rbm.propup(x)
    clf = LogisticRegression(feats, one_hot(y, 10), 200, 10)
    for epoch in xrange(epochs):
        clf.train(lr=0.01)
        lr *= 0.95
        print('nll', clf.negative_log_likelihood(), file=sys.stderr)
    pred = clf.predict(rbm.propup(test_set[0])).argmax(axis=1)
    print('error %.4f took %.1fs' % (numpy.mean(pred != test_set[1]), time.time() - start))


if __name__ == '__main__':
    run(sys.argv[1])
