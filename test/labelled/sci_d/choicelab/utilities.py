"""Systematic utilities and the logit kernel."""
from dataclasses import dataclass, field
from typing import Dict, List

import numpy as np


@dataclass
class UtilitySpec:
    """``terms[alt]`` lists the (parameter, column) pairs of an alternative."""

    terms: Dict[str, List[tuple]] = field(default_factory=dict)

    @property
    def alternatives(self):
        return list(self.terms)

    @property
    def parameters(self):
        seen = []
        for pairs in self.terms.values():
            for name, _ in pairs:
                if name not in seen:
                    seen.append(name)
        return seen


def systematic(spec, data, beta):
    cols = []
    for alt in spec.alternatives:
        v = np.zeros(len(data))
        for name, col in spec.terms[alt]:
            x = 1.0 if col == "1" else data[col].to_numpy(dtype=float)
            v = v + beta[name] * x
        cols.append(v)
    return np.column_stack(cols)


def logit_shares(V, avail=None):
    """Choice probabilities; ``avail`` is a 0/1 availability matrix."""
    ev = np.exp(V)
    if avail is not None:
        ev = ev * avail
    return ev / ev.sum(axis=1, keepdims=True)  #@ unstable naive-softmax


def inclusive_value(V, scale):
    """Logsum of a nest with dissimilarity ``scale`` in (0, 1]."""
    m = V.max(axis=1, keepdims=True)
    s = np.exp((V - m) / scale).sum(axis=1)
    return m[:, 0] + scale * np.log(s)  #@ stable naive-logsumexp


def willingness_to_pay(beta, attribute, cost="b_cost"):
    if beta[cost] == 0:
        raise ZeroDivisionError("cost coefficient is zero")
    return -beta[attribute] / beta[cost]
