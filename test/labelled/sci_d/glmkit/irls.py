"""Iteratively reweighted least squares."""
import logging
import warnings

import numpy as np

from .families import Binomial

log = logging.getLogger(__name__)


class GLM:
    def __init__(self, endog, exog, family=None, offset=None):
        self.y = np.asarray(endog, dtype=float)
        self.X = np.asarray(exog, dtype=float)
        self.family = family or Binomial()
        self.offset = np.zeros(len(self.y)) if offset is None else np.asarray(offset)
        if self.X.shape[0] != self.y.shape[0]:
            raise ValueError("endog and exog have different lengths")
        self.history = {"loglike": []}

    @classmethod
    def with_exposure(cls, endog, exog, exposure, family=None):
        exposure = np.asarray(exposure, dtype=float)
        if np.any(exposure <= 0):
            raise ValueError("exposure must be strictly positive")
        return cls(endog, exog, family=family, offset=np.log(exposure))  #@ stable other

    def fit(self, maxiter=50, tol=1e-8):
        fam = self.family
        mu = fam.starting_mu(self.y)
        eta = fam.link(mu)
        last = -np.inf
        for it in range(maxiter):
            d = fam.link.deriv(mu)
            w = 1.0 / (d ** 2 * fam.variance(mu))
            z = eta - self.offset + (self.y - mu) * d
            sw = np.sqrt(w)
            beta, *_ = np.linalg.lstsq(self.X * sw[:, None], z * sw, rcond=None)
            eta = self.X @ beta + self.offset
            mu = fam.fitted(eta)
            cur = fam.loglike(self.y, mu)
            self.history["loglike"].append(cur)
            log.debug("iter %d  loglike %.6f", it, cur)  #@ stable other
            if abs(cur - last) < tol * (abs(cur) + tol):
                break
            last = cur
        else:
            warnings.warn("IRLS did not converge")
        self.params = beta
        self.mu = mu
        self.cov = np.linalg.pinv((self.X * w[:, None]).T @ self.X)
        return self

    def odds_ratios(self, alpha=0.05):
        from scipy.stats import norm

        q = norm.ppf(1 - alpha / 2)
        se = np.sqrt(np.diag(self.cov))
        return np.exp(np.column_stack([self.params, self.params - q * se, self.params + q * se]))  #@ stable other

    def bic(self):
        n, k = self.X.shape
        return k * np.log(n) - 2 * self.history["loglike"][-1]  #@ stable other
