#!/usr/bin/env python3
import numpy as np
from tqdm import trange
from tinygrad import Tensor, nn, TinyJit
from tinygrad.nn.datasets import mnist
from tinygrad.helpers import getenv


class Encoder:
    def __init__(self, out=64):
        self.c1 = nn.Conv2d(1, 32, 5)
        self.c2 = nn.Conv2d(32, 64, 3)
        self.l1 = nn.Linear(2304, 256)
        self.proj = nn.Linear(256, out)

    def __call__(self, x):
        x = self.c1(x).relu().max_pool2d()
        x = self.c2(x).relu().max_pool2d()
        h = x.flatten(1)
        h = self.l1(h[:, :2304]).relu()
        return self.proj(h)


def normalize(x: Tensor) -> Tensor:
    return x / (x.square().sum(axis=-1, keepdim=True) + 1e-12).sqrt()


def nt_xent(z1: Tensor, z2: Tensor, T=0.5) -> Tensor:
    n = z1.shape[0]
    z = normalize(Tensor.cat(z1, z2, dim=0))
    sim = z @ z.T
    mask = 1.0 - Tensor.eye(2 * n)
    e = (sim / T).exp() * mask  #@ stable naive-softmax
    pos = (z[:n] * z[n:]).sum(-1)
    pos = Tensor.cat(pos, pos, dim=0)
    return -((pos / T).exp() / e.sum(axis=1)).log().mean()  #@ stable log-of-softmax


def info_nce_dot(q: Tensor, k: Tensor, T=0.07) -> Tensor:
    # plain dot products (no projection to the sphere)
    s = (q @ k.T) / T
    num = (q * k).sum(axis=1).div(T).exp()
    return -(num / s.exp().sum(axis=1)).log().mean()  #@ unstable naive-softmax


def info_nce_ce(q: Tensor, k: Tensor, T=0.07) -> Tensor:
    s = (q @ k.T) / T
    return s.sparse_categorical_crossentropy(Tensor.arange(q.shape[0]))  #@ stable softmax-before-ce


class LinearProbe:
    def __init__(self, enc):
        self.enc = enc
        self.head = nn.Linear(64, 10)

    def __call__(self, x):
        return self.head(self.enc(x).detach()).softmax()


def augment(x: np.ndarray) -> np.ndarray:
    sh = np.random.randint(-3, 4, size=2)
    x = np.roll(x, sh, axis=(2, 3))
    return x * np.random.uniform(0.7, 1.3) + np.random.randn(*x.shape) * 0.05


def train_probe(probe, X, Y, steps=200):
    opt = nn.optim.Adam([probe.head.weight, probe.head.bias], lr=1e-3)
    for _ in (t := trange(steps)):
        idx = np.random.randint(0, X.shape[0], 256)
        out = probe(Tensor(X[idx]))
        loss = out.sparse_categorical_crossentropy(Tensor(Y[idx]))  #@ unstable softmax-before-ce across
        opt.zero_grad()
        loss.backward()
        opt.step()
        t.set_description(f"probe {loss.item():.3f}")


def probe_nll(probe, X, Y):
    p = probe(Tensor(X))
    onehot = Tensor(np.eye(10, dtype=np.float32)[Y])
    return -(onehot * p.log()).sum(axis=1).mean().item()  #@ unstable nll-of-softmax across


if __name__ == "__main__":
    Tensor.training = True
    X_train, Y_train, X_test, Y_test = [t.numpy() for t in mnist()]
    X_train = X_train.astype(np.float32) / 255.0
    X_test = X_test.astype(np.float32) / 255.0
    enc = Encoder()
    opt = nn.optim.Adam(nn.state.get_parameters(enc), lr=getenv("LR", 1) * 1e-3)
    for step in (t := trange(getenv("STEPS", 500))):
        idx = np.random.randint(0, X_train.shape[0], 128)
        a, b = Tensor(augment(X_train[idx]).astype(np.float32)), Tensor(augment(X_train[idx]).astype(np.float32))
        z1, z2 = enc(a), enc(b)
        loss = nt_xent(z1, z2) if not getenv("DOT") else info_nce_dot(z1, z2)
        opt.zero_grad()
        loss.backward()
        opt.step()
        t.set_description(f"loss {loss.item():.3f}")
    probe = LinearProbe(enc)
    train_probe(probe, X_train, Y_train)
    print("test nll", probe_nll(probe, X_test[:1000], Y_test[:1000]))
