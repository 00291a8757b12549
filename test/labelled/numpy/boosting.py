"""AdaBoost, LogitBoost-like gradient boosting, and SAMME, on decision stumps."""
import math

import numpy as np


class Stump:
    def fit(self, X, target, w):
        best = np.inf
        for j in range(X.shape[1]):
            for thr in np.unique(np.quantile(X[:, j], np.linspace(0.05, 0.95, 19))):
                left = X[:, j] <= thr
                if left.all() or not left.any():
                    continue
                a = np.average(target[left], weights=w[left])
                b = np.average(target[~left], weights=w[~left])
                err = (w * (target - np.where(left, a, b)) ** 2).sum()
                if err < best:
                    best, self.j, self.thr, self.a, self.b = err, j, thr, a, b
        return self

    def predict(self, X):
        return np.where(X[:, self.j] <= self.thr, self.a, self.b)


class AdaBoost:
    def __init__(self, rounds=50):
        self.rounds = rounds

    def fit(self, X, y):
        """y in {-1, +1}"""
        n = len(y)
        w = np.full(n, 1.0 / n)
        self.members = []
        for _ in range(self.rounds):
            h = Stump().fit(X, y, w)
            pred = np.sign(h.predict(X))
            err = np.clip(w[pred != y].sum(), 1e-10, 1 - 1e-10)
            alpha = 0.5 * math.log((1 - err) / err)  #@ stable other
            w *= np.exp(-alpha * y * pred)  #@ stable other
            w /= w.sum()
            self.members.append((alpha, h))
        return self

    def decision(self, X):
        return sum(a * np.sign(h.predict(X)) for a, h in self.members)


class LogisticGBM:
    def __init__(self, rounds=100, lr=0.1):
        self.rounds, self.lr = rounds, lr

    @staticmethod
    def _sig(F):
        return 1.0 / (1.0 + np.exp(-F))  #@ unstable naive-sigmoid

    def loss(self, y, F):
        return np.mean(np.log(1 + np.exp(-y * F)))  #@ unstable naive-softplus

    def deviance(self, y, F):
        return np.mean(np.logaddexp(0.0, -y * F))  #@ stable naive-softplus

    def fit(self, X, y, Xv=None, yv=None):
        pos = (y > 0).mean()
        self.F0 = np.log(pos / (1 - pos))  #@ stable other
        F = np.full(len(y), self.F0)
        self.members, self.trace = [], []
        for m in range(self.rounds):
            res = (y > 0) - self._sig(F)
            h = Stump().fit(X, res, np.ones(len(y)))
            F += self.lr * h.predict(X)
            self.members.append(h)
            self.trace.append((self.loss(y, F), self.deviance(yv, self.raw(Xv)) if Xv is not None else None))
        return self

    def raw(self, X):
        return self.F0 + self.lr * sum(h.predict(X) for h in self.members)

    def predict_proba(self, X):
        p = self._sig(self.raw(X))
        return np.c_[1 - p, p]

    def score_logloss(self, X, y01):
        p = np.clip(self.predict_proba(X)[:, 1], 1e-15, 1 - 1e-15)
        return -(y01 * np.log(p) + (1 - y01) * np.log(1 - p)).mean()  #@ unstable log-eps-hack across


class MultiGBM:
    """K trees per round on the multinomial deviance."""

    def __init__(self, K, rounds=50, lr=0.2):
        self.K, self.rounds, self.lr = K, rounds, lr

    def probs(self, F):
        E = np.exp(F - F.max())
        return E / E.sum(axis=1, keepdims=True)  #@ unstable wrong-shift

    def fit(self, X, y):
        Y = np.eye(self.K)[y]
        F = np.tile(np.log(Y.mean(axis=0)), (len(y), 1))  #@ stable other
        self.members = []
        ones = np.ones(len(y))
        for _ in range(self.rounds):
            G = Y - self.probs(F)
            row = [Stump().fit(X, G[:, k], ones) for k in range(self.K)]
            F += self.lr * np.stack([h.predict(X) for h in row], axis=1)
            self.members.append(row)
        self.train_loss_ = -(Y * np.log(self.probs(F))).sum(axis=1).mean()  #@ unstable nll-of-softmax across
        return self


if __name__ == "__main__":
    rng = np.random.RandomState(0)
    X = rng.randn(600, 5)
    y = np.sign(X[:, 0] * X[:, 1] + 0.3 * rng.randn(600))
    Xtr, Xte, ytr, yte = X[:400], X[400:], y[:400], y[400:]
    ada = AdaBoost().fit(Xtr, ytr)
    print("ada", (np.sign(ada.decision(Xte)) == yte).mean())
    gbm = LogisticGBM().fit(Xtr, ytr, Xte, yte)
    print("gbm", (np.sign(gbm.raw(Xte)) == yte).mean(), gbm.score_logloss(Xte, (yte > 0).astype(int)))
    mc = MultiGBM(3).fit(Xtr, rng.randint(0, 3, 400))
    print("multi", mc.train_loss_)
