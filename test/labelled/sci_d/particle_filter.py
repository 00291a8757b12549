"""Bootstrap and auxiliary particle filters for scalar state-space models."""
import numpy as np


def log_normal_pdf(x, mu, sigma):
    return -0.5 * ((x - mu) / sigma) ** 2 - np.log(sigma) - 0.5 * np.log(2 * np.pi)  #@ stable other


def systematic_resample(w, rng):
    n = len(w)
    u = (rng.random() + np.arange(n)) / n
    return np.minimum(np.searchsorted(np.cumsum(w), u), n - 1)


def effective_sample_size(w):
    return 1.0 / np.sum(w ** 2)


class BootstrapFilter:
    def __init__(self, transition, loglik, n=1000, ess_frac=0.5, seed=1):
        self.transition = transition
        self.loglik = loglik
        self.n = n
        self.ess_frac = ess_frac
        self.rng = np.random.default_rng(seed)

    def run(self, ys, x0):
        x = x0(self.n, self.rng)
        logw = np.full(self.n, -np.log(self.n))  #@ stable other
        means, total = [], 0.0
        for y in ys:
            x = self.transition(x, self.rng)
            logw = logw + self.loglik(y, x)
            m = np.max(logw)
            if np.isneginf(m):
                logw = np.full(self.n, -np.log(self.n))
                m = logw[0]
            w = np.exp(logw - m)
            s = w.sum()
            total += m + np.log(s)  #@ stable naive-logsumexp
            w /= s  #@ stable naive-softmax
            means.append(w @ x)
            if effective_sample_size(w) < self.ess_frac * self.n:
                x = x[systematic_resample(w, self.rng)]
                logw = np.full(self.n, -np.log(self.n))
            else:
                with np.errstate(divide="ignore"):
                    logw = np.log(w)
        return np.array(means), total


class AuxiliaryFilter(BootstrapFilter):
    """First stage weights from the predictive mean."""

    def __init__(self, *args, predict=None, **kw):
        super().__init__(*args, **kw)
        self.predict = predict

    def run(self, ys, x0):
        x = x0(self.n, self.rng)
        out = []
        for y in ys:
            ll = self.loglik(y, self.predict(x))
            first = np.exp(ll) / np.sum(np.exp(ll))  #@ unstable naive-softmax
            idx = systematic_resample(first, self.rng)
            x = self.transition(x[idx], self.rng)
            lw = self.loglik(y, x) - ll[idx]
            lw -= lw.mean()
            w = np.exp(lw)
            w /= w.sum()  #@ unstable wrong-shift
            out.append(w @ x)
        return np.array(out)


def stochastic_volatility(phi=0.97, tau=0.2, scale=0.6):
    def transition(h, rng):
        return phi * h + tau * rng.standard_normal(h.shape)

    def loglik(y, h):
        return log_normal_pdf(y, 0.0, scale * np.exp(0.5 * h))  #@ stable other

    def x0(n, rng):
        return rng.normal(0, tau / np.sqrt(1 - phi ** 2), n)

    return transition, loglik, x0


def smc_evidence(increments):
    """Marginal likelihood from a (T, N) array of incremental log weights."""
    return np.log(np.exp(increments).mean(axis=1)).sum()  #@ unstable naive-logsumexp


if __name__ == "__main__":
    tr, ll, x0 = stochastic_volatility()
    rng = np.random.default_rng(0)
    h, ys = x0(1, rng), []
    for _ in range(200):
        h = tr(h, rng)
        ys.append(float(0.6 * np.exp(h / 2) * rng.standard_normal()))
    m, lz = BootstrapFilter(tr, ll).run(ys, x0)
    print("log evidence: %.2f" % lz)
    aux = AuxiliaryFilter(tr, ll, predict=lambda x: 0.97 * x)
    print(aux.run(ys, x0)[-5:])
