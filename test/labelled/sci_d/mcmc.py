"""Samplers: random-walk Metropolis, HMC, slice, parallel tempering, SGLD."""
import math
import sys

import numpy as np
from scipy.special import expit


class MetropolisHastings:
    def __init__(self, logp, step=0.5, seed=0):
        self.logp = logp
        self.step = step
        self.rng = np.random.default_rng(seed)

    def run(self, x, n):
        lp = self.logp(x)
        if not np.isfinite(lp):
            raise ValueError("starting point has zero density")
        out, acc = np.empty((n, x.size)), 0
        for k in range(n):
            y = x + self.step * self.rng.standard_normal(x.shape)
            lq = self.logp(y)
            if math.log(1.0 - self.rng.random()) < lq - lp:  #@ stable other
                x, lp = y, lq
                acc += 1
            out[k] = x
        self.acceptance = acc / n
        return out


class HMC:
    def __init__(self, logp, grad, eps=0.05, L=20, seed=0):
        self.logp, self.grad, self.eps, self.L = logp, grad, eps, L
        self.rng = np.random.default_rng(seed)

    def step(self, q):
        p = self.rng.standard_normal(q.shape)
        h0 = self.logp(q) - 0.5 * p @ p
        x = q.copy()
        p = p + 0.5 * self.eps * self.grad(x)
        for i in range(self.L):
            x = x + self.eps * p
            p = p + self.eps * self.grad(x) * (0.5 if i == self.L - 1 else 1.0)
        d = self.logp(x) - 0.5 * p @ p - h0
        prob = 0.0 if np.isnan(d) else math.exp(min(d, 0.0))  #@ stable other
        return (x, prob) if self.rng.random() < prob else (q, prob)

    def adapt(self, q, n=500, target=0.8, gamma=0.05, t0=10, kappa=0.75):
        """Dual averaging of the step size."""
        mu = math.log(10 * self.eps)  #@ stable other
        hbar = logbar = 0.0
        for m in range(1, n + 1):
            q, a = self.step(q)
            hbar += (target - a - hbar) / (m + t0)
            le = mu - math.sqrt(m) / gamma * hbar
            logbar += m ** -kappa * (le - logbar)
            self.eps = math.exp(le)  #@ stable other
        self.eps = math.exp(logbar)  #@ stable other
        return q


def slice_sample(logp, x, w=1.0, rng=np.random):
    y = logp(x) - rng.exponential()
    lo = x - w * rng.random()
    hi = lo + w
    while logp(lo) > y:
        lo -= w
    while logp(hi) > y:
        hi += w
    while True:
        z = rng.uniform(lo, hi)
        if logp(z) > y:
            return z
        if z < x:
            lo = z
        else:
            hi = z


class LogisticPosterior:
    """Bayesian logistic regression with a Gaussian prior."""

    def __init__(self, X, y, scale=10.0):
        self.X, self.y, self.scale = X, y, scale

    def logp(self, w):
        p = expit(self.X @ w)
        ll = np.sum(self.y * np.log(p) + (1 - self.y) * np.log(1 - p))  #@ unstable bce-after-sigmoid
        return ll - 0.5 * w @ w / self.scale ** 2

    def logp_signed(self, w):
        s = (2 * self.y - 1) * (self.X @ w)
        return -np.logaddexp(0, -s).sum() - 0.5 * w @ w / self.scale ** 2  #@ stable naive-softplus

    def grad(self, w):
        return self.X.T @ (self.y - expit(self.X @ w)) - w / self.scale ** 2  #@ stable naive-sigmoid

    def predictive_lpd(self, draws, Xn, yn):
        """Pointwise log predictive density, averaged over draws."""
        s = (2 * yn - 1) * (draws @ Xn.T)
        ll = -np.logaddexp(0, -s)
        return np.log(np.exp(ll).mean(0)).sum()  #@ unstable naive-logsumexp


def psis_weights(log_lik):
    lw = -log_lik
    lw = lw - lw.max(axis=0)
    cutoff = np.quantile(lw, 0.99, axis=0)
    w = np.exp(np.minimum(lw, cutoff))
    return w / w.sum(axis=0)  #@ stable naive-softmax


def importance_resample(samples, log_target, log_proposal, rng, size):
    lw = log_target(samples) - log_proposal(samples)
    w = np.exp(lw - np.median(lw))
    return rng.choice(samples, size=size, p=w / w.sum())  #@ unstable wrong-shift


def parallel_temper(logp, betas, x0, n, rng):
    K = len(betas)
    xs = [np.array(x0, float) for _ in range(K)]
    for _ in range(n):
        for k in range(K):
            y = xs[k] + rng.standard_normal(xs[k].shape)
            if np.log(rng.random()) < betas[k] * (logp(y) - logp(xs[k])):  #@ stable other
                xs[k] = y
        i = rng.integers(K - 1)
        d = (betas[i + 1] - betas[i]) * (logp(xs[i]) - logp(xs[i + 1]))
        if d > 0 or rng.random() < np.exp(d):  #@ stable other
            xs[i], xs[i + 1] = xs[i + 1], xs[i]
    return xs


if __name__ == "__main__":
    rng = np.random.default_rng(3)
    X = rng.standard_normal((200, 3))
    y = (rng.random(200) < expit(X @ [1.0, -2.0, 0.5])).astype(float)
    post = LogisticPosterior(X, y)
    chain = MetropolisHastings(post.logp_signed, 0.2).run(np.zeros(3), 4000)
    sys.stdout.write("%s\n" % chain[2000:].mean(0))
