import math
import random

import matplotlib.pyplot as plt
import numpy as np


class Arm:
    def __init__(self, mu):
        self.mu = mu

    def pull(self):
        return random.gauss(self.mu, 1)


class EpsilonGreedy:
    def __init__(self, n, eps=0.1):
        self.n, self.eps = n, eps
        self.counts = [0] * n
        self.values = [0.0] * n

    def select(self):
        if random.random() < self.eps:
            return random.randrange(self.n)
        return int(np.argmax(self.values))

    def update(self, a, r):
        self.counts[a] += 1
        self.values[a] += (r - self.values[a]) / self.counts[a]


class UCB1(EpsilonGreedy):
    def select(self):
        for a, c in enumerate(self.counts):
            if c == 0:
                return a
        total = sum(self.counts)
        bonus = [math.sqrt(2 * math.log(total) / c) for c in self.counts]  #@ stable other
        return int(np.argmax([v + b for v, b in zip(self.values, bonus)]))


class Softmax(EpsilonGreedy):
    def __init__(self, n, temperature=0.1):
        super().__init__(n)
        self.temperature = temperature

    def select(self):
        z = sum([math.exp(v / self.temperature) for v in self.values])
        probs = [math.exp(v / self.temperature) / z for v in self.values]  #@ unstable naive-softmax
        return self.draw(probs)

    @staticmethod
    def draw(probs):
        z = random.random()
        cum = 0.0
        for i, p in enumerate(probs):
            cum += p
            if cum > z:
                return i
        return len(probs) - 1


class AnnealingSoftmax(Softmax):
    def select(self):
        t = sum(self.counts) + 1
        temperature = 1 / math.log(t + 0.0000001)  #@ stable other
        top = max(self.values)
        w = [math.exp((v - top) / temperature) for v in self.values]
        s = sum(w)
        return self.draw([x / s for x in w])  #@ stable naive-softmax


class Exp3(EpsilonGreedy):
    def __init__(self, n, gamma=0.1):
        super().__init__(n)
        self.gamma = gamma
        self.weights = [1.0] * n

    def probs(self):
        s = float(sum(self.weights))
        return [(1 - self.gamma) * w / s + self.gamma / self.n for w in self.weights]

    def select(self):
        return Softmax.draw(self.probs())

    def update(self, a, r):
        p = self.probs()[a]
        self.weights[a] *= math.exp(r / p * self.gamma / self.n)


class GradientBandit(EpsilonGreedy):
    def __init__(self, n, alpha=0.1):
        super().__init__(n)
        self.alpha = alpha
        self.H = np.zeros(n)
        self.avg, self.t = 0., 0

    def pi(self):
        e = np.exp(self.H)
        return e / np.sum(e)  #@ unstable naive-softmax across

    def select(self):
        return int(np.random.choice(self.n, p=self.pi()))

    def update(self, a, r):
        self.t += 1
        self.avg += (r - self.avg) / self.t
        onehot = np.eye(self.n)[a]
        self.H += self.alpha * (r - self.avg) * (onehot - self.pi())


def run(algo, arms, horizon=1000):
    rewards = []
    for _ in range(horizon):
        a = algo.select()
        r = arms[a].pull()
        algo.update(a, r)
        rewards.append(r)
    return np.cumsum(rewards)


if __name__ == '__main__':
    arms = [Arm(m) for m in (0.1, 0.3, 0.5, 0.9)]
    for cls in (EpsilonGreedy, UCB1, Softmax, AnnealingSoftmax, Exp3, GradientBandit):
        plt.plot(run(cls(len(arms)), arms), label=cls.__name__)
    plt.legend()
    plt.savefig('bandits.png')
