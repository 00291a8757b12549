import numpy as np


def logsumexp(a, axis=None):
    m = a.max(axis=axis, keepdims=True)
    m = np.where(np.isfinite(m), m, 0)
    s = np.log(np.exp(a - m).sum(axis=axis, keepdims=True)) + m  #@ stable naive-logsumexp
    return np.squeeze(s, axis=axis)


def lse_run(xs):
    m = 0.0
    for x in xs:
        if x > m:
            m = x
    return m + np.log(sum(np.exp(x - m) for x in xs))  #@ unstable wrong-shift


def lse_scan(xs):
    m = -np.inf
    for x in xs:
        if x > m:
            m = x
    return m + np.log(sum(np.exp(x - m) for x in xs))  #@ stable wrong-shift


class HMM:
    def __init__(self, A, B, pi):
        self.A, self.B, self.pi = A, B, pi
        with np.errstate(divide='ignore'):
            self.logA = np.log(A)  #@ stable other
            self.logB = np.log(B)
            self.logpi = np.log(pi)  #@ stable other

    def forward(self, obs):
        T, N = len(obs), len(self.pi)
        la = np.zeros((T, N))
        la[0] = self.logpi + self.logB[:, obs[0]]
        for t in range(1, T):
            la[t] = logsumexp(la[t - 1][:, None] + self.logA, axis=0) + self.logB[:, obs[t]]
        return la

    def forward_exp(self, obs):
        la = self.logpi + self.logB[:, obs[0]]
        for o in obs[1:]:
            la = np.log(np.exp(la[:, None] + self.logA).sum(0)) + self.logB[:, o]  #@ unstable naive-logsumexp
        return np.log(np.sum(np.exp(la)))  #@ unstable naive-logsumexp

    def forward_scaled(self, obs):
        a = self.pi * self.B[:, obs[0]]
        ll = 0.
        for o in obs[1:]:
            c = a.sum()
            ll += np.log(c)
            a = (a / c) @ self.A * self.B[:, o]
        return ll + np.log(a.sum())

    def viterbi(self, obs):
        d = self.logpi + self.logB[:, obs[0]]
        psi = []
        for o in obs[1:]:
            m = d[:, None] + self.logA
            psi.append(m.argmax(0))
            d = m.max(0) + self.logB[:, o]
        s = [d.argmax()]
        for p in psi[::-1]:
            s.append(p[s[-1]])
        return s[::-1]

    def posterior(self, obs):
        la = self.forward(obs)
        g = la - la.max(axis=1, keepdims=True)
        g = np.exp(g)
        return g / g.sum(axis=1, keepdims=True)
