from __future__ import print_function

import numpy as np
from builtins import range


def softmax_loss_naive(W, X, y, reg):
    """
    Softmax loss function, with loops.

    Inputs:
    - W: (D, C) weights
    - X: (N, D) minibatch
    - y: (N,) labels
    """
    loss = 0.0
    dW = np.zeros_like(W)
    num_train = X.shape[0]
    num_class = W.shape[1]
    for i in range(num_train):
        scores = X[i].dot(W)
        exp_scores = np.exp(scores)
        p = exp_scores / np.sum(exp_scores)  #@ unstable naive-softmax
        loss += -np.log(p[y[i]])  #@ unstable nll-of-softmax
        for j in range(num_class):
            dW[:, j] += (p[j] - (j == y[i])) * X[i]
    loss = loss / num_train + reg * np.sum(W * W)
    dW = dW / num_train + 2 * reg * W
    return loss, dW


def softmax_loss_vectorized(W, X, y, reg):
    num_train = X.shape[0]
    f = X.dot(W)
    f -= np.max(f, axis=1, keepdims=True)
    logp = f - np.log(np.sum(np.exp(f), axis=1, keepdims=True))  #@ stable naive-logsumexp
    loss = -np.mean(logp[np.arange(num_train), y]) + reg * np.sum(W * W)
    p = np.exp(logp)  #@ stable naive-softmax
    p[np.arange(num_train), y] -= 1
    dW = X.T.dot(p) / num_train + 2 * reg * W
    return loss, dW


def svm_loss_vectorized(W, X, y, reg):
    n = X.shape[0]
    s = X.dot(W)
    margins = np.maximum(0, s - s[np.arange(n), y][:, None] + 1)
    margins[np.arange(n), y] = 0
    loss = margins.sum() / n + reg * np.sum(W * W)
    binary = (margins > 0).astype(float)
    binary[np.arange(n), y] = -binary.sum(1)
    return loss, X.T.dot(binary) / n + 2 * reg * W


class LinearClassifier(object):
    def __init__(self):
        self.W = None

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=200, verbose=False):
        num_train, dim = X.shape
        num_classes = np.max(y) + 1
        if self.W is None:
            self.W = 0.001 * np.random.randn(dim, num_classes)
        history = []
        for it in range(num_iters):
            idx = np.random.choice(num_train, batch_size)
            loss, grad = self.loss(X[idx], y[idx], reg)
            history.append(loss)
            self.W -= learning_rate * grad
            if verbose and it % 100 == 0:
                print('iteration %d / %d: loss %f' % (it, num_iters, loss))
        return history

    def predict(self, X):
        return np.argmax(X.dot(self.W), axis=1)

    def predict_proba(self, X):
        s = X.dot(self.W)
        s = s - np.max(s)
        e = np.exp(s)
        return e / e.sum(axis=1, keepdims=True)  #@ unstable wrong-shift


class Softmax(LinearClassifier):
    def loss(self, X_batch, y_batch, reg):
        return softmax_loss_vectorized(self.W, X_batch, y_batch, reg)


class LinearSVM(LinearClassifier):
    def loss(self, X_batch, y_batch, reg):
        return svm_loss_vectorized(self.W, X_batch, y_batch, reg)
