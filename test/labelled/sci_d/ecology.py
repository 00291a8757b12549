"""Diversity indices, population dynamics, occupancy and species distribution models."""
import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import expit, xlog1py, xlogy


def shannon(counts):
    counts = np.asarray(counts, float)
    total = counts.sum()
    if total == 0:
        return 0.0
    p = counts[counts > 0] / total
    return -np.sum(p * np.log(p))  #@ stable log-of-softmax


def hill(counts, q):
    p = counts[counts > 0] / counts.sum()
    if q == 1:
        return np.exp(-(p * np.log(p)).sum())  #@ stable log-of-softmax
    return (p ** q).sum() ** (1 / (1 - q))


def pielou(counts):
    s = np.count_nonzero(counts)
    return shannon(counts) / np.log(s) if s > 1 else np.nan  #@ stable other


def diversity_by_site(df):
    p = df.div(df.sum(axis=1), axis=0)
    return -(p * np.log(p.where(p > 0, 1.0))).sum(axis=1)  #@ stable log-of-softmax


def logistic_growth(t, n0, r, K):
    """Solution of dN/dt = rN(1-N/K) for t >= 0 and r > 0."""
    t = np.abs(t)
    r = max(r, 0.0)
    return K / (1 + (K - n0) / n0 * np.exp(-r * t))  #@ stable naive-sigmoid


def ricker(n, r, K):
    return n * np.exp(r * (1 - n / K))  #@ stable other


def ricker_fit(series):
    n = np.asarray(series, float)
    assert (n > 0).all(), "zero counts"
    growth = np.log(n[1:] / n[:-1])  #@ stable other
    slope, r = np.polyfit(n[:-1], growth, 1)
    return r, -r / slope


class Occupancy:
    """Single-season occupancy with constant detection."""

    def __init__(self, X, Y):
        self.X = X
        self.y = Y.sum(1)
        self.K = Y.shape[1]

    def nll(self, par):
        psi = 1.0 / (1.0 + np.exp(-(self.X @ par[:-1])))  #@ unstable naive-sigmoid
        p = expit(par[-1])  #@ stable naive-sigmoid
        det = xlogy(self.y, p) + xlog1py(self.K - self.y, -p)
        lik = psi * np.exp(det) + (self.y == 0) * (1 - psi)
        return -np.log(lik).sum()

    def fit(self):
        res = minimize(self.nll, np.zeros(self.X.shape[1] + 1), method="BFGS")
        self.par_ = res.x
        return self


class MaxEnt:
    """Gibbs distribution over background cells."""

    def __init__(self, reg=0.1):
        self.reg = reg

    def _gibbs(self, lam):
        q = np.exp(self.B @ lam)
        return q / q.sum()  #@ unstable naive-softmax

    def objective(self, lam):
        q = self._gibbs(lam)
        return -np.mean(np.log(q[self.presence])) + self.reg * np.abs(lam).sum()  #@ unstable nll-of-softmax across

    def fit(self, B, presence):
        self.B = (B - B.mean(0)) / B.std(0)
        self.presence = presence
        self.lam = minimize(self.objective, np.zeros(B.shape[1]), method="Powell").x
        return self

    def entropy(self):
        q = self._gibbs(self.lam)
        q = q[q > 0]
        return -(q * np.log(q)).sum()  #@ stable log-of-softmax

    def cloglog(self, Z, h):
        """Occurrence output scaled by the entropy of the fit, bounded exponent."""
        s = np.minimum(Z @ self.lam + h, 20.0)
        return 1 - np.exp(-np.exp(s))  #@ stable other


def distance_half_normal(d, sigma):
    return np.exp(-d ** 2 / (2 * sigma ** 2))  #@ stable other


def species_area(area, species):
    ok = (area > 0) & (species > 0)
    z, logc = np.polyfit(np.log(area[ok]), np.log(species[ok]), 1)  #@ stable other
    return np.exp(logc), z  #@ stable other


def load_counts(path):
    df = pd.read_csv(path, index_col="site")
    return df.loc[df.sum(axis=1) > 0]
