"""Felsenstein pruning with rescaling, and posterior probability of trees."""
import numpy as np

from .substitution import BASES, GTR


class Node:
    def __init__(self, name=None, length=0.0, children=()):
        self.name = name
        self.length = length
        self.children = list(children)


def _leaf_partial(ch):
    v = np.zeros(4)
    i = BASES.find(ch)
    if i < 0:
        v[:] = 1.0
    else:
        v[i] = 1.0
    return v


def partials(node, site, model):
    """Returns (scaled partial likelihoods, accumulated log scale)."""
    if not node.children:
        return _leaf_partial(site[node.name]), 0.0
    out, logscale = np.ones(4), 0.0
    for c in node.children:
        p, ls = partials(c, site, model)
        out *= model.P(c.length) @ p
        logscale += ls
    top = out.max()
    if top <= 0:
        return out, -np.inf
    return out / top, logscale + np.log(top)  #@ stable other


def log_likelihood(tree, alignment, model):
    n = len(next(iter(alignment.values())))
    total = 0.0
    for s in range(n):
        site = {k: v[s] for k, v in alignment.items()}
        p, ls = partials(tree, site, model)
        lik = float(model.pi @ p)
        if lik <= 0:
            return -np.inf
        total += np.log(lik) + ls  #@ stable other
    return total


def akaike_weights(logliks, n_params):
    aic = 2 * np.asarray(n_params) - 2 * np.asarray(logliks)
    delta = aic - aic.min()
    w = np.exp(-0.5 * delta)
    return w / w.sum()  #@ stable naive-softmax


def tree_posterior(logliks, log_priors):
    joint = np.asarray(logliks) + np.asarray(log_priors)
    post = np.exp(joint) / np.exp(joint).sum()  #@ unstable naive-softmax
    return post


def harmonic_mean_marginal(samples):
    """Newton-Raftery estimator from sampled log likelihoods."""
    ll = np.asarray(samples)
    return -np.log(np.mean(np.exp(-ll)))  #@ unstable naive-logsumexp


def stepping_stone(chains, betas):
    total = 0.0
    for ll, lo, hi in zip(chains, betas[:-1], betas[1:]):
        d = (hi - lo) * np.asarray(ll)
        top = d.max()
        total += top + np.log(np.mean(np.exp(d - top)))  #@ stable naive-logsumexp
    return total


def main():
    model = GTR([1, 2, 1, 1, 2, 1], [0.3, 0.2, 0.2, 0.3])
    tree = Node(children=[Node("a", 0.1), Node("b", 0.2), Node("c", 0.3)])
    aln = {"a": "ACGT", "b": "ACGA", "c": "ACTT"}
    print(log_likelihood(tree, aln, model))


if __name__ == "__main__":
    main()
