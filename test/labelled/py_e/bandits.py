"""Multi-armed bandits: eps-greedy, UCB1, Boltzmann, gradient bandit, Exp3."""
import argparse
import math
import random

import matplotlib.pyplot as plt
import numpy as np


class Bandit:
    def __init__(self, k, scale=1.0):
        self.mu = np.random.randn(k) * scale
        self.k = k

    def pull(self, a):
        return self.mu[a] + np.random.randn()


class Policy(object):
    def __init__(self, k):
        self.k = k
        self.n = np.zeros(k)
        self.q = np.zeros(k)
        self.t = 0

    def update(self, a, r):
        self.t += 1
        self.n[a] += 1
        self.q[a] += (r - self.q[a]) / self.n[a]


class UCB1(Policy):
    def choose(self):
        if (self.n == 0).any():
            return int(np.argmin(self.n))
        return int(np.argmax(self.q + np.sqrt(2 * np.log(self.t) / self.n)))  #@ stable other


class Boltzmann(Policy):
    def __init__(self, k, t0=1.0, horizon=1000):
        Policy.__init__(self, k)
        self.t0, self.horizon = t0, horizon

    def tau(self):
        # linear cooling, cold at the end of the run
        return self.t0 * max(0.0, 1.0 - self.t / float(self.horizon))

    def choose(self):
        z = self.q / self.tau()  #@ unstable zero-temperature across
        z = np.exp(z - z.max())  #@ stable naive-softmax
        return int(np.random.choice(self.k, p=z / z.sum()))


class BoltzmannFloor(Boltzmann):
    def tau(self):
        return max(0.05, self.t0 * 0.995 ** self.t)

    def choose(self):
        z = self.q / self.tau()  #@ stable zero-temperature
        z -= np.max(z)
        p = np.exp(z)  #@ stable naive-softmax
        p /= p.sum()
        return int(np.random.choice(self.k, p=p))


class GradientBandit(Policy):
    def __init__(self, k, alpha=0.1):
        super(GradientBandit, self).__init__(k)
        self.h = np.zeros(k)
        self.alpha = alpha
        self.base = 0.0

    def probs(self):
        e = np.exp(self.h)
        return e / np.sum(e)  #@ unstable naive-softmax

    def choose(self):
        return int(np.random.choice(self.k, p=self.probs()))

    def update(self, a, r):
        super(GradientBandit, self).update(a, r)
        self.base += (r - self.base) / self.t
        onehot = np.zeros(self.k)
        onehot[a] = 1
        self.h += self.alpha * (r - self.base) * (onehot - self.probs())


class Exp3(Policy):
    def __init__(self, k, gamma=0.1):
        super().__init__(k)
        self.logw = [0.0] * k
        self.gamma = gamma

    def dist(self):
        top = max(self.logw)
        w = [math.exp(v - top) for v in self.logw]  #@ stable naive-softmax
        s = sum(w)
        return [(1 - self.gamma) * v / s + self.gamma / self.k for v in w]

    def choose(self):
        return random.choices(range(self.k), self.dist())[0]

    def update(self, a, r):
        self.logw[a] += self.gamma * r / (self.dist()[a] * self.k)


def run(policy, bandit, steps):
    regret, best = [], bandit.mu.max()
    for _ in range(steps):
        a = policy.choose()
        policy.update(a, bandit.pull(a))
        regret.append(best - bandit.mu[a])
    return np.cumsum(regret)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--k", type=int, default=10)
    ap.add_argument("--steps", type=int, default=2000)
    args = ap.parse_args()
    b = Bandit(args.k)
    for cls in (UCB1, Boltzmann, BoltzmannFloor, GradientBandit, Exp3):
        plt.plot(run(cls(args.k), b, args.steps), label=cls.__name__)
    plt.legend()
    plt.xlabel("step")
    plt.ylabel("regret")
    plt.savefig("regret.png")
