import math
import numpy as np

EPS = 1e-8


class MCTS():
    """
    This class handles the MCTS tree.
    """

    def __init__(self, game, nnet, args):
        self.game = game
        self.nnet = nnet
        self.args = args
        self.Qsa, self.Nsa, self.Ns, self.Ps, self.Es, self.Vs = {}, {}, {}, {}, {}, {}

    def getActionProb(self, board, temp=1):
        for i in range(self.args['numMCTSSims']):
            self.search(board)
        s = self.game.stringRepresentation(board)
        counts = [self.Nsa.get((s, a), 0) for a in range(self.game.getActionSize())]
        if temp == 0:
            best = np.random.choice(np.argwhere(counts == np.max(counts)).flatten())
            probs = [0] * len(counts)
            probs[best] = 1
            return probs
        counts = [x ** (1. / temp) for x in counts]  #@ stable zero-temperature
        total = float(sum(counts))
        return [x / total for x in counts]

    def policy_from_values(self, board, beta=50.0):
        s = self.game.stringRepresentation(board)
        q = [self.Qsa.get((s, a), -1.0) for a in range(self.game.getActionSize())]
        best = max(q)
        w = [math.exp(beta * (v - best)) for v in q]
        z = sum(w)
        return [v / z for v in w]  #@ stable naive-softmax

    def search(self, board):
        s = self.game.stringRepresentation(board)
        if s not in self.Es:
            self.Es[s] = self.game.getGameEnded(board, 1)
        if self.Es[s] != 0:
            return -self.Es[s]
        if s not in self.Ps:
            self.Ps[s], v = self.nnet.predict(board)
            valids = self.game.getValidMoves(board, 1)
            self.Ps[s] = self.Ps[s] * valids
            tot = np.sum(self.Ps[s])
            self.Ps[s] = self.Ps[s] / tot if tot > 0 else valids / np.sum(valids)
            self.Vs[s] = valids
            self.Ns[s] = 0
            return -v
        best, act = -float('inf'), -1
        c = math.log((self.Ns[s] + self.args['c_base'] + 1) / self.args['c_base']) + self.args['cpuct']  #@ stable other
        for a in range(self.game.getActionSize()):
            if self.Vs[s][a]:
                n = self.Nsa.get((s, a), 0)
                u = self.Qsa.get((s, a), 0.0) + c * self.Ps[s][a] * math.sqrt(self.Ns[s] + EPS) / (1 + n)
                if u > best:
                    best, act = u, a
        nxt, player = self.game.getNextState(board, 1, act)
        v = self.search(self.game.getCanonicalForm(nxt, player))
        n = self.Nsa.get((s, act), 0)
        self.Qsa[(s, act)] = (n * self.Qsa.get((s, act), 0.0) + v) / (n + 1)
        self.Nsa[(s, act)] = n + 1
        self.Ns[s] += 1
        return -v
