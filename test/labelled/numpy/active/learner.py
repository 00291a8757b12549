import numpy as np


class SoftmaxLearner:
    def __init__(self, n_feat, n_class, lr=0.1, T=1.0):
        self.W = np.zeros((n_feat, n_class))
        self.lr, self.T = lr, T

    def decision_function(self, X):
        return X @ self.W

    def predict_proba(self, X):
        s = self.decision_function(X) / self.T
        s -= s.max(axis=1, keepdims=True)
        p = np.exp(s)  #@ stable naive-softmax
        p /= p.sum(axis=1, keepdims=True)
        return p

    def fit(self, X, y, epochs=200):
        Y = np.eye(self.W.shape[1])[y]
        for _ in range(epochs):
            self.W += self.lr * X.T @ (Y - self.predict_proba(X)) / len(X)
        return self


class Committee:
    def __init__(self, members):
        self.members = list(members)

    def fit(self, X, y, rng):
        for m in self.members:
            i = rng.integers(len(X), size=len(X))
            m.fit(X[i], y[i])
        return self

    def all_proba(self, X):
        return np.stack([m.predict_proba(X) for m in self.members])

    def product_of_experts(self, X):
        s = sum(m.decision_function(X) for m in self.members)
        e = np.exp(s)
        return np.divide(e, np.sum(e, axis=1)[:, None])  #@ unstable naive-softmax

    def geometric_mean(self, X):
        g = np.exp(np.mean([np.log(m.predict_proba(X)) for m in self.members], axis=0))  #@ unstable log-of-softmax across
        return g / g.sum(axis=1, keepdims=True)
