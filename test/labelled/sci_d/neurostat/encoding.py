"""Point-process encoding models fitted to binned spike trains."""
import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln


def softplus(x):
    return np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0)  #@ stable naive-softplus


def rectifier(x):
    return np.log(1 + np.exp(x))  #@ unstable naive-softplus


NONLINEARITIES = {
    "exp": np.exp,
    "softplus": softplus,
    "rectifier": rectifier,
}


def design_matrix(stim, n_lags):
    padded = np.concatenate([np.zeros(n_lags - 1), stim])
    windows = np.lib.stride_tricks.sliding_window_view(padded, n_lags)
    return np.column_stack([np.ones(len(stim)), windows])


class LNP:
    def __init__(self, n_lags=15, nonlinearity="softplus", dt=0.01):
        self.n_lags = n_lags
        self.f = NONLINEARITIES[nonlinearity]
        self.dt = dt

    def _nll(self, w, X, y):
        rate = self.f(X @ w) * self.dt
        rate = np.maximum(rate, 1e-12)
        return np.sum(rate - y * np.log(rate))  #@ stable log-eps-hack

    def fit(self, stim, spikes):
        X = design_matrix(stim, self.n_lags)
        res = minimize(self._nll, np.zeros(X.shape[1]), args=(X, spikes), method="L-BFGS-B")
        self.w_ = res.x
        return self

    def bits_per_spike(self, stim, spikes):
        X = design_matrix(stim, self.n_lags)
        n = spikes.sum()
        if n == 0:
            return 0.0
        null = n * np.log(spikes.mean()) - n  #@ stable other
        return (-self._nll(self.w_, X, spikes) - null) / n / np.log(2)  #@ stable other


def bernoulli_nll(w, X, y):
    """Discrete-time hazard form, at most one spike per bin."""
    p = 1 / (1 + np.exp(-X @ w))  #@ unstable naive-sigmoid
    return -np.sum(np.log(p[y == 1])) - np.sum(np.log(1 - p[y == 0]))  #@ unstable log-of-sigmoid


def poisson_logpmf(k, lam):
    """``lam`` must be strictly positive."""
    return k * np.log(lam) - lam - gammaln(k + 1)  #@ stable other


def isi_entropy(isi, bins=50):
    h, _ = np.histogram(isi, bins=bins)
    p = h[h > 0] / h.sum()
    return -(p * np.log2(p)).sum()  #@ stable log-of-softmax


def hawkes_intensity(t, events, mu, alpha, beta):
    past = events[events < t]
    return mu + alpha * np.exp(-beta * (t - past)).sum()  #@ stable other


def bayes_decode(counts, tuning, tau):
    """Position posterior from population counts; ``tuning`` is (cells, bins) in Hz."""
    lam = tuning * tau + 1e-9
    logpost = counts @ np.log(lam) - lam.sum(0)  #@ stable log-eps-hack
    logpost -= logpost.max(axis=-1, keepdims=True)
    post = np.exp(logpost)
    return post / post.sum(axis=-1, keepdims=True)  #@ stable naive-softmax


def bayes_decode_linear(counts, tuning, tau):
    loglik = counts @ np.log(tuning * tau + 1e-9) - (tuning * tau).sum(0)
    post = np.exp(loglik - loglik.max())
    return post / post.sum(axis=-1, keepdims=True)  #@ unstable wrong-shift
