import numpy as np
from .numerics import normalize_rows, lse_rows, sumexp_cols


class DiscreteHMM:
    def __init__(self, n_states, n_symbols, seed=None):
        r = np.random.RandomState(seed)
        self.A = normalize_rows(r.rand(n_states, n_states) + .1)
        self.B = normalize_rows(r.rand(n_states, n_symbols) + .1)
        self.pi = np.full(n_states, 1. / n_states)

    def forward_scaled(self, obs):
        a = self.pi * self.B[:, obs[0]]
        ll = 0.0
        for t, o in enumerate(obs):
            if t:
                a = (a @ self.A) * self.B[:, o]
            c = a.sum()
            a = a / c
            ll += np.log(c)  #@ stable other
        return ll

    def forward_log(self, obs):
        lA, lB = np.log(self.A), np.log(self.B)
        la = np.log(self.pi) + lB[:, obs[0]]
        for o in obs[1:]:
            la = lse_rows((la[:, None] + lA).T) + lB[:, o]
        m = la.max()
        return m + np.log(np.exp(la - m).sum())  #@ stable naive-logsumexp

    def forward_log_quick(self, obs):
        lA, lB = np.log(self.A), np.log(self.B)
        la = np.log(self.pi) + lB[:, obs[0]]
        for o in obs[1:]:
            la = np.log(sumexp_cols(la[:, None] + lA)) + lB[:, o]  #@ unstable naive-logsumexp across
        return la

    def posterior_last(self, obs):
        la = self.forward_log_quick(obs)
        w = np.exp(la)  #@ unstable naive-softmax
        return w / w.sum()

    def viterbi(self, obs):
        lA, lB = np.log(self.A), np.log(self.B)
        d = np.log(self.pi) + lB[:, obs[0]]
        back = []
        for o in obs[1:]:
            s = d[:, None] + lA
            back.append(s.argmax(0))
            d = s.max(0) + lB[:, o]
        path = [int(d.argmax())]
        for b in reversed(back):
            path.append(int(b[path[-1]]))
        return path[::-1], d.max()
