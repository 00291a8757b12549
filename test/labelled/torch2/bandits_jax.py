"""Some bandit algorithms in jax: gradient bandit, EXP3, UCB1, Boltzmann."""
from functools import partial

import jax
import jax.numpy as jnp
import matplotlib.pyplot as plt
import numpy as np


def make_arms(key, k=10):
    return jax.random.normal(key, (k,)) + 4.0


def pull(key, means, arm):
    return means[arm] + jax.random.normal(key)


@jax.jit
def gradient_bandit_step(H, baseline, key, means, alpha=0.1):
    pi = jnp.exp(H) / jnp.sum(jnp.exp(H))  #@ unstable naive-softmax
    k1, k2 = jax.random.split(key)
    a = jax.random.choice(k1, H.shape[0], p=pi)
    r = pull(k2, means, a)
    onehot = jax.nn.one_hot(a, H.shape[0])
    H = H + alpha * (r - baseline) * (onehot - pi)
    return H, a, r


def ucb_scores(Q, N, t, c=2.0):
    return Q + c * jnp.sqrt(jnp.log(t + 1) / (N + 1e-5))  #@ stable other


class Boltzmann:
    def __init__(self, k, tau0=1.0, anneal=0.0005):
        self.Q = jnp.zeros(k)
        self.N = jnp.zeros(k)
        self.tau0 = tau0
        self.anneal = anneal

    def temperature(self, t):
        return max(self.tau0 - self.anneal * t, 0.0)

    def act(self, key, t):
        tau = self.temperature(t)
        p = jax.nn.softmax(self.Q / tau)  #@ unstable zero-temperature across
        return jax.random.choice(key, self.Q.shape[0], p=p)

    def update(self, a, r):
        self.N = self.N.at[a].add(1)
        self.Q = self.Q.at[a].add((r - self.Q[a]) / self.N[a])


class BoltzmannFloor(Boltzmann):
    def temperature(self, t):
        return max(self.tau0 * 0.999 ** t, 0.05)

    def act(self, key, t):
        z = self.Q / self.temperature(t)
        z = z - z.max()
        w = jnp.exp(z)  #@ stable naive-softmax
        return jax.random.choice(key, self.Q.shape[0], p=w / w.sum())  #@ stable naive-softmax


class Exp3:
    def __init__(self, k, gamma=0.07):
        self.k = k
        self.gamma = gamma
        self.log_w = jnp.zeros(k)

    def probs(self):
        p = jnp.exp(self.log_w - jax.scipy.special.logsumexp(self.log_w))  #@ stable naive-softmax
        return (1 - self.gamma) * p + self.gamma / self.k

    def update(self, a, r):
        xhat = r / self.probs()[a]
        self.log_w = self.log_w.at[a].add(self.gamma * xhat / self.k)


def run_gradient(key, means, steps):
    H = jnp.zeros_like(means)
    baseline = 0.0
    rewards = []
    for t in range(steps):
        key, sub = jax.random.split(key)
        H, a, r = gradient_bandit_step(H, baseline, sub, means)
        baseline += (r - baseline) / (t + 1)
        rewards.append(float(r))
    return rewards


def run_ucb(key, means, steps):
    Q, N = jnp.zeros_like(means), jnp.zeros_like(means)
    out = []
    for t in range(steps):
        key, sub = jax.random.split(key)
        a = int(jnp.argmax(ucb_scores(Q, N, t)))
        r = pull(sub, means, a)
        N = N.at[a].add(1)
        Q = Q.at[a].add((r - Q[a]) / N[a])
        out.append(float(r))
    return out


def run_agent(agent, key, means, steps):
    out = []
    for t in range(steps):
        key, k1, k2 = jax.random.split(key, 3)
        a = agent.act(k1, t)
        r = pull(k2, means, a)
        agent.update(a, r)
        out.append(float(r))
    return out


if __name__ == "__main__":
    key = jax.random.PRNGKey(0)
    means = make_arms(key)
    steps = 3000
    curves = {
        "gradient": run_gradient(key, means, steps),
        "ucb": run_ucb(key, means, steps),
        "boltzmann": run_agent(Boltzmann(10), key, means, steps),
        "boltzmann (floor)": run_agent(BoltzmannFloor(10), key, means, steps),
    }
    for name, c in curves.items():
        plt.plot(np.cumsum(c) / np.arange(1, steps + 1), label=name)
    plt.legend()
    plt.savefig("bandits.png")
