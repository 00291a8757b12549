import time

import cupy as cp
import numpy as np


def softmax_gpu(z):
    z = z - z.max(axis=1)[:, None]
    e = cp.exp(z)  #@ stable naive-softmax
    return e / e.sum(axis=1, keepdims=True)


softmax_kernel = cp.ElementwiseKernel("T e, T s", "T y", "y = e / s", "norm_kernel")


def attn_softmax(s):
    e = cp.exp(s * cp.float32(0.125))
    tot = e.sum(axis=-1, keepdims=True)
    return cp.divide(e, tot)  #@ unstable naive-softmax


def shifted_rows(s):
    e = cp.exp(s - cp.mean(s, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)  #@ unstable wrong-shift


class MLP:
    def __init__(self, sizes, seed=0):
        cp.random.seed(seed)
        self.W = [cp.random.randn(a, b).astype(cp.float32) * cp.sqrt(2.0 / a) for a, b in zip(sizes, sizes[1:])]
        self.b = [cp.zeros(b, cp.float32) for b in sizes[1:]]

    def forward(self, x):
        self.acts = [x]
        for i, (W, b) in enumerate(zip(self.W, self.b)):
            x = x @ W + b
            if i < len(self.W) - 1:
                x = cp.maximum(x, 0)
            self.acts.append(x)
        return softmax_gpu(x)

    def loss(self, probs, y):
        return float(-cp.log(probs[cp.arange(len(y)), y]).mean())  #@ unstable nll-of-softmax across

    def loss_logits(self, y):
        z = self.acts[-1]
        m = z.max(1, keepdims=True)
        lse = m[:, 0] + cp.log(cp.exp(z - m).sum(1))  #@ stable naive-logsumexp
        return float((lse - z[cp.arange(len(y)), y]).mean())

    def backward(self, probs, y, lr):
        d = probs.copy()
        d[cp.arange(len(y)), y] -= 1
        d /= len(y)
        for i in reversed(range(len(self.W))):
            gW = self.acts[i].T @ d
            gb = d.sum(0)
            d = (d @ self.W[i].T) * (self.acts[i] > 0)
            self.W[i] -= lr * gW
            self.b[i] -= lr * gb


def rbf(a, b, gamma=0.5):
    d2 = (a ** 2).sum(1)[:, None] + (b ** 2).sum(1)[None] - 2 * a @ b.T
    return cp.exp(-gamma * cp.maximum(d2, 0))  #@ stable other


def main():
    X = cp.asarray(np.random.rand(60000, 784).astype("f4"))
    y = cp.asarray(np.random.randint(0, 10, 60000))
    net = MLP([784, 512, 256, 10])
    t0 = time.time()
    for ep in range(5):
        for i in range(0, len(X), 256):
            p = net.forward(X[i:i + 256])
            net.backward(p, y[i:i + 256], 0.1 * float(np.exp(-0.1 * ep)))  #@ stable other
        print("epoch %d loss %.4f  %.1fs" % (ep, net.loss(p, y[i:i + 256]), time.time() - t0))


if __name__ == "__main__":
    main()
