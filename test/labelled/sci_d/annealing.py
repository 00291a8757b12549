"""Simulated annealing and interior point helpers."""
import math
import random

import numpy as np


def exponential_schedule(t0=100.0, lam=0.005, limit=2000):
    return lambda t: t0 * math.exp(-lam * t) if t < limit else 0.0  #@ stable other


def anneal(state, energy, neighbour, schedule, max_steps=10000):
    """Russell & Norvig style; stops when the schedule returns 0."""
    e = energy(state)
    best, e_best = state, e
    for t in range(max_steps):
        T = schedule(t)
        if T == 0:
            break
        cand = neighbour(state)
        de = energy(cand) - e
        if de < 0 or random.random() < math.exp(-de / T):  #@ stable zero-temperature
            state, e = cand, e + de
            if e < e_best:
                best, e_best = state, e
    return best, e_best


def anneal_linear(x, cost, step, n_steps=1000, t0=1.0):
    c = cost(x)
    for k in range(n_steps + 1):
        T = t0 * (1.0 - k / n_steps)
        y = x + step * np.random.randn(*x.shape)
        cy = cost(y)
        if cy < c or np.random.rand() < np.exp(-(cy - c) / T):  #@ unstable zero-temperature
            x, c = y, cy
    return x, c


def acceptance(old, new, temperature):
    if new < old:
        return 1.0
    return math.exp((old - new) / temperature)  #@ stable other


def tour_length(tour, D):
    return sum(D[tour[i - 1]][tour[i]] for i in range(len(tour)))


def solve_tsp(D, t_start=10.0, t_end=1e-3, n=20000):
    cool = (t_end / t_start) ** (1.0 / n)
    tour = list(range(len(D)))
    cur = tour_length(tour, D)
    T = t_start
    for _ in range(n):
        i, j = sorted(random.sample(range(len(tour)), 2))
        new = tour[:i] + tour[i:j + 1][::-1] + tour[j + 1:]
        L = tour_length(new, D)
        if acceptance(cur, L, T) > random.random():
            tour, cur = new, L
        T *= cool
    return tour, cur


class LogBarrier:
    """minimise c'x subject to Ax <= b from a strictly feasible start."""

    def __init__(self, c, A, b):
        self.c, self.A, self.b = c, A, b

    def value(self, x, t):
        slack = self.b - self.A @ x
        if np.any(slack <= 0):
            return np.inf
        return t * self.c @ x - np.log(slack).sum()  #@ stable other

    def newton_step(self, x, t):
        d = 1.0 / (self.b - self.A @ x)
        g = t * self.c + self.A.T @ d
        H = self.A.T @ (d[:, None] ** 2 * self.A)
        return np.linalg.solve(H, -g)

    def solve(self, x, t=1.0, mu=10.0, tol=1e-8):
        while len(self.b) / t > tol:
            for _ in range(50):
                dx = self.newton_step(x, t)
                s = 1.0
                while self.value(x + s * dx, t) > self.value(x, t) and s > 1e-10:
                    s *= 0.5
                x = x + s * dx
                if np.linalg.norm(s * dx) < 1e-9:
                    break
            t *= mu
        return x


def smooth_max(x, alpha):
    """Boltzmann operator."""
    w = np.exp(alpha * x)
    return (x * w).sum() / w.sum()  #@ unstable naive-softmax


def mirror_descent_simplex(grad, x, eta=0.1, n_iter=500):
    """Exponentiated gradient; the gradient is clipped to [-10, 10]."""
    for _ in range(n_iter):
        g = np.clip(grad(x), -10, 10)
        x = x * np.exp(-eta * g)
        x = x / x.sum()  #@ stable naive-softmax
    return x


def sinkhorn(C, a, b, eps=0.05, n_iter=300):
    """Log-domain Sinkhorn; ``a`` and ``b`` are positive histograms."""
    f, g = np.zeros(len(a)), np.zeros(len(b))

    def softmin(M, axis):
        m = M.min(axis=axis, keepdims=True)
        return np.squeeze(m, axis) - eps * np.log(np.exp(-(M - m) / eps).sum(axis=axis))  #@ stable naive-logsumexp

    for _ in range(n_iter):
        f = eps * np.log(a) + softmin(C - g[None, :], 1)  #@ stable other
        g = eps * np.log(b) + softmin(C - f[:, None], 0)  #@ stable other
    return np.exp((f[:, None] + g[None, :] - C) / eps)  #@ stable other
