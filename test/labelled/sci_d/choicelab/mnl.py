"""Multinomial logit by maximum likelihood."""
import numpy as np
from scipy.optimize import minimize

from .utilities import logit_shares, systematic


class MultinomialLogit:
    def __init__(self, spec):
        self.spec = spec

    def _unpack(self, theta):
        return dict(zip(self.spec.parameters, theta))

    def loglik(self, theta, data, chosen, avail=None):
        V = systematic(self.spec, data, self._unpack(theta))
        P = logit_shares(V, avail)
        return np.log(P[np.arange(len(chosen)), chosen]).sum()  #@ unstable nll-of-softmax across

    def fit(self, data, chosen, avail=None):
        k = len(self.spec.parameters)
        res = minimize(lambda t: -self.loglik(t, data, chosen, avail), np.zeros(k), method="BFGS")
        self.theta_ = res.x
        self.llf_ = -res.fun
        self.vcov_ = res.hess_inv
        return self

    def null_loglik(self, chosen, avail=None):
        J = len(self.spec.alternatives)
        if avail is None:
            return -len(chosen) * np.log(J)  #@ stable other
        return -np.log(avail.sum(axis=1)).sum()  #@ stable other

    def market_share_loglik(self, chosen):
        n = np.bincount(chosen, minlength=len(self.spec.alternatives))
        n = n[n > 0]
        return float((n * np.log(n / n.sum())).sum())  #@ stable log-of-softmax

    def rho_squared(self, chosen):
        return 1 - self.llf_ / self.null_loglik(chosen)

    def elasticities(self, data, alt, name, col):
        V = systematic(self.spec, data, self._unpack(self.theta_))
        P = logit_shares(V)
        j = self.spec.alternatives.index(alt)
        b = self._unpack(self.theta_)[name]
        return b * data[col].to_numpy() * (1 - P[:, j])
