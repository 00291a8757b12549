"""Option pricing and returns."""
from math import erf, exp, log, pi, sqrt

import numpy as np
import pandas as pd
from scipy.optimize import brentq, minimize
from scipy.special import logsumexp


def norm_cdf(x):
    return 0.5 * (1.0 + erf(x / sqrt(2.0)))


def norm_pdf(x):
    return exp(-0.5 * x * x) / sqrt(2.0 * pi)  #@ stable other


def d1_d2(S, K, T, r, sigma, q=0.0):
    d1 = (log(S / K) + (r - q + 0.5 * sigma ** 2) * T) / (sigma * sqrt(T))  #@ stable other
    return d1, d1 - sigma * sqrt(T)


def black_scholes(S, K, T, r, sigma, kind="call", q=0.0):
    if S <= 0 or K <= 0:
        raise ValueError("spot and strike must be positive")
    if T <= 0 or sigma <= 0:
        return max(0.0, S - K) if kind == "call" else max(0.0, K - S)
    d1, d2 = d1_d2(S, K, T, r, sigma, q)
    disc = exp(-r * T)  #@ stable other
    carry = exp(-q * T)  #@ stable other
    if kind == "call":
        return S * carry * norm_cdf(d1) - K * disc * norm_cdf(d2)
    return K * disc * norm_cdf(-d2) - S * carry * norm_cdf(-d1)


def implied_vol(price, S, K, T, r, kind="call"):
    f = lambda s: black_scholes(S, K, T, r, s, kind) - price
    try:
        return brentq(f, 1e-4, 5.0)
    except ValueError:
        return float("nan")


def mc_asian(S, K, T, r, sigma, n=100000, m=50, seed=0):
    rng = np.random.default_rng(seed)
    dt = T / m
    z = rng.standard_normal((n, m))
    path = S * np.exp(np.cumsum((r - sigma ** 2 / 2) * dt + sigma * sqrt(dt) * z, axis=1))  #@ stable other
    pay = np.maximum(path.mean(1) - K, 0)
    return exp(-r * T) * pay.mean(), pay.std() / sqrt(n)


def log_returns(prices: pd.Series) -> pd.Series:
    prices = prices[prices > 0]
    return np.log(prices / prices.shift(1)).dropna()  #@ stable other


def garch_nll(par, r):
    """GARCH(1,1) with exp-transformed parameters and a logistic persistence."""
    omega = exp(par[0])
    persistence = 1.0 / (1.0 + exp(-par[1]))  #@ unstable naive-sigmoid
    share = 0.5 * (1.0 + np.tanh(par[2]))  #@ stable naive-sigmoid
    a, b = persistence * share, persistence * (1 - share)
    h = np.var(r)
    nll = 0.0
    for x in r:
        nll += 0.5 * (log(2 * pi * h) + x * x / h)  #@ stable other
        h = omega + a * x * x + b * h
    return nll


def fit_garch(r):
    res = minimize(garch_nll, [log(np.var(r) * 0.05), 2.0, -1.0], args=(r,), method="Nelder-Mead")  #@ stable other
    return res.x


def entropic_risk(pnl, gamma=1.0):
    """(1/gamma) log E exp(-gamma X)"""
    return np.log(np.mean(np.exp(-gamma * np.asarray(pnl)))) / gamma  #@ unstable naive-logsumexp


def entropic_value_at_risk(pnl, alpha, z):
    if z <= 0:
        raise ValueError("z must be positive")
    x = -z * np.asarray(pnl)
    return (logsumexp(x) - np.log(len(x)) - np.log(alpha)) / z  #@ stable naive-logsumexp


class HedgeWeights:
    """Exponential weights over experts with losses in [0, 1]."""

    def __init__(self, n, horizon):
        self.eta = sqrt(8 * log(n) / horizon)  #@ stable other
        self.w = np.ones(n) / n

    def update(self, losses):
        losses = np.clip(losses, 0.0, 1.0)
        self.w *= np.exp(-self.eta * losses)
        self.w /= self.w.sum()  #@ stable naive-softmax
        return self.w


def default_probability(x, coef, intercept):
    score = float(np.dot(x, coef) + intercept)
    return exp(score) / (1.0 + exp(score))  #@ unstable naive-sigmoid


def regime_filter(r, mu, sd, P):
    """Hamilton filter for a two-state model."""
    xi = np.array([0.5, 0.5])
    ll = 0.0
    for x in r:
        dens = np.exp(-0.5 * ((x - mu) / sd) ** 2) / (sd * sqrt(2 * pi))  #@ stable other
        joint = (P.T @ xi) * dens
        tot = joint.sum()
        if tot <= 0:
            return -np.inf, xi
        xi = joint / tot
        ll += log(tot)  #@ stable other
    return ll, xi
