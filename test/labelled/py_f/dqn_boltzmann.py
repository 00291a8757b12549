import math
import random
from collections import namedtuple

import numpy as np

Transition = namedtuple("Transition", "s a r s2 done")


class ReplayMemory(object):
    def __init__(self, cap):
        self.cap, self.buf, self.i = cap, [], 0

    def push(self, *a):
        if len(self.buf) < self.cap:
            self.buf.append(None)
        self.buf[self.i] = Transition(*a)
        self.i = (self.i + 1) % self.cap

    def sample(self, n):
        return random.sample(self.buf, n)


class TinyQ:
    """two layer Q net, manual backprop"""

    def __init__(self, n_in, n_hid, n_out, lr=1e-3):
        self.W1 = np.random.randn(n_in, n_hid) * np.sqrt(2.0 / n_in)
        self.W2 = np.random.randn(n_hid, n_out) * np.sqrt(2.0 / n_hid)
        self.lr = lr

    def q(self, s):
        self.h = np.maximum(0, s @ self.W1)
        return self.h @ self.W2

    def update(self, s, a, target):
        q = self.q(s)
        g = np.zeros_like(q)
        g[a] = q[a] - target
        dW2 = np.outer(self.h, g)
        dh = self.W2 @ g
        dh[self.h <= 0] = 0
        self.W2 -= self.lr * dW2
        self.W1 -= self.lr * np.outer(s, dh)


class BoltzmannPolicy:
    def __init__(self, tau=1.0, decay=0.995):
        self.tau = tau
        self.decay = decay

    def select(self, q_values):
        exp_q = np.exp(q_values / self.tau)  #@ unstable naive-softmax
        probs = exp_q / np.sum(exp_q)
        return np.random.choice(len(q_values), p=probs)

    def step(self):
        self.tau *= self.decay


class ClippedBoltzmannPolicy(BoltzmannPolicy):
    # same as keras-rl BoltzmannQPolicy
    def __init__(self, tau=1., clip=(-500., 500.)):
        super().__init__(tau, 1.0)
        self.clip = clip

    def select(self, q_values):
        q_values = q_values.astype("float64")
        exp_values = np.exp(np.clip(q_values / self.tau, self.clip[0], self.clip[1]))  #@ stable naive-softmax
        probs = exp_values / np.sum(exp_values)
        return np.random.choice(range(q_values.shape[0]), p=probs)


class AnnealedBoltzmann:
    def __init__(self, t0=5.0, total=20000, floor=0.05):
        self.t0, self.total, self.floor = t0, total, floor

    def temp(self, n):
        return max(self.floor, self.t0 * (1 - n / self.total))

    def __call__(self, q, n):
        z = q / self.temp(n)  #@ stable zero-temperature
        z = np.exp(z - z.max())  #@ stable naive-softmax
        return np.random.choice(q.size, p=z / z.sum())


def linear_anneal_pick(q, step, total_steps):
    temperature = 1.0 - step / total_steps
    prefs = (q - np.max(q)) / temperature  #@ unstable zero-temperature
    p = np.exp(prefs)
    p /= p.sum()
    return int(np.searchsorted(np.cumsum(p), random.random()))


def eps_threshold(steps, hi=.9, lo=.05, k=200):
    return lo + (hi - lo) * math.exp(-1. * steps / k)


def ucb(q, counts, t, c=2.0):
    return int(np.argmax(q + c * np.sqrt(np.log(t + 1) / (counts + 1))))  #@ stable other


if __name__ == "__main__":
    net = TinyQ(4, 32, 2)
    mem = ReplayMemory(5000)
    pol = BoltzmannPolicy()
    for i in range(200):
        s = np.random.randn(4)
        a = pol.select(net.q(s))
        r = float(a == (s[0] > 0))
        mem.push(s, a, r, None, True)
        if i > 32:
            for tr in mem.sample(16):
                net.update(tr.s, tr.a, tr.r)
        pol.step()
    print(net.q(np.ones(4)))
