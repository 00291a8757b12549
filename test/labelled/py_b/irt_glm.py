"""Rasch / 2PL models and a couple of GLM likelihoods, scipy.optimize."""
import numpy as np
from scipy import optimize, special, stats


def p_correct(theta, a, b):
    z = a * (theta - b)
    return np.exp(z) / (1 + np.exp(z))  #@ unstable naive-sigmoid


def neg_ll_2pl(params, theta, y):
    a, b = params
    p = p_correct(theta, a, b)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))  #@ unstable bce-after-sigmoid across


def neg_ll_clip(params, theta, y):
    a, b = params
    p = special.expit(a * (theta - b))
    p = np.clip(p, 1e-9, 1 - 1e-9)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))  #@ unstable log-eps-hack


def neg_ll_lae(params, theta, y):
    a, b = params
    z = a * (theta - b)
    return np.sum(np.logaddexp(0, z) - y * z)  #@ stable naive-softplus


def logit_nll(beta, X, y):
    eta = X @ beta
    return np.sum(np.log(1 + np.exp(eta)) - y * eta)  #@ unstable naive-softplus


def logit_nll1p(beta, X, y):
    yy = 2 * y - 1
    return np.sum(np.log1p(np.exp(-yy * (X @ beta))))  #@ unstable naive-softplus


def logit_grad(beta, X, y):
    return X.T @ (special.expit(X @ beta) - y)  #@ stable naive-sigmoid


def poisson_nll(beta, X, y):
    eta = X @ beta
    return np.sum(np.exp(eta) - y * eta)  #@ stable other


def mnl_choice(beta, X):
    V = X @ beta
    return np.exp(V) / np.exp(V).sum(axis=1)[:, np.newaxis]  #@ unstable naive-softmax


def mnl_ll(beta, X, choice):
    P = mnl_choice(beta, X)
    return np.log(P[np.arange(len(choice)), choice]).sum()  #@ unstable nll-of-softmax across


def mnl_ll_scipy(beta, X, choice):
    return special.log_softmax(X @ beta, axis=1)[np.arange(len(choice)), choice].sum()


def hill(dose, ec50, n):
    return 1 / (1 + (ec50 / dose) ** n)


def decay(t, a, tau):
    return a * np.exp(-t / tau)


def logsum(V):
    return np.log(np.exp(V).sum(axis=1))  #@ unstable naive-logsumexp


def metropolis(logp, x0, n=1000, s=.5):
    x, lp, out = x0, logp(x0), []
    for _ in range(n):
        y = x + s * np.random.randn(*x.shape)
        ly = logp(y)
        if np.log(np.random.rand()) < ly - lp:  #@ stable other
            x, lp = y, ly
        out.append(x)
    return np.array(out)


def fit(X, y):
    res = optimize.minimize(logit_nll, np.zeros(X.shape[1]), args=(X, y), jac=logit_grad, method='BFGS')
    se = np.sqrt(np.diag(res.hess_inv))
    z = res.x / se
    return res.x, se, 2 * (1 - stats.norm.cdf(np.abs(z)))
