import time

import cupy as cp
import numpy as np


def sigmoid(x):
    return 1 / (1 + cp.exp(-x))  #@ unstable naive-sigmoid


def softmax(x):
    x = x - cp.max(x, axis=1, keepdims=True)
    e = cp.exp(x)  #@ stable naive-softmax
    return e / cp.sum(e, axis=1, keepdims=True)  #@ stable naive-softmax


def softmax_cols(x):
    # x: classes x batch
    e = cp.exp(x - cp.max(x))
    return e / e.sum(axis=0)  #@ unstable wrong-shift


_fused_swish = cp.ElementwiseKernel("T x", "T y", "y = x / (1 + exp(-x))", "swish")


class Linear:
    def __init__(self, n_in, n_out):
        self.W = cp.random.randn(n_in, n_out).astype(cp.float32) * np.sqrt(2.0 / n_in)
        self.b = cp.zeros(n_out, dtype=cp.float32)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(0)
        return g @ self.W.T


class ReLU:
    def forward(self, x):
        self.m = x > 0
        return x * self.m

    def backward(self, g):
        return g * self.m


class SoftmaxOutput:
    def forward(self, z):
        self.p = softmax(z)
        return self.p

    def loss(self, y):
        n = y.shape[0]
        return float(-cp.log(self.p[cp.arange(n), y]).mean())  #@ unstable nll-of-softmax across

    def backward(self, y):
        g = self.p.copy()
        g[cp.arange(y.shape[0]), y] -= 1
        return g / y.shape[0]


class LogSoftmaxOutput(SoftmaxOutput):
    def forward(self, z):
        m = z.max(axis=1, keepdims=True)
        self.lp = z - m - cp.log(cp.exp(z - m).sum(axis=1, keepdims=True))  #@ stable naive-logsumexp
        self.p = cp.exp(self.lp)  #@ stable naive-softmax
        return self.p

    def loss(self, y):
        return float(-self.lp[cp.arange(y.shape[0]), y].mean())


class MLP:
    def __init__(self, sizes, head=None):
        self.layers = []
        for a, b in zip(sizes[:-2], sizes[1:-1]):
            self.layers += [Linear(a, b), ReLU()]
        self.layers.append(Linear(sizes[-2], sizes[-1]))
        self.head = head or SoftmaxOutput()

    def forward(self, x):
        for l in self.layers:
            x = l.forward(x)
        return self.head.forward(x)

    def step(self, y, lr):
        g = self.head.backward(y)
        for l in reversed(self.layers):
            g = l.backward(g)
        for l in self.layers:
            if isinstance(l, Linear):
                l.W -= lr * l.dW
                l.b -= lr * l.db


class LSTMCell:
    def __init__(self, n_in, n_h):
        self.W = cp.random.randn(n_in + n_h, 4 * n_h) * 0.1
        self.n = n_h

    def __call__(self, x, h, c):
        z = cp.concatenate([x, h], axis=1) @ self.W
        i, f, o, g = cp.split(z, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * cp.tanh(g)
        return sigmoid(o) * cp.tanh(c), c


def rbf_kernel(a, b, gamma=0.1):
    d = (a ** 2).sum(1)[:, None] + (b ** 2).sum(1)[None] - 2 * a @ b.T
    return cp.exp(-gamma * cp.maximum(d, 0))  #@ stable other


def log_spectrogram(x, n_fft=512):
    s = cp.abs(cp.fft.rfft(x.reshape(-1, n_fft), axis=1)) ** 2
    return cp.log(s + 1e-10)  #@ stable log-eps-hack


def tsne_q(Y):
    num = 1 / (1 + ((Y[:, None] - Y[None]) ** 2).sum(-1))
    cp.fill_diagonal(num, 0)
    return cp.maximum(num / num.sum(), 1e-12)


def tsne_row_perplexity(D, beta):
    """D : squared distances of a point to the others (minimum removed)"""
    D = D - D.min()
    P = cp.exp(-D * beta)  #@ stable naive-softmax
    s = P.sum()
    return cp.log(s) + beta * (D * P).sum() / s, P / s  #@ stable naive-logsumexp


if __name__ == "__main__":
    from sklearn.datasets import load_digits
    X, y = load_digits(return_X_y=True)
    X, y = cp.asarray(X / 16.0, dtype=cp.float32), cp.asarray(y)
    net = MLP([64, 128, 10])
    t0 = time.time()
    for ep in range(30):
        perm = cp.random.permutation(len(X))
        for i in range(0, len(X), 64):
            idx = perm[i:i + 64]
            net.forward(X[idx])
            loss = net.head.loss(y[idx])
            net.step(y[idx], 0.1)
        acc = float((net.forward(X).argmax(1) == y).mean())
        print(f"{ep:02d} loss={loss:.4f} acc={acc:.3f} {time.time() - t0:.1f}s")
