import numpy as np
import pandas as pd


def _table(T, E):
    df = pd.DataFrame({"t": T, "e": E})
    g = df.groupby("t").e.agg(["sum", "count"]).rename(columns={"sum": "d", "count": "n_out"})
    g["at_risk"] = len(df) - g["n_out"].cumsum().shift(fill_value=0)
    return g


def kaplan_meier(T, E, alpha=0.05):
    g = _table(T, E)
    with np.errstate(divide="ignore"):
        log_s = np.log1p(-g["d"] / g["at_risk"]).cumsum()  #@ stable other
    g["survival"] = np.exp(log_s)  #@ stable other
    denom = g["at_risk"] * (g["at_risk"] - g["d"])
    g["var"] = (g["d"] / denom.replace(0, np.nan)).cumsum().ffill().fillna(0.0)

    # log(-log) intervals, undefined where S is 0 or 1
    s = g["survival"].to_numpy()
    ok = (s > 0) & (s < 1)
    lower = s.copy()
    upper = s.copy()
    ls = np.log(s[ok])  #@ stable log-of-softmax
    c = 1.96 if alpha == 0.05 else _z(alpha)
    se = np.sqrt(g["var"].to_numpy()[ok]) / np.abs(ls)
    lower[ok] = np.exp(ls * np.exp(c * se))
    upper[ok] = np.exp(ls * np.exp(-c * se))
    g["lower"], g["upper"] = lower, upper
    return g


def _z(alpha):
    from scipy.stats import norm

    return norm.ppf(1 - alpha / 2)


def nelson_aalen(T, E):
    g = _table(T, E)
    g["cumhaz"] = (g["d"] / g["at_risk"]).cumsum()
    g["survival_fh"] = np.exp(-g["cumhaz"])  #@ stable other
    return g


def logrank(T, E, group):
    T, E, group = map(np.asarray, (T, E, group))
    o = e = v = 0.0
    for t in np.unique(T[E == 1]):
        risk = T >= t
        n, n1 = risk.sum(), (risk & (group == 1)).sum()
        d = ((T == t) & (E == 1)).sum()
        d1 = ((T == t) & (E == 1) & (group == 1)).sum()
        o += d1
        e += d * n1 / n
        if n > 1:
            v += d * (n1 / n) * (1 - n1 / n) * (n - d) / (n - 1)
    if v == 0:
        return np.nan
    return (o - e) ** 2 / v
