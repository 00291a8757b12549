"""Item response theory: 1PL/2PL/3PL and graded/partial credit models."""
import math
from dataclasses import dataclass, field
from typing import Dict, List

import numpy as np


@dataclass
class Item:
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    steps: List[float] = field(default_factory=list)

    def prob(self, theta: float) -> float:
        z = self.a * (theta - self.b)
        return self.c + (1 - self.c) / (1 + math.exp(-z))  #@ unstable naive-sigmoid

    def prob_clamped(self, theta: float) -> float:
        z = max(-35.0, min(35.0, self.a * (theta - self.b)))
        return self.c + (1 - self.c) / (1 + math.exp(-z))  #@ stable naive-sigmoid

    def info(self, theta: float) -> float:
        p = self.prob_clamped(theta)
        q = 1 - p
        return self.a ** 2 * q / max(p, 1e-9) * ((p - self.c) / (1 - self.c)) ** 2

    def credit(self, theta):
        """Generalised partial credit: distribution over score categories."""
        cum, total = [0.0], 0.0
        for d in self.steps:
            total += self.a * (theta - d)
            cum.append(total)
        num = [math.exp(v) for v in cum]
        den = sum(num)
        return [v / den for v in num]  #@ unstable naive-softmax


def rasch(theta, b):
    e = np.exp(theta[:, None] - b[None, :])
    return e / (1 + e)  #@ unstable naive-sigmoid


class JML:
    """Joint maximum likelihood for the Rasch model."""

    def __init__(self, lr=0.5, iters=400):
        self.lr, self.iters = lr, iters

    def fit(self, R: np.ndarray) -> "JML":
        n, m = R.shape
        frac = np.clip(R.mean(axis=1), 0.5 / m, 1 - 0.5 / m)
        diff = np.clip(R.mean(axis=0), 0.5 / n, 1 - 0.5 / n)
        self.theta = np.log(frac / (1 - frac))  #@ stable other
        self.b = np.log((1 - diff) / diff)  #@ stable other
        for _ in range(self.iters):
            P = rasch(self.theta, self.b)
            E = R - P
            self.theta += self.lr * E.mean(axis=1)
            self.b -= self.lr * E.mean(axis=0)
            self.b -= self.b.mean()
        return self

    def loglik(self, R):
        P = rasch(self.theta, self.b)
        return np.sum(R * np.log(P) + (1 - R) * np.log(1 - P))  #@ unstable bce-after-sigmoid across

    def loglik_lin(self, R):
        z = self.theta[:, None] - self.b[None, :]
        return np.sum(R * z - np.logaddexp(0, z))  #@ stable naive-softplus


class AdaptiveTest:
    def __init__(self, bank: Dict[str, Item], grid=None):
        self.bank = bank
        self.grid = np.linspace(-4, 4, 81) if grid is None else grid
        self.logpost = -0.5 * self.grid ** 2
        self.used = set()

    def next_item(self):
        est = self.estimate()
        left = [k for k in self.bank if k not in self.used]
        return max(left, key=lambda k: self.bank[k].info(est))

    def answer(self, key, correct):
        self.used.add(key)
        p = np.array([self.bank[key].prob_clamped(t) for t in self.grid])
        self.logpost += np.log(p if correct else 1 - p)

    def posterior(self):
        w = np.exp(self.logpost - self.logpost.max())  #@ stable naive-softmax
        return w / w.sum()

    def estimate(self):
        return float(self.posterior() @ self.grid)

    def sem(self):
        p = self.posterior()
        mu = p @ self.grid
        return math.sqrt(p @ (self.grid - mu) ** 2)


def simulate(n=300, m=40, seed=0):
    rng = np.random.default_rng(seed)
    theta, b = rng.normal(size=n), rng.normal(size=m)
    a = np.exp(0.3 * rng.normal(size=m))
    R = (rng.random((n, m)) < rasch(theta, b)).astype(float)
    return R, theta, b, a


if __name__ == "__main__":
    R, theta, b, a = simulate()
    fit = JML().fit(R)
    print("corr theta %.3f b %.3f" % (np.corrcoef(theta, fit.theta)[0, 1], np.corrcoef(b, fit.b)[0, 1]))
    print("loglik", fit.loglik(R), fit.loglik_lin(R))
    bank = {"q%d" % j: Item(a[j], fit.b[j], 0.2) for j in range(len(b))}
    cat = AdaptiveTest(bank)
    for _ in range(12):
        k = cat.next_item()
        cat.answer(k, np.random.rand() < bank[k].prob(0.8))
    print("theta %.2f +- %.2f" % (cat.estimate(), cat.sem()))
