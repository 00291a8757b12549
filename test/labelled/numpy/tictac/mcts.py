import numpy as np

LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]


def winner(b):
    for i, j, k in LINES:
        if b[i] and b[i] == b[j] == b[k]:
            return b[i]
    return 0


def encode(b, me):
    b = np.asarray(b)
    return np.concatenate([b == me, b == -me]).astype(float)


def moves(b):
    return [i for i in range(9) if b[i] == 0]


class MCTS:
    def __init__(self, net, cfg, rng):
        self.net, self.cfg, self.rng = net, cfg, rng
        self.N, self.W, self.P = {}, {}, {}

    def expand(self, key, me):
        out = self.net.forward(encode(key, me)[None])
        self.P[key] = out["pi"][0]
        self.N[key] = np.zeros(9)
        self.W[key] = np.zeros(9)
        return float(out["v"][0])

    def search(self, b, me):
        w = winner(b)
        if w or not moves(b):
            return -(w * me)
        key = tuple(b)
        if key not in self.P:
            return -self.expand(key, me)
        N, W = self.N[key], self.W[key]
        q = np.where(N > 0, W / np.maximum(N, 1), 0)
        c = np.log((N.sum() + 19652 + 1) / 19652) + self.cfg.cpuct  #@ stable other
        u = q + c * self.P[key] * np.sqrt(N.sum() + 1e-8) / (1 + N)
        legal = moves(b)
        a = max(legal, key=lambda i: u[i])
        nxt = list(b)
        nxt[a] = me
        v = self.search(nxt, -me)
        N[a] += 1
        W[a] += v
        return -v

    def policy(self, b, me, temp):
        for _ in range(self.cfg.sims):
            self.search(list(b), me)
        counts = self.N[tuple(b)]
        x = np.log(counts + 1e-10) / temp  #@ unstable zero-temperature across
        x = np.exp(x - x.max())
        return x / x.sum()

    def policy_fixed(self, b, me):
        counts = self.N[tuple(b)]
        x = np.log(counts + 1e-10)  #@ stable log-eps-hack
        x = np.exp(x - x.max())  #@ stable naive-softmax
        return x / x.sum()
