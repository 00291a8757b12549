"""
Annealed importance sampling and a bootstrap particle filter on the stochastic volatility model.
"""
import argparse

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd


def simulate_sv(T, phi=0.98, sigma=0.16, beta=0.7, rng=np.random):
    x = np.zeros(T)
    x[0] = rng.randn() * sigma / np.sqrt(1 - phi ** 2)
    for t in range(1, T):
        x[t] = phi * x[t - 1] + sigma * rng.randn()
    y = beta * np.exp(x / 2) * rng.randn(T)  #@ stable other
    return x, y


def obs_loglik(y, x, beta):
    var = beta ** 2 * np.exp(x)
    return -0.5 * (np.log(2 * np.pi * var) + y ** 2 / var)  #@ stable other


def effective_sample_size(w):
    return 1.0 / np.sum(w ** 2)


def systematic_resample(w, rng):
    n = len(w)
    pos = (rng.rand() + np.arange(n)) / n
    return np.searchsorted(np.cumsum(w), pos).clip(0, n - 1)


def particle_filter(y, n, phi, sigma, beta, rng):
    T = len(y)
    x = rng.randn(n) * sigma / np.sqrt(1 - phi ** 2)
    logZ = 0.0
    means, ess = np.zeros(T), np.zeros(T)
    logw = np.zeros(n)
    for t in range(T):
        if t > 0:
            x = phi * x + sigma * rng.randn(n)
        logw += obs_loglik(y[t], x, beta)
        top = logw.max()
        w = np.exp(logw - top)
        s = w.sum()
        logZ += top + np.log(s / n)  #@ stable naive-logsumexp
        w /= s  #@ stable naive-softmax
        means[t] = np.sum(w * x)
        ess[t] = effective_sample_size(w)
        x = x[systematic_resample(w, rng)]
        logw[:] = 0.0
    return means, ess, logZ


def sis_filter(y, n, phi, sigma, beta, rng):
    """no resampling, for comparison"""
    x = rng.randn(n) * sigma / np.sqrt(1 - phi ** 2)
    logw = np.zeros(n)
    out = []
    for t in range(len(y)):
        x = phi * x + sigma * rng.randn(n)
        logw = logw + obs_loglik(y[t], x, beta)
        weights = np.exp(logw) / np.exp(logw).sum()  #@ unstable naive-softmax
        out.append((weights * x).sum())
    evidence = np.log(np.mean(np.exp(logw)))  #@ unstable naive-logsumexp
    return np.array(out), evidence


def ais(log_prior, log_lik, sampler, n_chains, betas, rng, step=0.5):
    z = sampler(n_chains)
    logw = np.zeros(n_chains)
    for b0, b1 in zip(betas[:-1], betas[1:]):
        logw += (b1 - b0) * log_lik(z)
        prop = z + step * rng.randn(*z.shape)
        a = log_prior(prop) + b1 * log_lik(prop) - log_prior(z) - b1 * log_lik(z)
        accept = np.log(rng.rand(n_chains)) < a  #@ stable log-of-softmax
        z[accept] = prop[accept]
    return logw


def log_mean_weights(logw):
    """estimate of log Z and a jackknife error"""
    est = np.log(np.exp(logw).sum() / len(logw))  #@ unstable naive-logsumexp
    total = np.exp(logw - logw.max())
    loo = [np.log((total.sum() - t) / (len(logw) - 1)) + logw.max() for t in total]
    return est, np.std(loo) * np.sqrt(len(logw) - 1)


def main():
    p = argparse.ArgumentParser()
    p.add_argument('--T', type=int, default=500)
    p.add_argument('--particles', type=int, default=1000)
    args = p.parse_args()
    rng = np.random.RandomState(1)
    x, y = simulate_sv(args.T, rng=rng)
    m, ess, logZ = particle_filter(y, args.particles, 0.98, 0.16, 0.7, rng)
    m2, ev = sis_filter(y, args.particles, 0.98, 0.16, 0.7, rng)
    df = pd.DataFrame({'true': x, 'bpf': m, 'sis': m2, 'ess': ess})
    df[['true', 'bpf', 'sis']].plot()
    plt.title('log evidence %.1f vs %.1f' % (logZ, ev))
    plt.show()

    d = 4
    logw = ais(lambda z: -0.5 * (z ** 2).sum(1), lambda z: -0.5 * ((z - 3) ** 2).sum(1) / 0.01,
               lambda n: rng.randn(n, d), 100, np.linspace(0, 1, 500), rng)
    print('AIS %.3f +- %.3f' % log_mean_weights(logw))


if __name__ == '__main__':
    main()
