import cupy as cp
import numpy as np


class PolicyValueNet:
    """Two-layer policy/value network on the GPU with CuPy."""

    def __init__(self, n_in, n_actions, hidden=256, seed=0):
        rng = cp.random.RandomState(seed)
        self.W1 = rng.randn(n_in, hidden) * cp.sqrt(2.0 / n_in)
        self.Wp = rng.randn(hidden, n_actions) * 0.01
        self.Wv = rng.randn(hidden, 1) * 0.01

    def forward(self, x):
        self.x = x
        self.h = cp.maximum(x @ self.W1, 0)
        self.logits = self.h @ self.Wp
        e = cp.exp(self.logits - self.logits.max())
        self.p = e / e.sum(axis=1, keepdims=True)  #@ unstable wrong-shift
        self.v = cp.tanh(self.h @ self.Wv)[:, 0]
        return self.p, self.v

    def predict(self, board):
        p, v = self.forward(cp.asarray(board, dtype=cp.float32).reshape(1, -1))
        return cp.asnumpy(p[0]), float(v[0])

    def losses(self, boards, pis, zs):
        p, v = self.forward(boards)
        l_pi = -cp.mean(cp.sum(pis * cp.log(p + 1e-9), axis=1))  #@ unstable log-eps-hack across
        l_v = cp.mean((zs - v) ** 2)
        return l_pi, l_v

    def policy_loss_logits(self, boards, pis):
        self.forward(boards)
        m = self.logits.max(axis=1, keepdims=True)
        lse = m + cp.log(cp.exp(self.logits - m).sum(axis=1, keepdims=True))  #@ stable naive-logsumexp
        return -cp.mean(cp.sum(pis * (self.logits - lse), axis=1))

    def step(self, boards, pis, zs, lr):
        l = self.losses(boards, pis, zs)
        n = len(boards)
        dlog = (self.p - pis) / n
        dv = (2 * (self.v - zs) * (1 - self.v ** 2) / n)[:, None]
        dh = dlog @ self.Wp.T + dv @ self.Wv.T
        dh[self.h <= 0] = 0
        self.Wp -= lr * self.h.T @ dlog
        self.Wv -= lr * self.h.T @ dv
        self.W1 -= lr * self.x.T @ dh
        return [float(t) for t in l]

    def elo_expected(self, r_a, r_b):
        return 1.0 / (1.0 + 10 ** ((r_b - r_a) / 400.0))
