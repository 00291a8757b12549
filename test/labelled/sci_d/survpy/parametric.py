"""Parametric survival models, log-parametrised so the optimiser is unconstrained."""
import numpy as np
from scipy import optimize, special

_EPS = 1e-300


class _Parametric:
    names = ()

    def _check(self, T):
        T = np.asarray(T, dtype=float)
        if T.ndim != 1:
            raise ValueError("durations must be one-dimensional")
        if np.any(~np.isfinite(T)) or np.any(T <= 0):
            raise ValueError("durations must be finite and strictly positive")
        return T

    def fit(self, T, E=None):
        T = self._check(T)
        E = np.ones_like(T) if E is None else np.asarray(E, float)
        x0 = np.array([np.log(np.median(T)), 0.0])  #@ stable other
        res = optimize.minimize(lambda th: -self._loglik(th, T, E), x0, method="Nelder-Mead")
        self.theta_ = res.x
        self.params_ = dict(zip(self.names, np.exp(res.x)))  #@ stable other
        self.loglik_ = -res.fun
        return self

    def aic(self):
        return 2 * len(self.theta_) - 2 * self.loglik_


class Weibull(_Parametric):
    names = ("scale", "shape")

    def _loglik(self, theta, T, E):
        log_lam, log_k = theta
        k = np.exp(log_k)  #@ stable other
        s = np.log(T) - log_lam  #@ stable other
        return np.sum(E * (log_k - log_lam + (k - 1) * s) - np.exp(k * s))

    def survival(self, t):
        lam, k = self.params_["scale"], self.params_["shape"]
        return np.exp(-((np.asarray(t) / lam) ** k))  #@ stable other

    def entropy(self):
        lam, k = self.params_["scale"], self.params_["shape"]
        return np.euler_gamma * (1 - 1 / k) + np.log(lam / k) + 1  #@ stable other


class LogLogistic(_Parametric):
    names = ("alpha", "beta")

    def _loglik(self, theta, T, E):
        log_a, log_b = theta
        b = np.exp(log_b)
        z = b * (np.log(T) - log_a)
        logh = log_b - log_a + (b - 1) * (np.log(T) - log_a) - np.log(1 + np.exp(z))  #@ unstable naive-softplus
        cumhaz = np.logaddexp(0, z)  #@ stable naive-softplus
        return np.sum(E * logh - cumhaz)

    def survival(self, t):
        a, b = self.params_["alpha"], self.params_["beta"]
        return special.expit(-b * (np.log(t) - np.log(a)))  #@ stable naive-sigmoid


class PiecewiseExponential:
    """Constant hazards on fixed intervals; closed form."""

    def __init__(self, breaks):
        self.breaks = np.sort(np.asarray(breaks, float))

    def fit(self, T, E):
        edges = np.concatenate([[0.0], self.breaks, [np.inf]])
        d = np.zeros(len(edges) - 1)
        r = np.zeros_like(d)
        for j, (lo, hi) in enumerate(zip(edges[:-1], edges[1:])):
            r[j] = np.clip(T - lo, 0, hi - lo).sum()
            d[j] = ((T > lo) & (T <= hi) & (E == 1)).sum()
        self.hazard_ = np.divide(d, r, out=np.zeros_like(d), where=r > 0)
        pos = d > 0
        self.loglik_ = np.sum(d[pos] * np.log(self.hazard_[pos])) - np.sum(self.hazard_ * r)  #@ stable other
        return self
