"""Everything by hand with tensors: the first weeks of the course in one file."""
import math

import matplotlib.pyplot as plt
import torch
import torch.nn as nn


def sigmoid(z):
    return 1 / (1 + torch.exp(-z))  #@ unstable naive-sigmoid


def softmax(X):
    X_exp = X.exp()
    partition = X_exp.sum(1, keepdim=True)
    return X_exp / partition  #@ unstable naive-softmax


def cross_entropy(y_hat, y):
    return -torch.log(y_hat[range(len(y_hat)), y])  #@ unstable nll-of-softmax across


def softmax_rows(X):
    X = X - X.max(dim=1)[0]
    e = torch.exp(X)  #@ unstable wrong-shift
    return e / e.sum(dim=1, keepdim=True)


def softmax_centered(X):
    e = torch.exp(X - X.mean(dim=1, keepdim=True))  #@ unstable wrong-shift
    return e / e.sum(dim=1, keepdim=True)


def softmax_den(X):
    m = X.max(1, keepdim=True).values
    return torch.exp(X) / torch.exp(X - m).sum(1, keepdim=True)  #@ unstable wrong-shift


def softmax_py(row):
    top = max(row)
    es = [math.exp(v - top) for v in row]  #@ stable naive-softmax
    z = sum(es)
    return [e / z for e in es]


def log_softmax(x):
    return x - x.exp().sum(-1).log().unsqueeze(-1)  #@ unstable naive-logsumexp


def logsumexp(x):
    m = x.max(-1)[0]
    return m + (x - m[:, None]).exp().sum(-1).log()  #@ stable naive-logsumexp


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad / batch_size
            p.grad.zero_()


class LogisticRegression(object):
    def __init__(self, d, lr=0.1):
        self.w, self.b, self.lr = torch.zeros(d), 0.0, lr

    def fit(self, X, y, n=500):
        hist = []
        for _ in range(n):
            a = sigmoid(X @ self.w + self.b)
            cost = -(y * torch.log(a) + (1 - y) * torch.log(1 - a)).mean()  #@ unstable bce-after-sigmoid across
            dz = a - y
            self.w -= self.lr * (X.T @ dz) / len(y)
            self.b -= self.lr * dz.mean().item()
            hist.append(cost.item())
        return hist


class LSTMScratch(nn.Module):
    def __init__(self, i, h):
        super().__init__()
        self.W = nn.Parameter(torch.randn(i, 4 * h) * 0.01)
        self.U = nn.Parameter(torch.randn(h, 4 * h) * 0.01)
        self.b = nn.Parameter(torch.zeros(4 * h))
        self.h = h

    def forward(self, x):
        b, T, _ = x.shape
        h = c = x.new_zeros(b, self.h)
        outs = []
        for t in range(T):
            i, f, g, o = (x[:, t] @ self.W + h @ self.U + self.b).chunk(4, 1)
            i, f, o = sigmoid(i), sigmoid(f), torch.sigmoid(o)
            c = f * c + i * torch.tanh(g)
            h = o * torch.tanh(c)
            outs.append(h)
        return torch.stack(outs, 1)


def net(X, W, b):
    return softmax(X.reshape(-1, W.shape[0]) @ W + b)


def train_softmax(loader, epochs=10, lr=0.1):
    W = torch.normal(0, 0.01, size=(784, 10), requires_grad=True)
    b = torch.zeros(10, requires_grad=True)
    losses = []
    for _ in range(epochs):
        for X, y in loader:
            l = cross_entropy(net(X, W, b), y)
            l.sum().backward()
            sgd([W, b], lr, len(X))
        losses.append(l.mean().item())
    plt.semilogy(losses)
    plt.show()
    return W, b


def swish(x):
    return x * sigmoid(x)


def mish(x):
    return x * torch.tanh(torch.log(1 + torch.exp(x)))  #@ unstable naive-softplus


def rbf(x, c, s):
    return torch.exp(-((x[:, None] - c[None]) ** 2).sum(-1) / (2 * s * s))  #@ stable other


def he_gain(fan_in):
    return math.sqrt(2.0 / fan_in) * math.exp(0)
