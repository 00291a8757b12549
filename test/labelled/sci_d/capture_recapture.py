"""Multi-state capture-recapture and multinomial habitat models."""
import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import gammaln


def ilogit(x):
    return np.exp(x) / (1 + np.exp(x))  #@ unstable naive-sigmoid


def logit(p):
    """p strictly inside (0, 1)."""
    if np.any(np.asarray(p) <= 0) or np.any(np.asarray(p) >= 1):
        raise ValueError("logit undefined")
    return np.log(p / (1 - p))  #@ stable log-of-sigmoid


def mlogit_rows(eta):
    """Last category is the reference."""
    e = np.exp(np.column_stack([eta, np.zeros(len(eta))]))
    return e / e.sum(axis=1)[:, np.newaxis]  #@ unstable naive-softmax


class CJS:
    """Cormack-Jolly-Seber with constant survival and recapture."""

    def __init__(self, histories):
        self.h = np.asarray(histories, int)
        self.first = self.h.argmax(1)
        self.last = self.h.shape[1] - 1 - self.h[:, ::-1].argmax(1)

    def chi(self, phi, p):
        n = self.h.shape[1]
        c = np.ones(n)
        for t in range(n - 2, -1, -1):
            c[t] = 1 - phi * (1 - (1 - p) * c[t + 1])
        return c

    def nll(self, par):
        phi, p = ilogit(par[0]), ilogit(par[1])
        c = self.chi(phi, p)
        total = 0.0
        for row, f, l in zip(self.h, self.first, self.last):
            total += (l - f) * np.log(phi)  #@ unstable log-of-sigmoid across
            for t in range(f + 1, l + 1):
                total += np.log(p) if row[t] else np.log(1 - p)  #@ unstable bce-after-sigmoid across
            total += np.log(c[l])
        return -total

    def fit(self):
        res = minimize(self.nll, np.zeros(2), method="Nelder-Mead")
        self.phi_, self.p_ = ilogit(res.x)
        return self


class HabitatSelection:
    """Multinomial choice among habitat classes."""

    def __init__(self, X, used, n_class):
        self.X, self.used, self.J = X, used, n_class

    def nll(self, flat):
        B = flat.reshape(self.X.shape[1], self.J - 1)
        P = mlogit_rows(self.X @ B)
        return -np.log(P[np.arange(len(self.used)), self.used]).sum()  #@ unstable nll-of-softmax across

    def nll_counts(self, flat, counts):
        P = mlogit_rows(self.X @ flat.reshape(self.X.shape[1], self.J - 1))
        P = np.clip(P, 1e-12, 1.0)
        return -(counts * np.log(P)).sum()  #@ unstable log-eps-hack across

    def null_nll(self):
        n = np.bincount(self.used, minlength=self.J) + 1
        return -(n * np.log(n / n.sum())).sum()  #@ stable log-of-softmax


def resource_selection(w):
    """Exponential RSF relative to the best cell."""
    r = np.exp(w - np.nanmax(w))
    r[np.isnan(r)] = 0.0
    return r / r.sum()  #@ stable naive-softmax


def rsf_map(beta, layers):
    s = np.tensordot(beta, layers, axes=1)
    e = np.exp(s)
    return e / np.nansum(e)  #@ unstable naive-softmax


def conditional_logit(beta, strata):
    """Step selection: first row of every stratum is the used step."""
    ll = 0.0
    for Z in strata:
        s = Z @ beta
        ll += np.log(np.exp(s[0]) / np.sum(np.exp(s)))  #@ unstable nll-of-softmax
    return ll


def poisson_nmix(y, lam, p, K=150):
    """N-mixture likelihood; lam > 0 and 0 < p < 1."""
    N = np.arange(y.max(), K + 1)
    lp = N * np.log(lam) - lam - gammaln(N + 1)  #@ stable other
    for yi in y:
        lp = lp + gammaln(N + 1) - gammaln(yi + 1) - gammaln(N - yi + 1)
        lp = lp + yi * np.log(p) + (N - yi) * np.log1p(-p)  #@ stable bce-after-sigmoid
    m = lp.max()
    return m + np.log(np.exp(lp - m).sum())  #@ stable naive-logsumexp


def aicc_table(models):
    df = pd.DataFrame(models, columns=["name", "ll", "k", "n"])
    df["aicc"] = -2 * df.ll + 2 * df.k + 2 * df.k * (df.k + 1) / (df.n - df.k - 1)
    df["delta"] = df.aicc - df.aicc.min()
    df["weight"] = np.exp(-df.delta / 2)  #@ stable naive-softmax
    df["weight"] /= df.weight.sum()
    df["evidence"] = np.exp(df.delta / 2)
    return df.sort_values("aicc")
