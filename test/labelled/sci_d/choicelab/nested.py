"""Two-level nested logit and a mixed logit simulator."""
import numpy as np
from scipy.special import log_softmax, logsumexp

from .utilities import inclusive_value, systematic


class NestedLogit:
    """``nests`` maps a nest's name to the column indices of its alternatives."""

    def __init__(self, spec, nests):
        self.spec = spec
        self.nests = nests
        covered = sorted(i for v in nests.values() for i in v)
        if covered != list(range(len(spec.alternatives))):
            raise ValueError("every alternative must belong to exactly one nest")

    def log_probabilities(self, V, lam):
        names = list(self.nests)
        iv = np.column_stack([inclusive_value(V[:, self.nests[n]], lam[n]) for n in names])
        upper = log_softmax(iv, axis=1)  #@ stable log-of-softmax
        out = np.empty_like(V)
        for c, n in enumerate(names):
            idx = self.nests[n]
            lower = log_softmax(V[:, idx] / lam[n], axis=1)  #@ stable log-of-softmax
            out[:, idx] = upper[:, [c]] + lower
        return out

    def loglik(self, beta, lam, data, chosen):
        V = systematic(self.spec, data, beta)
        lp = self.log_probabilities(V, lam)
        return lp[np.arange(len(chosen)), chosen].sum()  #@ stable nll-of-softmax


def consumer_surplus(V, beta_cost):
    """Expected maximum utility in money units."""
    return np.log(np.exp(V).sum(axis=1)) / -beta_cost  #@ unstable naive-logsumexp


def simulated_loglik(panel_V, chosen, person):
    """Mixed logit: ``panel_V`` is (draws, obs, alternatives)."""
    R = panel_V.shape[0]
    lp = panel_V - logsumexp(panel_V, axis=2, keepdims=True)  #@ stable naive-logsumexp
    obs = np.take_along_axis(lp, chosen[None, :, None], axis=2)[..., 0]
    ll = 0.0
    for p in np.unique(person):
        per_draw = obs[:, person == p].sum(axis=1)
        ll += np.log(np.mean(np.exp(per_draw)))  #@ unstable naive-logsumexp
    return ll
