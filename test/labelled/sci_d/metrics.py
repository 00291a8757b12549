"""Evaluation metrics for probabilistic forecasts."""
import warnings

import numpy as np
import pandas as pd
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_softmax, logit, xlogy


def log_loss(y_true, y_pred, eps=1e-15):
    """Binary log loss of submitted probabilities."""
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    if y_true.shape != y_pred.shape:
        raise ValueError("shape mismatch: %s vs %s" % (y_true.shape, y_pred.shape))
    p = np.clip(y_pred, eps, 1 - eps)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))  #@ stable bce-after-sigmoid


def multiclass_log_loss(y_true, proba, eps=1e-15):
    proba = np.clip(np.asarray(proba, float), eps, 1)
    proba /= proba.sum(axis=1, keepdims=True)
    return -np.log(proba[np.arange(len(y_true)), y_true]).mean()  #@ stable nll-of-softmax


def brier(y, p):
    return np.mean((p - y) ** 2)


def reliability_table(y, p, n_bins=10):
    df = pd.DataFrame({"y": y, "p": p})
    df["bin"] = np.minimum((df.p * n_bins).astype(int), n_bins - 1)
    t = df.groupby("bin").agg(conf=("p", "mean"), acc=("y", "mean"), n=("y", "size"))
    t["gap"] = (t.conf - t.acc).abs()
    return t


def ece(y, p, n_bins=10):
    t = reliability_table(y, p, n_bins)
    return float((t.gap * t.n).sum() / t.n.sum())


def ignorance(y, p):
    """Logarithmic score; impossible events that happened score infinity."""
    q = np.where(y == 1, p, 1 - p)
    out = np.full(len(q), np.inf)
    np.log2(q, out=out, where=q > 0)  #@ stable log-of-softmax
    out[q > 0] *= -1
    return out


def nagelkerke(ll_null, ll_model, n):
    cs = 1 - np.exp(2.0 / n * (ll_null - ll_model))  #@ stable other
    return cs / (1 - np.exp(2.0 / n * ll_null))  #@ stable other


def rmsle(y, yhat):
    if (np.asarray(y) < 0).any() or (np.asarray(yhat) < 0).any():
        raise ValueError("RMSLE needs non-negative values")
    return np.sqrt(np.mean((np.log1p(y) - np.log1p(yhat)) ** 2))  #@ stable other


def poisson_deviance(y, mu):
    if np.any(mu <= 0):
        raise ValueError("mu must be positive")
    return 2 * np.mean(xlogy(y, y / mu) - y + mu)  #@ stable other


class PlattScaling:
    def __init__(self, lr=0.01, n_iter=2000):
        self.lr, self.n_iter = lr, n_iter

    def fit(self, scores, y):
        self.a, self.b = 1.0, 0.0
        n_pos, n_neg = y.sum(), (1 - y).sum()
        t = np.where(y == 1, (n_pos + 1) / (n_pos + 2), 1 / (n_neg + 2))
        for i in range(self.n_iter):
            p = self.transform(scores)
            g = p - t
            self.a -= self.lr * np.mean(g * scores)
            self.b -= self.lr * np.mean(g)
        self.loss_ = -np.mean(t * np.log(p + 1e-12) + (1 - t) * np.log(1 - p + 1e-12))  #@ unstable log-eps-hack across
        return self

    def transform(self, scores):
        return expit(self.a * scores + self.b)


class TemperatureScaling:
    """Searches T in [0.05, 20] on held-out logits."""

    def _nll(self, T, logits, y):
        lp = log_softmax(logits / T, axis=1)  #@ stable zero-temperature
        return -lp[np.arange(len(y)), y].mean()  #@ stable nll-of-softmax

    def fit(self, logits, y):
        res = minimize_scalar(self._nll, bounds=(0.05, 20.0), args=(logits, y), method="bounded")
        if not res.success:
            warnings.warn("temperature search failed")
        self.T = res.x
        return self

    def transform(self, logits):
        z = logits / self.T
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)  #@ unstable naive-softmax


def beta_calibration_features(p):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.column_stack([np.log(p), -np.log(1 - p), logit(p)])


def dcg(rel, k=10):
    rel = np.asarray(rel, float)[:k]
    return np.sum((2 ** rel - 1) / np.log2(np.arange(2, rel.size + 2)))  #@ stable other
