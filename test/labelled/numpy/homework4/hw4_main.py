import argparse
import math

import numpy as np

from activations import Mish, Sigmoid, Softplus, Swish
from criteria import BCEFromScores, BCEWithSigmoid, CrossEntropy, NLL, SmoothCE

CRITERIA = {"ce": CrossEntropy, "nll": NLL, "smooth": SmoothCE, "bce": BCEWithSigmoid}
ACTS = {"sigmoid": Sigmoid, "softplus": Softplus, "swish": Swish}


class Linear:
    def __init__(self, i, o):
        self.W = np.random.randn(i, o) * math.sqrt(2.0 / i)
        self.b = np.zeros(o)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, d, lr):
        dx = d @ self.W.T
        self.W -= lr * self.x.T @ d
        self.b -= lr * d.sum(0)
        return dx


class MLP:
    def __init__(self, dims, act):
        self.lin = [Linear(a, b) for a, b in zip(dims[:-1], dims[1:])]
        self.act = [act() for _ in dims[1:-1]]

    def forward(self, x):
        for l, a in zip(self.lin, self.act):
            x = a(l.forward(x))
        return self.lin[-1].forward(x)

    def backward(self, d, lr):
        d = self.lin[-1].backward(d, lr)
        for l, a in zip(self.lin[-2::-1], self.act[::-1]):
            d = l.backward(a.backward(d), lr)


def cyclic(step, period=200, lo=1e-3, hi=1e-1):
    return math.exp(math.log(lo) + (math.log(hi) - math.log(lo)) * (step % period) / period)  #@ stable other


def psnr(a, b):
    return 10 * np.log10(1.0 / ((a - b) ** 2).mean())  #@ stable other


def confident(net, X, thr=0.9):
    z = net.forward(X)
    e = np.exp(z)
    return (e / e.sum(1, keepdims=True)).max(1) > thr  #@ unstable naive-softmax


def anneal(net, X, steps=11):
    """Shows how the classes sharpen while T goes from 1 to 0."""
    out = []
    z = net.forward(X)
    for T in np.linspace(1.0, 0.0, steps):
        s = z / T  #@ unstable zero-temperature
        s = s - s.max(1, keepdims=True)
        e = np.exp(s)
        out.append(e / e.sum(1, keepdims=True))
    return out


def anneal_geometric(net, X, steps=10):
    out, T = [], 1.0
    z = net.forward(X)
    for _ in range(steps):
        s = z / T  #@ stable zero-temperature
        e = np.exp(s - s.max(1, keepdims=True))  #@ stable naive-softmax
        out.append(e / e.sum(1, keepdims=True))
        T *= 0.8
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--act", choices=sorted(ACTS), default="sigmoid")
    ap.add_argument("--loss", choices=sorted(CRITERIA), default="ce")
    ap.add_argument("--epochs", type=int, default=50)
    a = ap.parse_args()
    np.random.seed(11)
    X = np.random.randn(500, 10)
    y = (X[:, :3].argmax(1))
    Y = np.eye(3)[y]
    net = MLP([10, 32, 3], ACTS[a.act])
    crit = CRITERIA[a.loss]()
    step = 0
    for ep in range(a.epochs):
        for i in range(0, 500, 50):
            z = net.forward(X[i:i + 50])
            loss = crit(z, Y[i:i + 50])
            if hasattr(crit, "backward"):
                net.backward(crit.backward(), cyclic(step))
            step += 1
        if ep % 10 == 0:
            print(ep, loss, (net.forward(X).argmax(1) == y).mean(), confident(net, X).mean())
    print(BCEFromScores()(net.forward(X), Y), len(anneal(net, X)), len(anneal_geometric(net, X)))


if __name__ == "__main__":
    main()
