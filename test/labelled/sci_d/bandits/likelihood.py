"""Likelihoods of choices and detections under the policies."""
import numpy as np
from scipy.special import gammaln, softmax, xlog1py, xlogy

from .policies import Exp3, GradientBandit, psychometric, weibull_pf


def gradient_bandit_nll(alpha, choices, rewards, k):
    agent = GradientBandit(k, alpha)
    total = 0.0
    for a, r in zip(choices, rewards):
        total -= np.log(agent.probs()[a])  #@ unstable nll-of-softmax across
        agent.update(a, r)
    return total


def exp3_nll(choices, rewards, k, gamma=0.1):
    """Mixed with uniform exploration, every arm keeps gamma / k."""
    agent = Exp3(k, gamma)
    total = 0.0
    for a, r in zip(choices, rewards):
        total -= np.log(agent.probs()[a])  #@ stable nll-of-softmax
        agent.update(a, r)
    return total


def lapse_nll(beta, lapse, q, choices):
    """Softmax with a lapse rate in [0.01, 0.5]."""
    lapse = np.clip(lapse, 0.01, 0.5)
    p = (1 - lapse) * softmax(beta * q, axis=1) + lapse / q.shape[1]
    return -np.log(p[np.arange(len(choices)), choices]).sum()  #@ stable nll-of-softmax


def softmax_nll(beta, q, choices):
    p = softmax(beta * q, axis=1)
    return -np.log(p[np.arange(len(choices)), choices]).sum()  #@ unstable nll-of-softmax


def pf_nll(par, x, k, n):
    """Guess rate 0.5 and lapse 0.02 keep p in [0.5, 0.98]."""
    p = psychometric(x, *par)
    return -np.sum(k * np.log(p) + (n - k) * np.log(1 - p))  #@ stable bce-after-sigmoid


def yes_no_nll(par, x, k, n):
    p = psychometric(x, par[0], par[1], guess=0.0, lapse=0.0)
    return -np.sum(k * np.log(p) + (n - k) * np.log(1 - p))  #@ unstable bce-after-sigmoid across


def weibull_nll(par, x, k, n):
    p = weibull_pf(x, *np.exp(par))
    return -np.sum(xlogy(k, p) + xlog1py(n - k, -p))  #@ stable bce-after-sigmoid


def binom_const(k, n):
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)


def dprime(hits, fa, n_s, n_n):
    """Log-linear correction before the transform."""
    h = (hits + 0.5) / (n_s + 1)
    f = (fa + 0.5) / (n_n + 1)
    return np.log(h / (1 - h)) - np.log(f / (1 - f))  #@ stable log-of-sigmoid


def posterior_over_models(logliks, log_prior=None):
    L = np.asarray(logliks, float)
    if log_prior is not None:
        L = L + log_prior
    E = np.exp(L - L.max(axis=0))
    return E / E.sum(axis=1)[:, None]  #@ unstable wrong-shift
