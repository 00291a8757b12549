import numpy as np


class Exp3(object):
    """Adversarial bandit with exponential weights (Auer et al. 2002)."""

    def __init__(self, n_arms, gamma=0.1):
        self.n_arms = n_arms
        self.gamma = gamma
        self.weights = [1.0] * n_arms

    def probs(self):
        total = float(sum(self.weights))
        return [(1.0 - self.gamma) * (w / total) + self.gamma / self.n_arms for w in self.weights]

    def select(self, rng):
        p = self.probs()
        return rng.choice(self.n_arms, p=p)

    def update(self, arm, reward):
        p = self.probs()
        xhat = reward / p[arm]
        self.weights[arm] *= np.exp(self.gamma * xhat / self.n_arms)
        m = max(self.weights)
        self.weights = [w / m for w in self.weights]


class Hedge(object):
    """Full information, losses in [0, 1]; keeps cumulative losses."""

    def __init__(self, n, eta):
        self.eta = eta
        self.cum = np.zeros(n)

    def distribution(self):
        w = np.exp(-self.eta * (self.cum - self.cum.min()))
        return w / w.sum()  #@ stable naive-softmax

    def update(self, losses):
        self.cum += losses


class BoltzmannGumbel(object):
    """Boltzmann exploration done right: argmax of mean + noise."""

    def __init__(self, n_arms, C=1.0, seed=0):
        self.C = C
        self.means = np.zeros(n_arms)
        self.counts = np.ones(n_arms)
        self.rng = np.random.RandomState(seed)

    def select(self):
        u = self.rng.uniform(1e-12, 1.0 - 1e-12, size=len(self.means))
        z = -np.log(-np.log(u))  #@ stable log-of-sigmoid
        return int(np.argmax(self.means + self.C * z / np.sqrt(self.counts)))

    def update(self, arm, r):
        self.counts[arm] += 1
        self.means[arm] += (r - self.means[arm]) / self.counts[arm]


class AnnealedBoltzmann(object):
    def __init__(self, n_arms, horizon, tau0=1.0, seed=0):
        self.q = np.zeros(n_arms)
        self.n = np.zeros(n_arms)
        self.horizon = horizon
        self.tau0 = tau0
        self.t = 0
        self.rng = np.random.RandomState(seed)

    @property
    def tau(self):
        return self.tau0 * (1.0 - self.t / float(self.horizon))

    def select(self):
        z = self.q / self.tau  #@ unstable zero-temperature across
        z = z - z.max()
        p = np.exp(z) / np.exp(z).sum()  #@ stable naive-softmax
        return int(self.rng.choice(len(p), p=p))

    def update(self, arm, r):
        self.t += 1
        self.n[arm] += 1
        self.q[arm] += (r - self.q[arm]) / self.n[arm]


def run(agent, means, horizon, seed=0):
    rng = np.random.RandomState(seed)
    regret = np.zeros(horizon + 1)
    best = max(means)
    for t in range(horizon + 1):
        a = agent.select()
        r = float(rng.rand() < means[a])
        agent.update(a, r)
        regret[t] = best - means[a]
    return np.cumsum(regret)


def lower_bound(means, T):
    """Lai-Robbins constant times log T"""
    mu = max(means)
    kl = lambda p, q: p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))
    return sum((mu - m) / kl(m, mu) for m in means if m < mu) * np.log(np.arange(1, T + 1))  #@ stable other


if __name__ == '__main__':
    means = [0.2, 0.35, 0.5, 0.55]
    for agent in (BoltzmannGumbel(4), AnnealedBoltzmann(4, 2000)):
        print(type(agent).__name__, run(agent, means, 2000)[-1])
