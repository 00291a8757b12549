"""Monte Carlo for the 2D Ising and Potts models."""
import argparse
import math
import random

import numpy as np


class Ising:
    def __init__(self, L=32, T=2.27, J=1.0, h=0.0, seed=None):
        self.L, self.T, self.J, self.h = L, T, J, h
        self.rng = np.random.default_rng(seed)
        self.s = self.rng.choice([-1, 1], size=(L, L))
        # only five possible neighbour sums
        self.table = {d: math.exp(-2 * J * d / T) for d in (-4, -2, 0, 2, 4)}

    def metropolis_sweep(self):
        L = self.L
        for _ in range(L * L):
            i, j = self.rng.integers(0, L, 2)
            nb = self.s[(i + 1) % L, j] + self.s[i - 1, j] + self.s[i, (j + 1) % L] + self.s[i, j - 1]
            dE = 2 * self.s[i, j] * (self.J * nb + self.h)
            if dE <= 0 or self.rng.random() < math.exp(-dE / self.T):  #@ stable other
                self.s[i, j] *= -1

    def wolff(self):
        p_add = 1.0 - math.exp(-2.0 * self.J / self.T)  #@ stable other
        L = self.L
        seed = tuple(self.rng.integers(0, L, 2))
        spin = self.s[seed]
        stack, cluster = [seed], {seed}
        while stack:
            i, j = stack.pop()
            for a, b in ((i + 1) % L, j), ((i - 1) % L, j), (i, (j + 1) % L), (i, (j - 1) % L):
                if (a, b) not in cluster and self.s[a, b] == spin and self.rng.random() < p_add:
                    cluster.add((a, b))
                    stack.append((a, b))
        for c in cluster:
            self.s[c] = -spin
        return len(cluster)

    def magnetisation(self):
        return abs(self.s.mean())


class WangLandau:
    """Flat-histogram estimate of the log density of states."""

    def __init__(self, energies):
        self.energies = np.asarray(energies, float)
        self.lng = np.zeros(len(self.energies))
        self.hist = np.zeros(len(self.energies), int)
        self.lnf = 1.0

    def accept(self, old, new):
        d = self.lng[old] - self.lng[new]
        return d >= 0 or random.random() < math.exp(d)  #@ stable other

    def visit(self, k):
        self.lng[k] += self.lnf
        self.hist[k] += 1

    def canonical(self, T):
        """Mean energy at temperature T."""
        w = np.exp(self.lng - self.energies / T)
        return (w * self.energies).sum() / w.sum()  #@ unstable naive-softmax

    def heat_capacity(self, T):
        x = self.lng - self.energies / T
        w = np.exp(x - x.max())
        p = w / w.sum()  #@ stable naive-softmax
        m = p @ self.energies
        return (p @ self.energies ** 2 - m ** 2) / T ** 2


def heat_bath_potts(neigh, q, T, rng, J=1.0):
    """Draw a new colour given the four neighbouring colours (``T`` > 0.1)."""
    n_same = np.bincount(neigh, minlength=q)
    w = np.exp(J * n_same / max(T, 0.1))
    return rng.choice(q, p=w / w.sum())


def swap_probability(beta_i, beta_j, e_i, e_j):
    d = (beta_i - beta_j) * (e_i - e_j)
    return math.exp(min(0.0, d))  #@ stable other


def glauber_prob(dE, T):
    return 1.0 / (1.0 + math.exp(dE / T))  #@ unstable naive-sigmoid


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("-L", type=int, default=16)
    ap.add_argument("--sweeps", type=int, default=200)
    a = ap.parse_args()
    for T in np.linspace(1.5, 3.5, 9):
        m = Ising(a.L, T)
        for _ in range(a.sweeps):
            m.metropolis_sweep()
        print("%.2f %.4f" % (T, m.magnetisation()))


if __name__ == "__main__":
    main()
