"""Cox proportional hazards with Breslow and Efron tie handling."""
import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp


class CoxPH:
    def __init__(self, ties="breslow", penalizer=0.0):
        if ties not in ("breslow", "efron"):
            raise ValueError("ties must be 'breslow' or 'efron'")
        self.ties = ties
        self.penalizer = penalizer

    def _order(self, X, T, E):
        # descending time: the risk set of row i is rows 0..i
        o = np.argsort(-T, kind="mergesort")
        return X[o], T[o], E[o].astype(bool)

    def _nll_breslow(self, beta, X, T, E):
        lp = X @ beta
        ll = 0.0
        for i in np.flatnonzero(E):
            risk = np.exp(lp[: i + 1])
            ll += lp[i] - np.log(risk.sum())  #@ unstable naive-logsumexp
        return -ll + 0.5 * self.penalizer * beta @ beta

    def _nll_efron(self, beta, X, T, E):
        lp = X @ beta
        ll = 0.0
        for t in np.unique(T[E]):
            at_risk = T >= t
            dead = E & (T == t)
            d = int(dead.sum())
            full = logsumexp(lp[at_risk])  #@ stable naive-logsumexp
            tied = logsumexp(lp[dead])  #@ stable naive-logsumexp
            ll += lp[dead].sum()
            for k in range(d):
                ll -= full + np.log1p(-(k / d) * np.exp(tied - full))
        return -ll + 0.5 * self.penalizer * beta @ beta

    def fit(self, X, T, E):
        X = np.asarray(X, float)
        self.mean_ = X.mean(0)
        Xs, Ts, Es = self._order(X - self.mean_, np.asarray(T, float), np.asarray(E))
        fun = self._nll_efron if self.ties == "efron" else self._nll_breslow
        res = minimize(fun, np.zeros(X.shape[1]), args=(Xs, Ts, Es), method="BFGS")
        self.coef_ = res.x
        self._baseline(Xs, Ts, Es)
        return self

    def _baseline(self, X, T, E):
        lp = X @ self.coef_
        times = np.unique(T[E])
        h0 = np.empty_like(times)
        for j, t in enumerate(times):
            h0[j] = np.sum(E & (T == t)) / np.exp(lp[T >= t]).sum()
        self.times_ = times
        self.cumhaz_ = np.cumsum(h0)

    def predict_survival(self, X):
        lp = (np.asarray(X, float) - self.mean_) @ self.coef_
        lp = np.clip(lp, -50, 50)
        return np.exp(-self.cumhaz_[None, :] * np.exp(lp)[:, None])  #@ stable other


def concordance(T, E, score):
    num = den = 0.0
    for i in range(len(T)):
        if not E[i]:
            continue
        later = T > T[i]
        den += later.sum()
        num += (score[i] > score[later]).sum() + 0.5 * (score[i] == score[later]).sum()
    if den == 0:
        return np.nan
    return num / den
