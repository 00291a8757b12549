"""Exponential families: variance function, deviance and log likelihood."""
import numpy as np
from scipy.special import gammaln, xlogy

from .links import Log, Logit


class Family:
    link_class = None

    def __init__(self, link=None):
        self.link = link if link is not None else self.link_class()

    def fitted(self, lin_pred):
        return self.link.inverse(lin_pred)

    def starting_mu(self, y):
        return (y + y.mean()) / 2.0


class Poisson(Family):
    link_class = Log

    def variance(self, mu):
        return mu

    def deviance(self, y, mu, w=1.0):
        return 2.0 * np.sum(w * (xlogy(y, y / mu) - (y - mu)))  #@ stable other

    def loglike(self, y, mu, w=1.0):
        return np.sum(w * (xlogy(y, mu) - mu - gammaln(y + 1)))  #@ stable other


class NegativeBinomial(Family):
    """NB2 with known dispersion ``alpha`` (strictly positive)."""

    link_class = Log

    def __init__(self, link=None, alpha=1.0):
        super().__init__(link)
        if not alpha > 0:
            raise ValueError("alpha must be > 0")
        self.alpha = float(alpha)

    def variance(self, mu):
        return mu + self.alpha * mu ** 2

    def loglike(self, y, mu, w=1.0):
        r = 1.0 / self.alpha
        am = self.alpha * mu
        ll = y * np.log(am / (1.0 + am)) - r * np.log1p(am)
        ll += gammaln(y + r) - gammaln(y + 1) - gammaln(r)
        return np.sum(w * ll)


class Gamma(Family):
    link_class = Log

    def variance(self, mu):
        return mu ** 2

    def deviance(self, y, mu, w=1.0):
        if np.any(y <= 0):
            raise ValueError("Gamma responses must be strictly positive")
        ratio = y / mu
        return 2.0 * np.sum(w * (ratio - 1.0 - np.log(ratio)))  #@ stable other


class Binomial(Family):
    link_class = Logit

    def starting_mu(self, y):
        return (y + 0.5) / 2.0

    def variance(self, mu):
        return mu * (1.0 - mu)

    def deviance(self, y, mu, w=1.0):
        a = xlogy(y, y / mu)
        b = xlogy(1 - y, (1 - y) / (1 - mu))
        return 2.0 * np.sum(w * (a + b))

    def loglike(self, y, mu, w=1.0):
        return np.sum(w * (y * np.log(mu) + (1 - y) * np.log(1 - mu)))  #@ unstable bce-after-sigmoid across

    def loglike_eta(self, y, eta, w=1.0):
        """Canonical form in the linear predictor."""
        return np.sum(w * (y * eta - np.logaddexp(0.0, eta)))  #@ stable naive-softplus
