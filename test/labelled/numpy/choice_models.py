"""Discrete choice: multinomial logit, nested logit and mixed logit on commute data."""
import argparse

import numpy as np
import pandas as pd
from scipy.optimize import minimize


class MNL:
    """Utilities V = X beta, choice probabilities by the logit formula."""

    def __init__(self, names):
        self.names = list(names)

    def utilities(self, X, beta):
        return np.einsum("nja,a->nj", X, beta)

    def probabilities(self, X, beta, avail=None):
        eV = np.exp(self.utilities(X, beta))
        if avail is not None:
            eV = eV * avail
        return eV / eV.sum(axis=1)[:, np.newaxis]  #@ unstable naive-softmax

    def loglike(self, beta, X, choice, avail=None):
        P = self.probabilities(X, beta, avail)
        return np.log(P[np.arange(len(choice)), choice]).sum()  #@ unstable nll-of-softmax across

    def loglike_ls(self, beta, X, choice):
        V = self.utilities(X, beta)
        V = V - V.max(axis=1, keepdims=True)
        logden = np.log(np.exp(V).sum(axis=1))  #@ stable naive-logsumexp
        return (V[np.arange(len(choice)), choice] - logden).sum()

    def fit(self, X, choice, avail=None):
        f = lambda b: -self.loglike(b, X, choice, avail)
        sol = minimize(f, np.zeros(X.shape[2]), method="BFGS")
        self.beta, self.cov, self.ll = sol.x, sol.hess_inv, -sol.fun
        n, J = X.shape[:2]
        self.ll0 = -n * np.log(J)  #@ stable other
        return self

    def summary(self):
        se = np.sqrt(np.diag(self.cov))
        t = pd.DataFrame({"coef": self.beta, "se": se, "t": self.beta / se}, index=self.names)
        t["odds"] = np.exp(t["coef"])  #@ stable other
        return t

    @property
    def rho2(self):
        return 1 - self.ll / self.ll0


def inclusive_value(V, lam):
    """lam * log sum exp(V / lam) over a nest"""
    return lam * np.log(np.exp(V / lam).sum(axis=1))  #@ unstable naive-logsumexp


def nested_logit(V, nests, lam):
    iv = np.column_stack([inclusive_value(V[:, js], lam[k]) for k, js in enumerate(nests)])
    iv = iv - iv.max(axis=1, keepdims=True)
    top = np.exp(iv) / np.exp(iv).sum(axis=1, keepdims=True)  #@ stable naive-softmax
    P = np.zeros_like(V)
    for k, js in enumerate(nests):
        low = np.exp(V[:, js] / lam[k])
        P[:, js] = top[:, [k]] * low / low.sum(axis=1, keepdims=True)  #@ unstable naive-softmax
    return P


def consumer_surplus(V0, V1, cost_coef):
    before = np.log(np.exp(V0).sum(1))  #@ unstable naive-logsumexp
    after = np.logaddexp.reduce(V1, axis=1)  #@ stable naive-logsumexp
    return (after - before) / -cost_coef


def mixed_logit_sim(X, choice, mean, chol, draws=200, seed=0):
    rng = np.random.default_rng(seed)
    n = len(choice)
    total = np.zeros(n)
    for _ in range(draws):
        b = mean + chol @ rng.standard_normal(len(mean))
        b[-1] = -np.exp(b[-1])  # lognormal price coefficient
        V = np.einsum("nja,a->nj", X, b)
        V -= V.mean(axis=1, keepdims=True)
        e = np.exp(V)
        total += (e / e.sum(axis=1, keepdims=True))[np.arange(n), choice]  #@ unstable wrong-shift
    return np.log(total / draws).sum()


def load(path):
    df = pd.read_csv(path)
    df["log_income"] = np.log(df["income"])  #@ stable other
    df["ltime"] = np.log1p(df["time"])  #@ stable other
    cols = ["ltime", "cost", "transfers"]
    J = df["alt"].nunique()
    X = df[cols].to_numpy(float).reshape(-1, J, len(cols))
    choice = df["chosen"].to_numpy().reshape(-1, J).argmax(axis=1)
    avail = df["avail"].to_numpy().reshape(-1, J)
    return X, choice, avail, cols


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("csv")
    ap.add_argument("--draws", type=int, default=200)
    args = ap.parse_args()
    X, choice, avail, cols = load(args.csv)
    m = MNL(cols).fit(X, choice, avail)
    print(m.summary())
    print("rho2 %.3f" % m.rho2, "check", m.loglike_ls(m.beta, X, choice))
    V = m.utilities(X, m.beta)
    X2 = X.copy()
    X2[:, :, 1] *= 0.9
    print("surplus", consumer_surplus(V, m.utilities(X2, m.beta), m.beta[1]).mean())
    print("nested", nested_logit(V, [[0, 1], [2, 3]], [0.6, 0.8]).mean(axis=0))
    print("mixed", mixed_logit_sim(X, choice, m.beta, 0.1 * np.eye(len(cols)), args.draws))


if __name__ == "__main__":
    main()
