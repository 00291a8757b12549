"""Link functions.

Every link maps the mean ``p`` to the linear predictor ``z`` (``__call__``) and
back (``inverse``).  ``deriv`` is dz/dp, needed by the working response of IRLS.
"""
import numpy as np
from scipy import special, stats

FLOAT_EPS = np.finfo(float).eps


class Link:
    """Base class."""

    def __call__(self, p):
        raise NotImplementedError

    def inverse(self, z):
        raise NotImplementedError

    def deriv(self, p):
        raise NotImplementedError


class Logit(Link):
    """log(p / (1 - p))"""

    def _clean(self, p):
        """Clip means of the *observed* data away from {0, 1}."""
        return np.clip(p, FLOAT_EPS, 1.0 - FLOAT_EPS)

    def __call__(self, p):
        p = self._clean(p)
        return np.log(p / (1.0 - p))

    def inverse(self, z):
        z = np.asarray(z)
        t = np.exp(-z)
        return 1.0 / (1.0 + t)  #@ unstable naive-sigmoid

    def deriv(self, p):
        p = self._clean(p)
        return 1.0 / (p * (1.0 - p))


class Probit(Link):
    """Standard normal quantile."""

    def __call__(self, p):
        return stats.norm.ppf(np.clip(p, FLOAT_EPS, 1.0 - FLOAT_EPS))

    def inverse(self, z):
        return special.ndtr(z)

    def deriv(self, p):
        z = stats.norm.ppf(np.clip(p, FLOAT_EPS, 1.0 - FLOAT_EPS))
        return np.sqrt(2.0 * np.pi) * np.exp(0.5 * z ** 2)  #@ stable other


class Log(Link):
    """Canonical link of the Poisson family."""

    def __call__(self, p):
        return np.log(np.maximum(p, FLOAT_EPS))  #@ stable log-eps-hack

    def inverse(self, z):
        return np.exp(z)  #@ stable other

    def deriv(self, p):
        return 1.0 / np.maximum(p, FLOAT_EPS)


class CLogLog(Link):
    """log(-log(1 - p)), for grouped survival times."""

    def __call__(self, p):
        p = np.clip(p, FLOAT_EPS, 1.0 - FLOAT_EPS)
        return np.log(-np.log1p(-p))

    def inverse(self, z):
        z = np.clip(z, -40.0, 10.0)
        return -np.expm1(-np.exp(z))  #@ stable other

    def deriv(self, p):
        p = np.clip(p, FLOAT_EPS, 1.0 - FLOAT_EPS)
        return 1.0 / ((p - 1.0) * np.log1p(-p))


class NegBinLink(Link):
    """log(p / (p + 1/alpha)); ``alpha`` > 0 is the dispersion."""

    def __init__(self, alpha=1.0):
        if alpha <= 0:
            raise ValueError("alpha must be positive, got %r" % alpha)
        self.alpha = alpha

    def __call__(self, p):
        p = np.maximum(p, FLOAT_EPS)
        return np.log(p) - np.log(p + 1.0 / self.alpha)  #@ stable other

    def inverse(self, z):
        return -1.0 / (self.alpha * (1.0 - np.exp(-z)))

    def deriv(self, p):
        return 1.0 / (p + self.alpha * p ** 2)
