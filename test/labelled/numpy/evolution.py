"""Evolution strategies on CartPole with a tiny MLP policy."""
import argparse
import time
from concurrent.futures import ProcessPoolExecutor

import gym
import numpy as np


def unpack(theta, sizes):
    params, i = [], 0
    for a, b in zip(sizes[:-1], sizes[1:]):
        W = theta[i:i + a * b].reshape(a, b)
        i += a * b
        params.append((W, theta[i:i + b]))
        i += b
    return params


def policy(theta, obs, sizes, stochastic=False, rng=np.random):
    h = obs
    params = unpack(theta, sizes)
    for W, b in params[:-1]:
        h = np.tanh(h @ W + b)
    W, b = params[-1]
    out = h @ W + b
    if not stochastic:
        return int(np.argmax(out))
    p = np.exp(out) / np.exp(out).sum()  #@ unstable naive-softmax
    return int(rng.choice(len(p), p=p))


def rollout(job):
    theta, sizes, seed = job
    env = gym.make("CartPole-v1")
    obs, _ = env.reset(seed=seed)
    total, done = 0.0, False
    while not done:
        obs, r, term, trunc, _ = env.step(policy(theta, obs, sizes))
        total += r
        done = term or trunc
    return total


def centered_ranks(x):
    r = np.empty(len(x))
    r[x.argsort()] = np.arange(len(x))
    return r / (len(x) - 1) - 0.5


def cma_weights(mu):
    # recombination weights
    w = np.log(mu + 0.5) - np.log(np.arange(1, mu + 1))  #@ stable other
    return w / w.sum()


def nes_utilities(n):
    u = np.maximum(0, np.log(n / 2 + 1) - np.log(np.arange(1, n + 1)))  #@ stable other
    return u / u.sum() - 1.0 / n


def reward_weighted(returns, eta=5.0):
    """PI^2 / REPS style weights of the population."""
    w = np.exp(eta * returns)
    return w / w.sum()  #@ unstable naive-softmax


def reward_weighted_scaled(returns, eta=5.0):
    lo, hi = returns.min(), returns.max()
    s = (returns - lo) / (hi - lo + 1e-9)
    w = np.exp(eta * s)
    return w / w.sum()  #@ stable naive-softmax


def adapt_sigma(sigma, path_norm, expected, cs, damps):
    return sigma * np.exp((cs / damps) * (path_norm / expected - 1))  #@ stable other


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--pop", type=int, default=64)
    p.add_argument("--sigma", type=float, default=0.1)
    p.add_argument("--lr", type=float, default=0.03)
    p.add_argument("--gens", type=int, default=100)
    p.add_argument("--mode", default="ranks", choices=["ranks", "rw", "rws"])
    p.add_argument("--workers", type=int, default=4)
    a = p.parse_args()
    sizes = [4, 16, 2]
    dim = sum(i * o + o for i, o in zip(sizes[:-1], sizes[1:]))
    theta = np.zeros(dim)
    rng = np.random.default_rng(0)
    t0 = time.time()
    with ProcessPoolExecutor(a.workers) as pool:
        for g in range(a.gens):
            eps = rng.standard_normal((a.pop, dim))
            jobs = [(theta + a.sigma * e, sizes, int(rng.integers(1 << 30))) for e in eps]
            R = np.array(list(pool.map(rollout, jobs)))
            if a.mode == "ranks":
                theta = theta + a.lr / (a.pop * a.sigma) * (centered_ranks(R) @ eps)
            else:
                w = reward_weighted(R) if a.mode == "rw" else reward_weighted_scaled(R)
                theta = theta + a.sigma * (w @ eps)
            print("gen %d mean %.1f max %.1f (%.0fs)" % (g, R.mean(), R.max(), time.time() - t0))


if __name__ == "__main__":
    main()
