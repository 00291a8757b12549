"""Archimedean and elliptical copulas (densities, tau inversion, sampling)."""
import numpy as np
from scipy import optimize, stats


def pseudo_obs(X):
    """Ranks scaled to the open unit interval."""
    X = np.asarray(X)
    return stats.rankdata(X, axis=0) / (X.shape[0] + 1.0)


class Copula:
    bounds = (None, None)

    def fit(self, X):
        U = pseudo_obs(X)
        res = optimize.minimize_scalar(lambda t: -self.logpdf(U, t).sum(), bounds=self.bounds, method="bounded")
        self.theta_ = res.x
        return self


class Clayton(Copula):
    bounds = (1e-3, 20)

    def logpdf(self, U, theta):
        u, v = U.T
        lu, lv = np.log(u), np.log(v)  #@ stable log-of-softmax
        s = np.expm1(-theta * lu) + np.expm1(-theta * lv) + 1
        return np.log1p(theta) - (theta + 1) * (lu + lv) - (2 + 1 / theta) * np.log(s)

    def sample(self, n, theta, rng):
        if theta <= 0:
            raise ValueError("theta must be positive")
        g = rng.gamma(1 / theta, size=(n, 1))
        e = rng.exponential(size=(n, 2))
        return (1 + e / g) ** (-1 / theta)


class Gumbel(Copula):
    bounds = (1.001, 15)

    def cdf(self, U, theta):
        t = ((-np.log(U)) ** theta).sum(1) ** (1 / theta)
        return np.exp(-t)  #@ stable other

    def logpdf(self, U, theta):
        x = -np.log(U)  #@ stable other
        s = (x ** theta).sum(1)
        t = s ** (1 / theta)
        return (-t + (theta - 1) * np.log(x).sum(1) + (1 / theta - 2) * np.log(s)
                + x.sum(1) + np.log(t + theta - 1))


class Frank(Copula):
    bounds = (-30, 30)

    def cdf(self, U, theta):
        if abs(theta) < 1e-8:
            return U.prod(1)
        num = np.expm1(-theta * U[:, 0]) * np.expm1(-theta * U[:, 1])
        return -np.log1p(num / np.expm1(-theta)) / theta  #@ stable naive-softplus

    def logpdf(self, U, theta):
        if abs(theta) < 1e-8:
            return np.zeros(len(U))
        a = -np.expm1(-theta)
        d = a - np.expm1(-theta * U[:, 0]) * np.expm1(-theta * U[:, 1])
        return np.log(theta * a) - theta * U.sum(1) - 2 * np.log(np.abs(d))


class Gaussian(Copula):
    bounds = (-0.99, 0.99)

    def logpdf(self, U, rho):
        x, y = stats.norm.ppf(U).T
        q = (rho ** 2 * (x ** 2 + y ** 2) - 2 * rho * x * y) / (2 * (1 - rho ** 2))
        return -0.5 * np.log(1 - rho ** 2) - q  #@ stable log-of-sigmoid


def fisher_z(r):
    r = np.clip(r, -0.999999, 0.999999)
    return 0.5 * np.log((1 + r) / (1 - r))  #@ stable other


def bic_select(X, copulas):
    n = len(X)
    U = pseudo_obs(X)
    bic = []
    for c in copulas:
        c.fit(X)
        bic.append(np.log(n) - 2 * c.logpdf(U, c.theta_).sum())  #@ stable other
    bic = np.array(bic)
    w = np.exp(-0.5 * (bic - bic.min()))
    return w / w.sum()  #@ stable naive-softmax


def pooled_weights(logscores):
    """Forecast combination by cumulative log score."""
    s = np.cumsum(logscores, axis=0)
    w = np.exp(s - s.max())
    return w / w.sum(axis=1, keepdims=True)  #@ unstable wrong-shift
