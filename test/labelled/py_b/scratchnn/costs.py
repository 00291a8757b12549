import numpy as np


class CrossEntropy:
    """y one-hot, p: output of the last layer's activation."""

    def loss(self, y, p):
        p = np.clip(p, 1e-15, 1 - 1e-15)
        return -y * np.log(p) - (1 - y) * np.log(1 - p)

    def acc(self, y, p):
        return (y.argmax(1) == p.argmax(1)).mean()


class SoftmaxCE:
    def loss(self, y, z):
        z = z - z.max(1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(1, keepdims=True))
        return -(y * logp).sum(1)

    def gradient(self, y, z):
        e = np.exp(z - z.max(1, keepdims=True))  #@ stable naive-softmax
        return e / e.sum(1, keepdims=True) - y


class LogitBCE:
    def loss(self, y, z):
        return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))  #@ stable naive-softplus
