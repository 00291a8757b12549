"""
Logistic / softmax regression from scratch, sklearn-like API.
Usage:  python logreg_scratch.py
"""
import numpy as np
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


class LogisticRegression:
    def __init__(self, learning_rate=0.01, n_iters=1000, fit_intercept=True, verbose=False):
        self.lr = learning_rate
        self.n_iters = n_iters
        self.fit_intercept = fit_intercept
        self.verbose = verbose

    def __add_intercept(self, X):
        return np.concatenate((np.ones((X.shape[0], 1)), X), axis=1)

    def __sigmoid(self, z):
        return 1 / (1 + np.exp(-z))  #@ stable naive-sigmoid

    def __loss(self, h, y):
        return (-y * np.log(h) - (1 - y) * np.log(1 - h)).mean()  #@ unstable bce-after-sigmoid across

    def fit(self, X, y):
        if self.fit_intercept:
            X = self.__add_intercept(X)
        self.theta = np.zeros(X.shape[1])
        self.history = []
        for i in range(self.n_iters):
            h = self.__sigmoid(np.dot(X, self.theta))
            gradient = np.dot(X.T, (h - y)) / y.size
            self.theta -= self.lr * gradient
            self.history.append(self.__loss(h, y))
        return self

    def predict_proba(self, X):
        if self.fit_intercept:
            X = self.__add_intercept(X)
        return self.__sigmoid(np.dot(X, self.theta))

    def predict(self, X):
        return self.predict_proba(X).round()


class SoftmaxRegression:
    def __init__(self, lr=0.1, epochs=300, reg=1e-4):
        self.lr, self.epochs, self.reg = lr, epochs, reg

    def _logits(self, X):
        return X @ self.W + self.b

    def _nll(self, X, y):
        z = self._logits(X)
        z = z - z.max(1, keepdims=True)
        log_probs = z - np.log(np.exp(z).sum(1, keepdims=True))  #@ stable naive-logsumexp
        return -log_probs[np.arange(len(y)), y].mean()

    def _newton_weight(self, X):
        z = self._logits(X)
        e = np.exp(z)  #@ unstable naive-softmax
        p = e / e.sum(axis=1, keepdims=True)
        return p * (1 - p)

    def fit(self, X, y):
        n, d = X.shape
        k = y.max() + 1
        self.W = np.zeros((d, k)); self.b = np.zeros(k)
        Y = np.eye(k)[y]
        for ep in range(self.epochs):
            z = self._logits(X)
            z -= z.max(axis=1, keepdims=True)
            P = np.exp(z)  #@ stable naive-softmax
            P /= P.sum(axis=1, keepdims=True)
            dz = (P - Y) / n
            self.W -= self.lr * (X.T @ dz + self.reg * self.W)
            self.b -= self.lr * dz.sum(0)
        return self


def margin_loss(X, y_pm, w):
    """y in {-1, +1}"""
    m = y_pm * (X @ w)
    return np.mean(np.log(1 + np.exp(-m)))  #@ unstable naive-softplus


def margin_loss_ref(X, y_pm, w):
    m = y_pm * (X @ w)
    return np.mean(np.logaddexp(0, -m))  #@ stable naive-softplus


def mcfadden_r2(ll, y):
    p0 = (y.sum() + 1) / (len(y) + 2)
    ll0 = (y * np.log(p0) + (1 - y) * np.log(1 - p0)).sum()  #@ stable bce-after-sigmoid
    return 1 - ll / ll0


if __name__ == "__main__":
    X, y = load_breast_cancer(return_X_y=True)
    Xtr, Xte, ytr, yte = train_test_split(X, y, test_size=.2, random_state=7)
    clf = LogisticRegression(0.1, 3000).fit(Xtr, ytr)
    print("acc", (clf.predict(Xte) == yte).mean())
    X, y = load_iris(return_X_y=True)
    sm = SoftmaxRegression().fit(StandardScaler().fit_transform(X), y)
    print(sm.W)
