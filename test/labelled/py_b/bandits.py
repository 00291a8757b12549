import math
import numpy as np
import matplotlib.pyplot as plt
from abc import ABC, abstractmethod


class Bandit:
    def __init__(self, k=10):
        self.q = np.random.randn(k)
        self.k = k

    def pull(self, a):
        return self.q[a] + np.random.randn()


class Solver(ABC):
    def __init__(self, bandit):
        self.bandit = bandit
        self.Q = np.zeros(bandit.k)
        self.N = np.zeros(bandit.k)
        self.t = 0

    @abstractmethod
    def choose(self): ...

    def step(self):
        a = self.choose()
        r = self.bandit.pull(a)
        self.t += 1
        self.N[a] += 1
        self.Q[a] += (r - self.Q[a]) / self.N[a]
        return a, r


class UCB(Solver):
    def choose(self):
        bonus = np.sqrt(2 * np.log(self.t + 1) / (self.N + 1e-5))  #@ stable log-eps-hack
        return int(np.argmax(self.Q + bonus))


class Gradient(Solver):
    def __init__(self, bandit, alpha=0.1):
        super().__init__(bandit)
        self.H = np.zeros(bandit.k)
        self.alpha = alpha

    def choose(self):
        e = np.exp(self.H)
        self.pi = e / np.sum(e)  #@ unstable naive-softmax
        return np.random.choice(self.bandit.k, p=self.pi)


class GradientShift(Gradient):
    def choose(self):
        e = np.exp(self.H - self.H.max())  #@ stable naive-softmax
        self.pi = e / np.sum(e)
        return np.random.choice(self.bandit.k, p=self.pi)


class Boltzmann(Solver):
    tau = 1.0

    def choose(self):
        self.tau = max(0.05, self.tau * 0.999)
        z = self.Q / self.tau
        z -= max(z)
        p = np.exp(z) / np.exp(z).sum()  #@ stable naive-softmax
        return np.random.choice(len(p), p=p)


class Exp3(Solver):
    def __init__(self, bandit, gamma=0.1):
        super().__init__(bandit)
        self.w = np.ones(bandit.k)
        self.gamma = gamma

    def choose(self):
        self.p = (1 - self.gamma) * self.w / self.w.sum() + self.gamma / len(self.w)
        return np.random.choice(len(self.w), p=self.p)


class EpsDecay(Solver):
    def choose(self):
        if np.random.rand() < math.exp(-self.t / 500.0):
            return np.random.randint(self.bandit.k)
        return int(self.Q.argmax())


def anneal(cost, x, T=10.0):
    c = cost(x)
    while T > 1e-3:
        y = x + np.random.randn(*x.shape)
        cy = cost(y)
        if cy < c or np.random.rand() < np.exp(-(cy - c) / T):  #@ stable other
            x, c = y, cy
        T *= 0.99
    return x


def policy_table(theta):
    prefs = {s: np.exp(v - np.max(v)) for s, v in theta.items()}
    return {s: e / e.sum() for s, e in prefs.items()}


def plot(rewards):
    plt.plot(np.cumsum(rewards) / np.arange(1, len(rewards) + 1))
    plt.xscale('log')
    plt.show()
