from __future__ import division

import numpy as np

from .schedules import linear_to, log_cooling


class Agent(object):
    def __init__(self, k, seed=None):
        self.k = k
        self.rng = np.random.default_rng(seed)
        self.reset()

    def reset(self):
        self.Q = np.zeros(self.k)
        self.N = np.zeros(self.k)
        self.t = 0

    def update(self, a, r):
        self.t += 1
        self.N[a] += 1
        self.Q[a] += (r - self.Q[a]) / self.N[a]


class EpsGreedy(Agent):
    eps = 0.1

    def act(self):
        if self.rng.random() < self.eps:
            return self.rng.integers(self.k)
        return int(np.argmax(self.Q))


class UCB1(Agent):
    c = 2.0

    def act(self):
        if self.t < self.k:
            return self.t
        bonus = np.sqrt(self.c * np.log(self.t) / self.N)  #@ stable other
        return int(np.argmax(self.Q + bonus))


class Boltzmann(Agent):
    """Samples an arm in proportion to exp(Q / tau)."""

    def __init__(self, k, horizon=1000, seed=None):
        self.tau = linear_to(1.0, 0.0, horizon)
        Agent.__init__(self, k, seed)

    def act(self):
        prefs = self.Q / self.tau(self.t)  #@ unstable zero-temperature across
        prefs = prefs - prefs.max()
        w = np.exp(prefs)
        return self.rng.choice(self.k, p=w / w.sum())


class CoolingBoltzmann(Agent):
    def __init__(self, k, c=1.0, seed=None):
        self.tau = log_cooling(c)
        Agent.__init__(self, k, seed)

    def act(self):
        prefs = self.Q / self.tau(self.t)
        e = np.exp(prefs - np.max(prefs))  #@ stable naive-softmax
        return self.rng.choice(self.k, p=e / e.sum())


class GradientBandit(Agent):
    def __init__(self, k, alpha=0.1, baseline=True, seed=None):
        self.alpha, self.baseline = alpha, baseline
        Agent.__init__(self, k, seed)

    def reset(self):
        Agent.reset(self)
        self.H = np.zeros(self.k)
        self.avg = 0.0

    @property
    def pi(self):
        return np.exp(self.H) / np.sum(np.exp(self.H))  #@ unstable naive-softmax

    def act(self):
        return self.rng.choice(self.k, p=self.pi)

    def update(self, a, r):
        self.t += 1
        if self.baseline:
            self.avg += (r - self.avg) / self.t
        onehot = np.eye(self.k)[a]
        self.H += self.alpha * (r - self.avg) * (onehot - self.pi)


class EntropyGradientBandit(GradientBandit):
    """Gradient bandit with an entropy bonus on the policy."""

    beta = 0.01

    def entropy(self):
        return -(self.pi * np.log(self.pi)).sum()  #@ unstable log-of-softmax across

    def update(self, a, r):
        GradientBandit.update(self, a, r + self.beta * self.entropy())
