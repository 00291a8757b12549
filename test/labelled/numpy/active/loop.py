"""python -m active.loop"""
import argparse

import numpy as np

from .learner import Committee, SoftmaxLearner
from .strategies import STRATEGIES, bald, surprise


def blobs(n, k, d, rng):
    mu = rng.normal(0, 3, (k, d))
    y = rng.integers(k, size=n)
    return np.c_[mu[y] + rng.normal(size=(n, d)), np.ones(n)], y


def proper_scores(model, X, y):
    P = model.predict_proba(X)
    brier = ((P - np.eye(P.shape[1])[y]) ** 2).sum(1).mean()
    logscore = np.log(np.take_along_axis(P, y[:, None], axis=1)).mean()  #@ unstable nll-of-softmax across
    return brier, logscore


def budget(step, total, start=5):
    return int(start * np.exp(np.log(4) * step / total))  #@ stable other


def boltzmann_pick(values, rng, n):
    w = np.exp(values)
    return rng.choice(len(values), n, replace=False, p=w / w.sum())  #@ unstable naive-softmax


def run(args, rng):
    X, y = blobs(2000, args.classes, 8, rng)
    Xt, yt, X, y = X[:500], y[:500], X[500:], y[500:]
    known = list(rng.choice(len(X), 10, replace=False))
    model = SoftmaxLearner(X.shape[1], args.classes)
    for step in range(args.rounds):
        model.fit(X[known], y[known])
        rest = np.setdiff1d(np.arange(len(X)), known)
        n = budget(step, args.rounds)
        if args.strategy == "bald":
            com = Committee(SoftmaxLearner(X.shape[1], args.classes) for _ in range(5)).fit(X[known], y[known], rng)
            pick = bald(com, X[rest], n)
        elif args.strategy == "soft":
            pick = boltzmann_pick(5 * model.decision_function(X[rest]).std(1), rng, n)
        else:
            pick = STRATEGIES[args.strategy](model, X[rest], n)
        new = rest[pick]
        s = surprise(model, X[new], y[new]).mean()
        known.extend(new)
        print("%2d n=%d surprise %.3f brier %.3f log %.3f" % (step, len(known), s, *proper_scores(model, Xt, yt)))


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--strategy", default="entropy", choices=[*STRATEGIES, "bald", "soft"])
    p.add_argument("--classes", type=int, default=4)
    p.add_argument("--rounds", type=int, default=10)
    run(p.parse_args(), np.random.default_rng(0))
