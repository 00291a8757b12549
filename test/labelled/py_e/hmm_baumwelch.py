"""Discrete HMM, forward-backward in the log domain plus a scaled version."""
import numpy as np
from scipy.special import logsumexp


def logadd(a, b):
    if a == -np.inf:
        return b
    if b == -np.inf:
        return a
    hi, lo = (a, b) if a > b else (b, a)
    return hi + np.log1p(np.exp(lo - hi))  #@ stable naive-softplus


def quick_logadd(a, b):
    return np.log(np.exp(a) + np.exp(b))  #@ unstable naive-logsumexp


class HMM:
    def __init__(self, n_states, n_symbols, seed=0):
        rng = np.random.default_rng(seed)
        self.pi = rng.dirichlet(np.ones(n_states))
        self.A = rng.dirichlet(np.ones(n_states), n_states)
        self.B = rng.dirichlet(np.ones(n_symbols), n_states)

    def _logs(self):
        with np.errstate(divide="ignore"):
            return np.log(self.pi), np.log(self.A), np.log(self.B)  #@ stable other

    def forward(self, obs):
        lpi, lA, lB = self._logs()
        al = np.empty((len(obs), len(lpi)))
        al[0] = lpi + lB[:, obs[0]]
        for t in range(1, len(obs)):
            al[t] = logsumexp(al[t - 1][:, None] + lA, axis=0) + lB[:, obs[t]]  #@ stable naive-logsumexp
        return al

    def backward(self, obs):
        _, lA, lB = self._logs()
        be = np.zeros((len(obs), lA.shape[0]))
        for t in range(len(obs) - 2, -1, -1):
            be[t] = logsumexp(lA + lB[:, obs[t + 1]] + be[t + 1], axis=1)  #@ stable naive-logsumexp
        return be

    def loglik(self, obs):
        return logsumexp(self.forward(obs)[-1])

    def posterior(self, obs):
        g = self.forward(obs) + self.backward(obs)
        g -= logsumexp(g, axis=1, keepdims=True)
        return np.exp(g)  #@ stable naive-softmax

    def posterior_fast(self, obs):
        g = self.forward(obs) + self.backward(obs)
        w = np.exp(g)
        return w / w.sum(1, keepdims=True)  #@ unstable naive-softmax

    def scaled_loglik(self, obs):
        a = self.pi * self.B[:, obs[0]]
        ll = 0.0
        for t in range(len(obs)):
            if t:
                a = (a @ self.A) * self.B[:, obs[t]]
            c = a.sum()
            a = a / c
            ll += np.log(c)  #@ stable other
        return ll

    def step(self, seqs):
        K, V = self.B.shape
        pi, A, B = np.zeros(K), np.zeros((K, K)), np.zeros((K, V))
        for obs in seqs:
            al, be = self.forward(obs), self.backward(obs)
            Z = logsumexp(al[-1])
            gam = np.exp(al + be - Z)  #@ stable naive-softmax
            pi += gam[0]
            _, lA, lB = self._logs()
            for t in range(len(obs) - 1):
                A += np.exp(al[t][:, None] + lA + lB[:, obs[t + 1]] + be[t + 1] - Z)  #@ stable naive-softmax
            for t, o in enumerate(obs):
                B[:, o] += gam[t]
        self.pi = pi / pi.sum()
        self.A = A / A.sum(1, keepdims=True)
        self.B = B / B.sum(1, keepdims=True)


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    seqs = [rng.integers(0, 4, 50) for _ in range(10)]
    h = HMM(3, 4)
    for i in range(20):
        h.step(seqs)
        print(i, sum(h.loglik(s) for s in seqs))
