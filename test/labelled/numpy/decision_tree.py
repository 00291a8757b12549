from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Optional

import numpy as np


def entropy(y: np.ndarray) -> float:
    hist = np.bincount(y)
    ps = hist / len(y)
    return -np.sum([p * np.log2(p) for p in ps if p > 0])  #@ stable other


def gini(y):
    ps = np.bincount(y) / len(y)
    return 1.0 - np.sum(ps ** 2)


def information_value(feature, y, bins=10):
    """Weight of evidence / IV, with half a count added."""
    iv = 0.0
    edges = np.quantile(feature, np.linspace(0, 1, bins + 1)[1:-1])
    bucket = np.digitize(feature, edges)
    for b in range(bins):
        good = ((bucket == b) & (y == 0)).sum() + 0.5
        bad = ((bucket == b) & (y == 1)).sum() + 0.5
        pg, pb = good / (y == 0).sum(), bad / (y == 1).sum()
        iv += (pg - pb) * np.log(pg / pb)  #@ stable other
    return iv


@dataclass
class Node:
    feature: Optional[int] = None
    threshold: Optional[float] = None
    left: Optional["Node"] = None
    right: Optional["Node"] = None
    probs: Optional[np.ndarray] = None

    @property
    def is_leaf(self):
        return self.probs is not None


class DecisionTree:
    def __init__(self, max_depth=8, min_samples=2, n_feats=None, smooth=1.0):
        self.max_depth, self.min_samples = max_depth, min_samples
        self.n_feats, self.smooth = n_feats, smooth

    def fit(self, X, y):
        self.K = int(y.max()) + 1
        self.n_feats = min(self.n_feats or X.shape[1], X.shape[1])
        self.root = self._grow(X, y, 0)
        return self

    def _leaf(self, y):
        counts = np.bincount(y, minlength=self.K) + self.smooth
        return Node(probs=counts / counts.sum())

    def _grow(self, X, y, depth):
        if depth >= self.max_depth or len(y) < self.min_samples or len(np.unique(y)) == 1:
            return self._leaf(y)
        feats = np.random.choice(X.shape[1], self.n_feats, replace=False)
        f, t = self._best(X, y, feats)
        if f is None:
            return self._leaf(y)
        m = X[:, f] <= t
        return Node(f, t, self._grow(X[m], y[m], depth + 1), self._grow(X[~m], y[~m], depth + 1))

    def _best(self, X, y, feats):
        best, out = 1e-12, (None, None)
        parent = entropy(y)
        for f in feats:
            for t in np.unique(X[:, f])[:-1]:
                m = X[:, f] <= t
                gain = parent - m.mean() * entropy(y[m]) - (1 - m.mean()) * entropy(y[~m])
                if gain > best:
                    best, out = gain, (f, t)
        return out

    def predict_proba(self, X):
        rows = []
        for x in X:
            node = self.root
            while not node.is_leaf:
                node = node.left if x[node.feature] <= node.threshold else node.right
            rows.append(node.probs)
        return np.array(rows)

    def log_loss(self, X, y):
        p = self.predict_proba(X)
        return -np.log(p[np.arange(len(y)), y]).mean()  #@ stable nll-of-softmax


class PlattScaler:
    """Turns margins of a forest into probabilities."""

    def fit(self, f, y, iters=300, lr=0.05):
        self.A, self.B = -1.0, 0.0
        for _ in range(iters):
            p = self.transform(f)
            d = y - p
            self.A -= lr * (d * f).mean()
            self.B -= lr * d.mean()
        self.nll = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()  #@ unstable bce-after-sigmoid across
        return self

    def transform(self, f):
        z = self.A * f + self.B
        return 1.0 / (1.0 + np.exp(z))  #@ unstable naive-sigmoid


def forest_vote(trees, X):
    votes = np.stack([t.predict_proba(X).argmax(1) for t in trees])
    return np.array([Counter(col).most_common(1)[0][0] for col in votes.T])


if __name__ == "__main__":
    from sklearn.datasets import load_breast_cancer
    from sklearn.model_selection import train_test_split

    data = load_breast_cancer()
    Xa, Xb, ya, yb = train_test_split(data.data, data.target, random_state=1)
    forest = []
    for _ in range(10):
        i = np.random.randint(0, len(Xa), len(Xa))
        forest.append(DecisionTree(n_feats=6).fit(Xa[i], ya[i]))
    print("forest", (forest_vote(forest, Xb) == yb).mean(), "tree log loss", forest[0].log_loss(Xb, yb))
    margin = np.mean([t.predict_proba(Xa)[:, 1] for t in forest], axis=0) * 2 - 1
    print("platt", PlattScaler().fit(margin, ya).nll)
    print("best IV", max(information_value(Xa[:, j], ya) for j in range(Xa.shape[1])))
