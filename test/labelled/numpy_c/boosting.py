"""AdaBoost, logit boost and gradient boosting on decision stumps; pandas input."""
import sys

import numpy as np
import pandas as pd
from scipy.special import expit, log_expit


class Stump:
    def fit(self, X, r, w):
        best = np.inf
        for j in range(X.shape[1]):
            for thr in np.quantile(X[:, j], np.linspace(0.05, 0.95, 19)):
                left = X[:, j] <= thr
                if left.all() or not left.any():
                    continue
                a = np.average(r[left], weights=w[left])
                b = np.average(r[~left], weights=w[~left])
                err = (w * (r - np.where(left, a, b)) ** 2).sum()
                if err < best:
                    best, self.j, self.thr, self.a, self.b = err, j, thr, a, b
        return self

    def predict(self, X):
        return np.where(X[:, self.j] <= self.thr, self.a, self.b)


class AdaBoost:
    def __init__(self, n=50):
        self.n = n

    def fit(self, X, y):
        y = np.where(y > 0, 1, -1)
        w = np.ones(len(y)) / len(y)
        self.members = []
        for _ in range(self.n):
            s = Stump().fit(X, y, w)
            h = np.sign(s.predict(X))
            err = np.clip(w[h != y].sum(), 1e-10, 1 - 1e-10)
            alpha = 0.5 * np.log((1 - err) / err)  #@ stable log-eps-hack
            w = w * np.exp(-alpha * y * h)
            w /= w.sum()  #@ stable naive-softmax
            self.members.append((alpha, s))
        return self

    def decision_function(self, X):
        return sum(a * np.sign(s.predict(X)) for a, s in self.members)


class LogisticGB:
    def __init__(self, n=100, lr=0.1):
        self.n, self.lr = n, lr

    def fit(self, X, y, verbose=False):
        p0 = y.mean()
        self.f0 = np.log(p0 / (1 - p0))  #@ stable other
        F = np.full(len(y), self.f0)
        self.trees = []
        for i in range(self.n):
            p = 1.0 / (1.0 + np.exp(-F))  #@ unstable naive-sigmoid
            s = Stump().fit(X, y - p, np.ones(len(y)))
            F += self.lr * s.predict(X)
            self.trees.append(s)
            if verbose:
                dev = -2 * np.mean(y * F - np.logaddexp(0, F))  #@ stable naive-softplus
                print('%d deviance %.4f' % (i, dev))
        return self

    def raw(self, X):
        return self.f0 + self.lr * sum(t.predict(X) for t in self.trees)

    def predict_proba(self, X):
        return expit(self.raw(X))

    def staged_loss(self, X, y):
        F, out = np.full(len(y), self.f0), []
        for t in self.trees:
            F = F + self.lr * t.predict(X)
            out.append(-np.mean(np.where(y > 0, log_expit(F), log_expit(-F))))  #@ stable log-of-sigmoid
        return out


def binomial_deviance(y, F):
    return np.mean(np.log(1 + np.exp(-2.0 * y * F)))  #@ unstable naive-softplus


def logloss(model, X, y):
    p = model.predict_proba(X)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))  #@ unstable bce-after-sigmoid across


if __name__ == '__main__':
    df = pd.read_csv(sys.argv[1])
    df['log_income'] = np.log1p(df['income'].clip(lower=0))  #@ stable naive-softplus
    y = df.pop('target').values
    X = df.select_dtypes('number').fillna(0).values
    n = int(0.8 * len(y))
    ada = AdaBoost().fit(X[:n], y[:n])
    print('ada acc', ((ada.decision_function(X[n:]) > 0) == y[n:]).mean())
    print('ada deviance', binomial_deviance(2 * y[n:] - 1, ada.decision_function(X[n:])))
    gb = LogisticGB().fit(X[:n], y[:n], verbose=True)
    print('gb logloss', logloss(gb, X[n:], y[n:]), gb.staged_loss(X[n:], y[n:])[-1])
