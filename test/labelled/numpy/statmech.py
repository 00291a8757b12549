"""Boltzmann weights, partition functions, Metropolis Ising, WHAM, Arrhenius."""
import math

import numpy as np
from scipy.special import logsumexp

KB = 8.617333262e-5  # eV/K
R_GAS = 8.314


def boltzmann_weights(energies, T):
    beta = 1.0 / (KB * T)
    w = np.exp(-beta * np.asarray(energies))
    return w / w.sum()  #@ unstable naive-softmax


def populations(energies, T):
    e = np.asarray(energies, dtype=float)
    e = e - e.min()
    w = np.exp(-e / (KB * T))  #@ stable naive-softmax
    return w / w.sum()


def free_energy(energies, T):
    kT = KB * T
    Z = sum(math.exp(-E / kT) for E in energies)
    return -kT * math.log(Z)  #@ unstable naive-logsumexp


def helmholtz(levels, degeneracy, T):
    beta = 1 / (KB * T)
    return -logsumexp(-beta * np.asarray(levels), b=degeneracy) / beta  #@ stable naive-logsumexp


def rotational_partition(B, T, jmax=50):
    j = np.arange(jmax)
    return np.sum((2 * j + 1) * np.exp(-B * j * (j + 1) / T))  #@ stable other


def harmonic_q(freqs, T):
    x = 1.4388 * np.asarray(freqs) / T
    return np.prod(np.exp(-x / 2) / (1 - np.exp(-x)))  #@ stable other


def arrhenius(A, Ea, T):
    return A * math.exp(-Ea / (R_GAS * T))  #@ stable other


def fermi(E, mu, T):
    return 1.0 / (math.exp((E - mu) / (KB * T)) + 1.0)  #@ unstable naive-sigmoid


def fermi_tanh(E, mu, T):
    return 0.5 * (1 - np.tanh((E - mu) / (2 * KB * T)))  #@ stable naive-sigmoid


def jarzynski(work, T):
    kT = KB * T
    return -kT * np.log(np.mean(np.exp(-np.asarray(work) / kT)))  #@ unstable naive-logsumexp


def exponential_average(work, beta):
    x = -beta * np.asarray(work)
    top = x.max()
    return -(top + np.log(np.mean(np.exp(x - top)))) / beta  #@ stable naive-logsumexp


class Ising:
    def __init__(self, L, T, J=1.0, seed=0):
        self.L, self.T, self.J = L, T, J
        self.rng = np.random.default_rng(seed)
        self.s = self.rng.choice([-1, 1], size=(L, L))

    def sweep(self):
        L = self.L
        for _ in range(L * L):
            i, j = self.rng.integers(L, size=2)
            nb = self.s[(i + 1) % L, j] + self.s[i - 1, j] + self.s[i, (j + 1) % L] + self.s[i, j - 1]
            dE = 2 * self.J * self.s[i, j] * nb
            if dE <= 0 or self.rng.random() < math.exp(-dE / self.T):  #@ stable other
                self.s[i, j] *= -1

    def energy(self):
        return -self.J * (self.s * (np.roll(self.s, 1, 0) + np.roll(self.s, 1, 1))).sum()

    def magnetization(self):
        return abs(self.s.mean())


class WHAM:
    """Combines histograms of umbrella windows."""

    def __init__(self, counts, bias, beta, tol=1e-7):
        self.n = np.asarray(counts, float)      # (K, M)
        self.u = np.asarray(bias, float)        # (K, M)
        self.beta, self.tol = beta, tol

    def solve(self, iters=5000):
        N = self.n.sum(axis=1)
        f = np.zeros(len(N))
        total = self.n.sum(axis=0)
        for _ in range(iters):
            den = (N[:, None] * np.exp(self.beta * (f[:, None] - self.u))).sum(axis=0)
            p = total / den
            new = -np.log((p * np.exp(-self.beta * self.u)).sum(axis=1)) / self.beta  #@ unstable naive-logsumexp
            new -= new[0]
            if np.abs(new - f).max() < self.tol:
                break
            f = new
        self.p = p / p.sum()
        return f

    def pmf(self):
        ok = self.p > 0
        g = np.full(self.p.shape, np.nan)
        g[ok] = -np.log(self.p[ok]) / self.beta  #@ stable other
        return g - np.nanmin(g)


def replica_swap(E1, E2, b1, b2, rng):
    delta = (b1 - b2) * (E1 - E2)
    return delta >= 0 or rng.random() < math.exp(delta)  #@ stable other


def conformer_average(props, energies, T=298.15):
    w = boltzmann_weights(energies, T)
    S = -np.sum(w * np.log(w))  #@ unstable log-of-softmax across
    return np.dot(w, props), KB * S


if __name__ == "__main__":
    levels = [0.0, 0.05, 0.12, 0.4]
    for T in (100, 300, 1000):
        print(T, populations(levels, T), free_energy(levels, T), helmholtz(levels, [1] * 4, T))
    print("rot", rotational_partition(2.78, 300), "vib", harmonic_q([1600, 3650], 300))
    print("rate", arrhenius(1e13, 8e4, 500), fermi(0.1, 0.0, 300), fermi_tanh(0.1, 0.0, 300))
    m = Ising(16, 2.3)
    for _ in range(200):
        m.sweep()
    print("E/N", m.energy() / 256, "M", m.magnetization())
    w = np.random.normal(0.2, 0.05, 500)
    print(jarzynski(w, 300), exponential_average(w, 1 / (KB * 300)))
    print(conformer_average([1.0, 2.0, 3.0, 4.0], levels))
