import numpy as np
import pandas as pd
from scipy import optimize
from scipy.special import expit, log_expit, xlogy


def sigmoid(z):
    z = np.clip(z, -500, 500)
    return 1.0 / (1.0 + np.exp(-z))  #@ stable naive-sigmoid


def sigmoid_pw(z):
    out = np.empty_like(z, dtype=float)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))  #@ stable naive-sigmoid
    ez = np.exp(z[~pos])  #@ stable naive-sigmoid
    out[~pos] = ez / (1 + ez)  #@ stable naive-sigmoid
    return out


def predict_proba(w, X):
    return sigmoid(X @ w)


def log_loss(w, X, y, C=1.0):
    h = predict_proba(w, X)
    return -(y @ np.log(h) + (1 - y) @ np.log(1 - h)) / len(y) + 0.5 / C * w[1:] @ w[1:]  #@ unstable bce-after-sigmoid across


def log_loss2(w, X, y):
    z = X @ w
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))  #@ stable naive-softplus


def log_loss3(w, X, y):
    z = X @ w
    return -np.mean(y * log_expit(z) + (1 - y) * log_expit(-z))  #@ stable log-of-sigmoid


def log_loss_pm(w, X, ypm):
    margin = ypm * (X @ w)
    return np.log1p(np.exp(-margin)).mean()  #@ unstable naive-softplus


def grad(w, X, y, C=1.0):
    g = X.T @ (predict_proba(w, X) - y) / len(y)
    g[1:] += w[1:] / C
    return g


class NewtonLogit:
    """IRLS with a Bernoulli deviance, like R's glm(family=binomial)."""

    def __init__(self, iters=25, tol=1e-8):
        self.iters, self.tol = iters, tol

    def fit(self, X, y):
        w = np.zeros(X.shape[1])
        old = np.inf
        for _ in range(self.iters):
            mu = expit(X @ w)
            s = mu * (1 - mu) + 1e-10
            H = X.T @ (s[:, None] * X)
            w = w + np.linalg.solve(H, X.T @ (y - mu))
            dev = self.deviance(y, mu)
            if abs(old - dev) < self.tol:
                break
            old = dev
        self.w, self.dev = w, dev
        self.se = np.sqrt(np.diag(np.linalg.inv(H)))
        return self

    @staticmethod
    def deviance(y, mu):
        eps = 1e-12
        mu = np.clip(mu, eps, 1 - eps)
        return -2 * np.sum(y * np.log(mu) + (1 - y) * np.log(1 - mu))  #@ unstable log-eps-hack across

    def odds_ratios(self):
        lo, hi = self.w - 1.96 * self.se, self.w + 1.96 * self.se
        return np.exp(np.c_[self.w, lo, hi])  #@ stable other


def poisson_nll(w, X, counts):
    eta = X @ w
    return np.sum(np.exp(eta) - counts * eta)  #@ stable other


def null_deviance(y):
    p = y.mean()
    return -2 * len(y) * (xlogy(p, p) + xlogy(1 - p, 1 - p))  #@ stable other


def roc_auc(y, s):
    order = np.argsort(s)
    ranks = np.empty(len(s))
    ranks[order] = np.arange(1, len(s) + 1)
    npos = y.sum()
    return (ranks[y == 1].sum() - npos * (npos + 1) / 2) / (npos * (len(y) - npos))


def prepare(df):
    df = df.dropna().copy()
    df["fare"] = np.log1p(df["fare"])  #@ stable naive-softplus
    df["age_log"] = np.log(df["age"].clip(lower=0.1))  #@ stable log-eps-hack
    X = df[["fare", "age_log", "pclass", "sibsp"]].to_numpy(float)
    X = (X - X.mean(0)) / X.std(0)
    return np.c_[np.ones(len(X)), X], df["survived"].to_numpy(float)


if __name__ == "__main__":
    X, y = prepare(pd.read_csv("titanic.csv"))
    res = optimize.minimize(log_loss, np.zeros(X.shape[1]), jac=grad, args=(X, y), method="TNC")
    print(res.x, "auc", roc_auc(y, X @ res.x))
    print(log_loss2(res.x, X, y), log_loss3(res.x, X, y), log_loss_pm(res.x, X, 2 * y - 1))
    nl = NewtonLogit().fit(X, y)
    print(nl.odds_ratios(), "R2", 1 - nl.dev / null_deviance(y))
