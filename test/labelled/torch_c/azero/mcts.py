import math

import numpy as np


class MCTS:
    def __init__(self, game, wrapper, cpuct=1.5, sims=100):
        self.game, self.wrapper, self.cpuct, self.sims = game, wrapper, cpuct, sims
        self.Q, self.N, self.Ns, self.P = {}, {}, {}, {}

    def action_probs(self, board, temp=1.0):
        for _ in range(self.sims):
            self.search(board)
        s = self.game.key(board)
        counts = np.array([self.N.get((s, a), 0) for a in range(self.game.n_actions)], dtype=float)
        if temp == 0:
            best = np.flatnonzero(counts == counts.max())
            probs = np.zeros_like(counts)
            probs[np.random.choice(best)] = 1
            return probs
        counts = counts ** (1.0 / temp)  #@ stable zero-temperature
        return counts / counts.sum()

    def root_softmax(self, board, temp):
        s = self.game.key(board)
        n = np.array([self.N.get((s, a), 0) for a in range(self.game.n_actions)], dtype=float)
        x = np.log(n + 1e-10) / temp  #@ stable log-eps-hack
        p = np.exp(x - x.max())  #@ stable naive-softmax
        return p / p.sum()

    def visits_policy(self, board, beta=1.0):
        s = self.game.key(board)
        n = np.array([self.N.get((s, a), 0) for a in range(self.game.n_actions)], dtype=float)
        e = np.exp(beta * n)
        return e / e.sum()

    def search(self, board):
        s = self.game.key(board)
        end = self.game.ended(board)
        if end is not None:
            return -end
        if s not in self.P:
            p, v = self.wrapper.predict(self.game.encode(board))
            p = p * self.game.valid(board)
            self.P[s] = p / p.sum() if p.sum() > 0 else self.game.valid(board) / self.game.valid(board).sum()
            self.Ns[s] = 0
            return -v
        best, best_a = -float("inf"), -1
        for a in np.flatnonzero(self.game.valid(board)):
            pb = math.log((self.Ns[s] + 19652 + 1) / 19652) + self.cpuct  #@ stable other
            u = self.Q.get((s, a), 0.0) + pb * self.P[s][a] * math.sqrt(self.Ns[s] + 1e-8) / (1 + self.N.get((s, a), 0))
            if u > best:
                best, best_a = u, a
        v = self.search(self.game.next(board, best_a))
        n = self.N.get((s, best_a), 0)
        self.Q[(s, best_a)] = (n * self.Q.get((s, best_a), 0.0) + v) / (n + 1)
        self.N[(s, best_a)] = n + 1
        self.Ns[s] += 1
        return -v
