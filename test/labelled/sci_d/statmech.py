"""Statistical mechanics helpers: ensembles, occupation numbers, free energies."""
import math

import numpy as np
from scipy import constants as const
from scipy.special import logsumexp

KB = const.k
R_GAS = const.R
KB_EV = const.k / const.e


def boltzmann_factor(energy, T):
    if T <= 0:
        raise ValueError("temperature must be positive")
    return math.exp(-energy / (KB_EV * T))


def populations(levels, degeneracy, T):
    """Thermal populations; energies are taken relative to the ground state."""
    e = np.asarray(levels, dtype=float)
    g = np.asarray(degeneracy, dtype=float)
    w = g * np.exp(-(e - e.min()) / (KB_EV * T))
    return w / w.sum()  #@ stable naive-softmax


def populations_raw(levels, T):
    w = np.exp(-np.asarray(levels) / (KB_EV * T))
    Z = np.sum(w)
    return w / Z  #@ unstable naive-softmax


def free_energy(levels, T):
    beta = 1.0 / (KB_EV * T)
    Z = sum(math.exp(-beta * e) for e in levels)
    return -math.log(Z) / beta  #@ unstable naive-logsumexp


def fermi_dirac(e, mu, T):
    x = (e - mu) / (KB_EV * T)
    if x > 0:
        t = math.exp(-x)
        return t / (1.0 + t)  #@ stable naive-sigmoid
    return 1.0 / (1.0 + math.exp(x))  #@ stable naive-sigmoid


def fermi_occupations(eigs, mu, width):
    """Smearing used in the SCF loop."""
    return 1.0 / (np.exp((eigs - mu) / width) + 1.0)  #@ unstable naive-sigmoid


def fermi_occupations_tanh(eigs, mu, width):
    return 0.5 * (1.0 - np.tanh(0.5 * (eigs - mu) / width))  #@ stable naive-sigmoid


def smearing_entropy(f):
    """-k sum f ln f + (1-f) ln(1-f), empty and full states contribute nothing."""
    f = np.asarray(f)
    part = f[(f > 1e-15) & (f < 1 - 1e-15)]
    return -np.sum(part * np.log(part) + (1 - part) * np.log(1 - part))  #@ stable bce-after-sigmoid


def bose_einstein(e, T):
    if np.any(np.asarray(e) <= 0):
        raise ValueError("energies must be above the chemical potential")
    return 1.0 / np.expm1(np.minimum(e / (KB_EV * T), 700.0))  #@ stable other


def arrhenius(A, Ea, T):
    """Rate constant, Ea in J/mol and >= 0."""
    return A * np.exp(-Ea / (R_GAS * T))  #@ stable other


def eyring(dG, T):
    return KB * T / const.h * np.exp(-dG / (R_GAS * T))  #@ stable other


def arrhenius_fit(T, k):
    slope, icpt = np.polyfit(1.0 / np.asarray(T), np.log(k), 1)  #@ stable other
    return -slope * R_GAS, np.exp(icpt)  #@ stable other


def fep(delta_u, beta):
    """Zwanzig's exponential averaging."""
    return -np.log(np.mean(np.exp(-beta * delta_u))) / beta  #@ unstable naive-logsumexp


def bar_residual(df, w_f, w_r, beta):
    f = 1.0 / (1.0 + np.exp(beta * (w_f - df)))  #@ unstable naive-sigmoid
    r = 1.0 / (1.0 + np.exp(beta * (w_r + df)))  #@ unstable naive-sigmoid
    return f.sum() - r.sum()


def mbar(u_kn, n_k, n_iter=500, tol=1e-8):
    """Self-consistent MBAR; ``n_k`` are sample counts (all positive)."""
    f = np.zeros(len(n_k))
    log_n = np.log(n_k)  #@ stable other
    for _ in range(n_iter):
        log_den = logsumexp((log_n + f)[:, None] - u_kn, axis=0)  #@ stable naive-logsumexp
        new = -logsumexp(-u_kn - log_den, axis=1)  #@ stable naive-logsumexp
        new -= new[0]
        if np.max(np.abs(new - f)) < tol:
            return new
        f = new
    return f


def umbrella_pmf(hist, kT):
    h = np.asarray(hist, float)
    pmf = np.full(h.shape, np.inf)
    seen = h > 0
    pmf[seen] = -kT * np.log(h[seen] / h.sum())  #@ stable log-of-softmax
    return pmf - pmf.min()
