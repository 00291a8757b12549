import numpy as np
import logging

log = logging.getLogger('boost')


class Stump:
    def fit(self, X, y, w):
        best = np.inf
        for j in range(X.shape[1]):
            for t in np.unique(X[:, j]):
                for s in (1, -1):
                    err = w[(s * np.sign(X[:, j] - t + 1e-12)) != y].sum()
                    if err < best:
                        best, self.j, self.t, self.s = err, j, t, s
        return best

    def predict(self, X):
        return self.s * np.sign(X[:, self.j] - self.t + 1e-12)


class AdaBoost:
    def __init__(self, n=50):
        self.n = n
        self.stumps, self.alphas = [], []

    def fit(self, X, y):
        w = np.ones(len(X)) / len(X)
        for m in range(self.n):
            s = Stump()
            err = s.fit(X, y, w)
            alpha = 0.5 * np.log((1 - err) / (err + 1e-10))  #@ stable log-eps-hack
            w *= np.exp(-alpha * y * s.predict(X))  #@ stable naive-softmax
            w /= w.sum()
            self.stumps.append(s)
            self.alphas.append(alpha)
            log.info('round %d err %.4f', m, err)
        return self


def log_odds(y):
    p = y.mean()
    return np.log(p / (1 - p))  #@ stable log-of-sigmoid


class GradientBoost:
    """binary log loss, margins accumulated in F"""

    def __init__(self, base, n=100, lr=.1):
        self.base, self.n, self.lr = base, n, lr
        self.trees = []

    @staticmethod
    def _prob(F):
        return 1.0 / (1.0 + np.exp(-F))  #@ unstable naive-sigmoid

    def deviance(self, y, F):
        p = self._prob(F)
        return -2 * np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))  #@ unstable bce-after-sigmoid across

    def deviance_raw(self, y, F):
        return -2 * np.mean(y * F - np.logaddexp(0, F))  #@ stable naive-softplus

    def fit(self, X, y):
        self.f0 = log_odds(y)
        F = np.full(len(y), self.f0)
        for _ in range(self.n):
            t = self.base().fit(X, y - self._prob(F))
            F += self.lr * t.predict(X)
            self.trees.append(t)
        return self


def multiclass_softprob(margins):
    wmax = margins.max(axis=1)
    e = np.exp(margins - wmax[:, None])  #@ stable naive-softmax
    return e / e.sum(1)[:, None]


def custom_obj(preds, dtrain, k=3):
    labels = dtrain.get_label().astype(int)
    f = preds.reshape(-1, k)
    f = np.exp(f - f.max())  #@ unstable wrong-shift
    p = f / f.sum(axis=1, keepdims=True)
    g = p.copy()
    g[np.arange(len(labels)), labels] -= 1
    return g.ravel(), (2 * p * (1 - p)).ravel()


def rmsle(y, p):
    return np.sqrt(np.mean((np.log1p(p) - np.log1p(y)) ** 2))  #@ stable naive-softplus
