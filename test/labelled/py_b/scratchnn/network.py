import numpy as np

from .activations import Sigmoid, Softmax, ACTIVATIONS
from .costs import SoftmaxCE


class Network(object):
    def __init__(self, sizes, lr=0.1):
        self.W = [np.random.randn(a, b) / np.sqrt(a) for a, b in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros(b) for b in sizes[1:]]
        self.hidden = Sigmoid()
        self.out = Softmax()
        self.lr = lr
        self.cache = []

    def forward(self, x):
        self.cache = [x]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            x = self.hidden(x @ W + b)
            self.cache.append(x)
        z = x @ self.W[-1] + self.b[-1]
        self.probs = self.out(z)
        return self.probs

    def backward(self, y):
        d = self.probs - y
        for i in reversed(range(len(self.W))):
            a = self.cache[i]
            gW, gb = a.T @ d / len(y), d.mean(0)
            d = (d @ self.W[i].T) * a * (1 - a)
            self.W[i] -= self.lr * gW
            self.b[i] -= self.lr * gb

    def loss(self, x, y):
        p = self.forward(x)
        return -np.mean(np.sum(y * np.log(p), axis=1))  #@ unstable nll-of-softmax across

    def last_loss(self, y):
        return -np.sum(y * np.log(self.probs + 1e-12)) / len(y)  #@ unstable log-eps-hack across

    def fit(self, X, Y, epochs=30, bs=32):
        for e in range(epochs):
            order = np.random.permutation(len(X))
            for s in range(0, len(X), bs):
                j = order[s:s + bs]
                self.forward(X[j])
                self.backward(Y[j])
            print('epoch', e, 'loss', self.loss(X, Y))


class Autoencoder(Network):
    def __init__(self, sizes, lr=.1):
        super().__init__(sizes, lr)
        self.out = Sigmoid()

    def recon_error(self, x):
        h = x
        for W, b in zip(self.W, self.b):
            h = self.hidden(h @ W + b)
        return -np.mean(x * np.log(h) + (1 - x) * np.log(1 - h))  #@ unstable bce-after-sigmoid across
