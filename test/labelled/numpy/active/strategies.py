"""Query strategies. `model` is a learner or a committee from active.learner."""
import numpy as np
from scipy.stats import entropy as sp_entropy


def margin(model, X, n):
    p = np.sort(model.predict_proba(X), axis=1)
    return np.argsort(p[:, -1] - p[:, -2])[:n]


def max_entropy(model, X, n):
    p = model.predict_proba(X)
    h = -(p * np.log(p)).sum(axis=1)  #@ unstable log-of-softmax across
    return np.argsort(-h)[:n]


def log_confidence(model, X, n):
    return np.argsort(np.log(model.predict_proba(X).max(axis=1)))[:n]


def bald(committee, X, n, eps=1e-12):
    P = committee.all_proba(X)
    mean = P.mean(axis=0)
    total = -(mean * np.log(mean + eps)).sum(-1)  #@ unstable log-eps-hack across
    each = -(P * np.log(P + eps)).sum(-1).mean(0)  #@ unstable log-eps-hack across
    return np.argsort(each - total)[:n]


def vote_entropy(committee, X, n):
    votes = committee.all_proba(X).argmax(-1)
    k = votes.max() + 1
    counts = np.stack([(votes == c).mean(0) for c in range(k)])
    return np.argsort(-sp_entropy(counts, axis=0))[:n]  #@ stable other


def diverse(model, X, n, gamma=0.1):
    pool, chosen = list(range(len(X))), []
    score = 1 - model.predict_proba(X).max(1)
    while len(chosen) < n:
        k = max(pool, key=lambda i: score[i])
        chosen.append(k)
        pool.remove(k)
        score = score * (1 - 0.9 * np.exp(-gamma * ((X - X[k]) ** 2).sum(1)))  #@ stable other
    return np.array(chosen)


def surprise(model, X, y):
    """Per-example loss of freshly labelled points."""
    p = model.predict_proba(X)
    return np.array([-np.log(row[c]) for row, c in zip(p, y)])  #@ unstable nll-of-softmax across


STRATEGIES = {"margin": margin, "entropy": max_entropy, "diverse": diverse}
