"""Discrete choice: multinomial logit, nested logit, mixed logit, and a Q-learning
model with softmax choice rule as fitted to two-armed bandit data."""
import itertools

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, logsumexp


def utilities(beta, X):
    return X @ beta


def mnl_loglik(beta, X, choice):
    """X: n x J x p (cost in dollars, time in minutes)."""
    eu = np.exp(utilities(beta, X))
    P = eu / eu.sum(axis=1, keepdims=True)  #@ unstable naive-softmax
    return -np.log(P[np.arange(len(choice)), choice]).sum()  #@ unstable nll-of-softmax


def mnl_loglik_ref(beta, X, choice):
    lp = log_softmax(utilities(beta, X), axis=1)  #@ stable log-of-softmax
    return -lp[np.arange(len(choice)), choice].sum()


def nested_logsum(V, nests, lam):
    out = []
    for g, l in zip(nests, lam):
        out.append(l * np.log(np.exp(V[:, g] / l).sum(1)))  #@ unstable naive-logsumexp
    return np.stack(out, 1)


def nested_inclusive(V, nests, lam):
    return np.stack([l * logsumexp(V[:, g] / l, axis=1) for g, l in zip(nests, lam)], 1)  #@ stable naive-logsumexp


def consumer_surplus(V, alpha):
    top = V.max(1)
    return (top + np.log(np.exp(V - top[:, None]).sum(1))) / -alpha  #@ stable naive-logsumexp


def p_left(q, temp):
    d = (q[0] - q[1]) / temp  #@ unstable zero-temperature across
    return expit(d)


def q_learning_nll(params, choices, rewards):
    alpha, beta = params
    q = np.array([0.5, 0.5])
    nll = 0.0
    for c, r in zip(choices, rewards):
        # rewards are 0/1 so q stays in [0, 1]; beta is bounded by 20 in the fit
        p = np.exp(beta * q) / np.exp(beta * q).sum()  #@ stable naive-softmax
        nll -= np.log(p[c])
        q[c] += alpha * (r - q[c])
    return nll


def fit_q(choices, rewards):
    best = None
    for a0, b0 in itertools.product([0.1, 0.5, 0.9], [1, 5]):
        r = minimize(q_learning_nll, [a0, b0], args=(choices, rewards), bounds=[(0.01, 0.99), (0.1, 20)])
        if best is None or r.fun < best.fun:
            best = r
    return best


def grid(choices, qs):
    rows = []
    for temp in np.linspace(0, 2, 21):
        p = np.array([p_left(q, temp) for q in qs])
        rows.append((temp, np.mean((p > 0.5) == (choices == 0))))
    return pd.DataFrame(rows, columns=["temp", "agreement"])


def hyperbolic(v, d, k):
    return v / (1 + k * d)


def discount_choice(ss, ll, delay, k, slope):
    return 1.0 / (1.0 + np.exp(-slope * (hyperbolic(ll, delay, k) - ss)))  #@ unstable naive-sigmoid


def prospect_weight(p, g=0.61):
    return np.exp(-(-np.log(p)) ** g)  #@ stable other


def bic(nll, k, n):
    return 2 * nll + k * np.log(n)  #@ stable other


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    X = rng.normal(size=(200, 3, 2)) * [100, 40]
    y = rng.integers(0, 3, 200)
    print(minimize(mnl_loglik, np.zeros(2), args=(X, y), method="BFGS").x)
    c = rng.integers(0, 2, 100)
    r = rng.integers(0, 2, 100)
    f = fit_q(c, r)
    print(f.x, bic(f.fun, 2, 100))
    print(grid(c, rng.random((100, 2))))
