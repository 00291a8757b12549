"""Scalar distributions with a uniform interface, in the spirit of scipy.stats."""
import abc

import numpy as np
from scipy import special

LOG_2PI = np.log(2 * np.pi)  #@ stable other


class Distribution(abc.ABC):
    @abc.abstractmethod
    def logpdf(self, x):
        ...

    def pdf(self, x):
        return np.exp(self.logpdf(x))  #@ stable other

    def nll(self, x):
        return -np.sum(self.logpdf(x))


class Gumbel(Distribution):
    def __init__(self, loc=0.0, scale=1.0):
        if scale <= 0:
            raise ValueError("scale must be positive")
        self.loc, self.scale = loc, scale

    def logpdf(self, x):
        z = (x - self.loc) / self.scale
        return -z - np.exp(-z) - np.log(self.scale)

    def cdf(self, x):
        return np.exp(-np.exp(-(x - self.loc) / self.scale))

    def rvs(self, size, rng):
        u = rng.uniform(np.finfo(float).tiny, 1.0, size)
        return self.loc - self.scale * np.log(-np.log(u))  #@ stable other

    def entropy(self):
        return np.log(self.scale) + np.euler_gamma + 1  #@ stable other


class Logistic(Distribution):
    def __init__(self, loc=0.0, scale=1.0):
        self.loc, self.scale = loc, scale

    def logpdf(self, x):
        z = np.abs((x - self.loc) / self.scale)
        return -z - 2 * np.log1p(np.exp(-z)) - np.log(self.scale)  #@ stable naive-softplus

    def cdf(self, x):
        return 1 / (1 + np.exp(-(x - self.loc) / self.scale))  #@ unstable naive-sigmoid

    def logcdf(self, x):
        return np.log(self.cdf(x))  #@ unstable log-of-sigmoid across

    def logsf(self, x):
        return special.log_expit(-(x - self.loc) / self.scale)  #@ stable log-of-sigmoid

    def ppf(self, q):
        q = np.asarray(q)
        if np.any((q <= 0) | (q >= 1)):
            raise ValueError("q must lie strictly between 0 and 1")
        return self.loc + self.scale * (np.log(q) - np.log1p(-q))  #@ stable log-of-sigmoid


class Laplace(Distribution):
    def __init__(self, loc=0.0, scale=1.0):
        self.loc, self.scale = loc, scale

    def logpdf(self, x):
        return -np.abs(x - self.loc) / self.scale - np.log(2 * self.scale)  #@ stable other

    def cdf(self, x):
        d = x - self.loc
        tail = 0.5 * np.exp(-np.abs(d) / self.scale)  #@ stable other
        return np.where(d < 0, tail, 1 - tail)


class VonMises(Distribution):
    def __init__(self, mu, kappa):
        self.mu, self.kappa = mu, kappa

    def logpdf(self, x):
        # i0e is exponentially scaled
        return self.kappa * (np.cos(x - self.mu) - 1) - LOG_2PI - np.log(special.i0e(self.kappa))  #@ stable other


class Categorical(Distribution):
    """From non-negative weights; outcomes of weight 0 have log mass -inf."""

    def __init__(self, weights):
        w = np.asarray(weights, float)
        if (w < 0).any() or w.sum() == 0:
            raise ValueError("weights must be non-negative and not all zero")
        self.p = w / w.sum()

    @classmethod
    def from_logits(cls, logits):
        return cls(np.exp(logits - np.max(logits)))  #@ stable naive-softmax

    def logpdf(self, k):
        with np.errstate(divide="ignore"):
            return np.log(self.p)[k]

    def entropy(self):
        p = self.p[self.p > 0]
        return -np.dot(p, np.log(p))  #@ stable log-of-softmax


class Beta(Distribution):
    def __init__(self, a, b):
        self.a, self.b = a, b

    def logpdf(self, x):
        x = np.asarray(x, float)
        inside = (x > 0) & (x < 1)
        out = np.full(x.shape, -np.inf)
        xi = x[inside]
        out[inside] = (self.a - 1) * np.log(xi) + (self.b - 1) * np.log1p(-xi) - special.betaln(self.a, self.b)  #@ stable bce-after-sigmoid
        return out


class Mixture(Distribution):
    def __init__(self, weights, parts):
        self.logw = np.log(np.asarray(weights))
        self.parts = parts

    def logpdf(self, x):
        stack = np.stack([lw + d.logpdf(x) for lw, d in zip(self.logw, self.parts)])
        top = stack.max(axis=0)
        return top + np.log(np.sum(np.exp(stack - top), axis=0))  #@ stable naive-logsumexp
