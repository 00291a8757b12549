"""Rate networks, Boltzmann machines and Hopfield-style memories (mixed NumPy course code)."""
import numpy as np


def logistic(x, gain=1.0):
    return 1. / (1. + np.exp(-gain * x))  #@ unstable naive-sigmoid


def f_naka_rushton(x, n=2.0, c50=0.3):
    x = np.maximum(x, 0)
    return x ** n / (x ** n + c50 ** n)


class RBM:
    def __init__(self, nv, nh, seed=0):
        self.rng = np.random.RandomState(seed)
        self.W = self.rng.normal(0, 0.01, (nv, nh))
        self.a, self.b = np.zeros(nv), np.zeros(nh)

    def p_h(self, v):
        return logistic(v @ self.W + self.b)

    def p_v(self, h):
        return logistic(h @ self.W.T + self.a)

    def free_energy(self, v):
        return -v @ self.a - np.log(1 + np.exp(v @ self.W + self.b)).sum(axis=1)  #@ unstable naive-softplus

    def free_energy_la(self, v):
        return -v @ self.a - np.logaddexp(0, v @ self.W + self.b).sum(axis=1)  #@ stable naive-softplus

    def pseudo_likelihood(self, v):
        i = self.rng.randint(v.shape[1])
        flip = v.copy()
        flip[:, i] = 1 - flip[:, i]
        d = self.free_energy_la(flip) - self.free_energy_la(v)
        return v.shape[1] * np.log(logistic(d)).mean()  #@ unstable log-of-sigmoid across

    def reconstruction_ce(self, v):
        r = self.p_v(self.p_h(v))
        return -np.mean(np.sum(v * np.log(r) + (1 - v) * np.log(1 - r), axis=1))  #@ unstable bce-after-sigmoid across

    def cd1(self, v, lr=0.05):
        ph = self.p_h(v)
        h = (self.rng.rand(*ph.shape) < ph).astype(float)
        pv = self.p_v(h)
        ph2 = self.p_h(pv)
        self.W += lr * (v.T @ ph - pv.T @ ph2) / len(v)
        self.a += lr * (v - pv).mean(0)
        self.b += lr * (ph - ph2).mean(0)

    def ais_log_z(self, betas, n=100):
        """Annealed importance sampling from the base-rate model."""
        v = (self.rng.rand(n, len(self.a)) < 0.5).astype(float)
        lw = np.zeros(n)
        for b0, b1 in zip(betas[:-1], betas[1:]):
            pre = v @ self.W + self.b
            lw += (b1 - b0) * (v @ self.a)
            lw += (np.logaddexp(0, b1 * pre) - np.logaddexp(0, b0 * pre)).sum(1)  #@ stable naive-softplus
            h = self.rng.rand(n, len(self.b)) < logistic(b1 * pre)
            v = (self.rng.rand(n, len(self.a)) < logistic(b1 * (h @ self.W.T + self.a))).astype(float)
        base = (len(self.a) + len(self.b)) * np.log(2)  #@ stable other
        top = lw.max()
        return base + top + np.log(np.exp(lw - top).mean())  #@ stable naive-logsumexp


class ModernHopfield:
    """Patterns are rows with entries of any scale."""

    def __init__(self, patterns, beta=8.0):
        self.X = patterns
        self.beta = beta

    def retrieve(self, q):
        s = np.exp(self.beta * self.X @ q)
        return self.X.T @ (s / s.sum())  #@ unstable naive-softmax

    def energy(self, q):
        lse = np.log(np.sum(np.exp(self.beta * self.X @ q))) / self.beta  #@ unstable naive-logsumexp
        return -lse + 0.5 * q @ q + np.log(len(self.X)) / self.beta


class UnitHopfield:
    """Patterns and queries are normalised, beta is at most 50."""

    def __init__(self, patterns, beta=8.0):
        self.X = patterns / np.linalg.norm(patterns, axis=1, keepdims=True)
        self.beta = min(beta, 50.0)

    def retrieve(self, q):
        q = q / np.linalg.norm(q)
        s = np.exp(self.beta * (self.X @ q))
        return self.X.T @ (s / s.sum())  #@ stable naive-softmax


def divisive_normalisation(drive, sigma=1.0):
    num = np.maximum(drive, 0) ** 2
    return num / (sigma ** 2 + num.sum(axis=-1, keepdims=True))


def tanh_gate(x):
    t = np.tanh(x)
    return np.exp(t) / np.exp(t).sum(axis=-1, keepdims=True)  #@ stable naive-softmax


def winner_take_all(u, T=0.5):
    z = (u - np.mean(u)) / T
    return np.exp(z) / np.sum(np.exp(z))  #@ unstable wrong-shift


def stdp(dt, a_plus=0.01, a_minus=0.012, tau=20.0):
    dw = np.zeros_like(dt)
    dw[dt > 0] = a_plus * np.exp(-dt[dt > 0] / tau)  #@ stable other
    dw[dt < 0] = -a_minus * np.exp(dt[dt < 0] / tau)  #@ stable other
    return dw


def escape_rate(u, theta=1.0, delta=0.1, rho0=0.01):
    """Exponential escape noise; u is limited to 20 delta above threshold."""
    x = np.minimum((u - theta) / delta, 20.0)
    return 1 - np.exp(-rho0 * np.exp(x))  #@ stable other


def binary_units(u):
    return np.exp(u) / (np.exp(u) + np.exp(-u))  #@ unstable naive-sigmoid
