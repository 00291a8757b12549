import numpy as np
from random import shuffle


def softmax_loss_naive(W, X, y, reg):
    """cs231n assignment: loops"""
    loss = 0.0
    dW = np.zeros_like(W)
    num_train = X.shape[0]
    num_classes = W.shape[1]
    for i in range(num_train):
        scores = X[i].dot(W)
        scores -= np.max(scores)
        exp_scores = np.exp(scores)  #@ stable naive-softmax
        p = exp_scores / np.sum(exp_scores)  #@ stable naive-softmax
        loss += -np.log(p[y[i]])  #@ unstable nll-of-softmax
        for j in range(num_classes):
            dW[:, j] += (p[j] - (j == y[i])) * X[i]
    return loss / num_train + reg * np.sum(W * W), dW / num_train + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    scores = X.dot(W)
    scores -= scores.max(axis=1, keepdims=True)
    lse = np.log(np.sum(np.exp(scores), axis=1))  #@ stable naive-logsumexp
    n = X.shape[0]
    loss = np.mean(lse - scores[np.arange(n), y]) + reg * np.sum(W * W)
    P = np.exp(scores - lse[:, None])  #@ stable naive-softmax
    P[np.arange(n), y] -= 1
    return loss, X.T.dot(P) / n + 2 * reg * W


def softmax_loss_first_try(W, X, y, reg):
    f = X @ W
    ef = np.exp(f)
    prob = ef / ef.sum(axis=1).reshape(-1, 1)  #@ unstable naive-softmax
    n = len(y)
    logp = -np.log(prob[range(n), y])  #@ unstable nll-of-softmax
    return logp.sum() / n + 0.5 * reg * (W ** 2).sum()


class LinearClassifier(object):
    def __init__(self):
        self.W = None

    def train(self, X, y, lr=1e-3, reg=1e-5, iters=100, batch=200, verbose=False):
        k = np.max(y) + 1
        if self.W is None:
            self.W = 0.001 * np.random.randn(X.shape[1], k)
        hist = []
        for it in range(iters):
            idx = np.random.choice(len(X), batch)
            loss, grad = self.loss(X[idx], y[idx], reg)
            hist.append(loss)
            self.W -= lr * grad
            if verbose and it % 100 == 0:
                print('iteration %d / %d: loss %f' % (it, iters, loss))
        return hist

    def predict(self, X):
        return X.dot(self.W).argmax(1)

    def loss(self, X, y, reg):
        return softmax_loss_vectorized(self.W, X, y, reg)


def random_search(Xtr, ytr, Xv, yv, n=20):
    best, best_acc = None, -1
    for _ in range(n):
        lr = np.exp(np.random.uniform(np.log(1e-7), np.log(1e-4)))  #@ stable other
        clf = LinearClassifier()
        clf.train(Xtr, ytr, lr=lr)
        acc = np.mean(clf.predict(Xv) == yv)
        if acc > best_acc:
            best, best_acc = clf, acc
    return best, best_acc
