import numpy as np


class SoftmaxPolicy:
    """linear softmax policy with preferences h(s,a)"""

    def __init__(self, nf, na):
        self.theta = np.zeros((nf, na))

    def prefs(self, s):
        return s @ self.theta

    def pi(self, s):
        h = self.prefs(s)
        e = np.exp(h - h.max())  #@ stable naive-softmax
        return e / e.sum()

    def pi_batch(self, S):
        h = self.prefs(S)
        e = np.exp(h - h.max())  #@ unstable wrong-shift
        return e / e.sum(1, keepdims=True)

    def grad_log(self, s, a):
        g = -np.outer(s, self.pi(s))
        g[:, a] += s
        return g


class GaussianPolicy:
    def __init__(self, nf):
        self.mu = np.zeros(nf)
        self.ls = 0.0

    def logp(self, s, a):
        ls = np.clip(self.ls, -5, 2)
        return -0.5 * ((a - s @ self.mu) / np.exp(ls)) ** 2 - ls - 0.5 * np.log(2 * np.pi)  #@ stable other
