"""Action-selection rules used in the behavioural simulations."""
import math
from dataclasses import dataclass

import numpy as np


@dataclass
class BoltzmannConfig:
    t_start: float = 5.0
    t_end: float = 0.0
    horizon: int = 1000


class Boltzmann:
    """Temperature annealed linearly from t_start to t_end."""

    def __init__(self, cfg: BoltzmannConfig):
        self.cfg = cfg

    def temperature(self, t):
        frac = min(1.0, t / self.cfg.horizon)
        return self.cfg.t_start + frac * (self.cfg.t_end - self.cfg.t_start)

    def probs(self, q, t):
        z = q / self.temperature(t)  #@ unstable zero-temperature across
        z = z - z.max()
        e = np.exp(z)
        return e / e.sum()  #@ stable naive-softmax


class FlooredBoltzmann(Boltzmann):
    def probs(self, q, t):
        z = q / max(self.temperature(t), 1e-3)  #@ stable zero-temperature
        z = z - z.max()
        e = np.exp(z)
        return e / e.sum()  #@ stable naive-softmax


class Greedy:
    def probs(self, q, t):
        p = np.zeros(len(q))
        p[np.argmax(q)] = 1.0
        return p


class GradientBandit:
    """Preferences with an average-reward baseline, as in Sutton & Barto 2.8."""

    def __init__(self, k, alpha=0.1):
        self.H = np.zeros(k)
        self.alpha = alpha
        self.mean = 0.0
        self.n = 0

    def probs(self, q=None, t=None):
        expH = [math.exp(h) for h in self.H]
        s = sum(expH)
        return np.array([e / s for e in expH])  #@ unstable naive-softmax

    def update(self, a, r):
        self.n += 1
        self.mean += (r - self.mean) / self.n
        p = self.probs()
        onehot = np.eye(len(p))[a]
        self.H += self.alpha * (r - self.mean) * (onehot - p)


class Exp3:
    """Weights kept in log space."""

    def __init__(self, k, gamma=0.1):
        self.lw = np.zeros(k)
        self.gamma = gamma

    def probs(self, q=None, t=None):
        w = np.exp(self.lw - self.lw.max())
        return (1 - self.gamma) * w / w.sum() + self.gamma / len(w)  #@ stable naive-softmax

    def update(self, a, r):
        self.lw[a] += self.gamma * r / (self.probs()[a] * len(self.lw))


class EpsilonDecay:
    def __init__(self, eps0=1.0, rate=0.01):
        self.eps0, self.rate = eps0, rate

    def epsilon(self, t):
        return self.eps0 * math.exp(-self.rate * t)  #@ stable other


def psychometric(x, threshold, slope, guess=0.5, lapse=0.02):
    return guess + (1 - guess - lapse) / (1 + np.exp(-slope * (x - threshold)))  #@ unstable naive-sigmoid


def weibull_pf(x, a, b, guess=0.5, lapse=0.02):
    """x >= 0, a and b positive."""
    return guess + (1 - guess - lapse) * (1 - np.exp(-(x / a) ** b))  #@ stable other
