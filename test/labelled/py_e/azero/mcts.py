import math

import numpy as np


class Node:
    __slots__ = ("prior", "visits", "value_sum", "children", "to_play")

    def __init__(self, prior, to_play):
        self.prior = prior
        self.visits = 0
        self.value_sum = 0.0
        self.children = {}
        self.to_play = to_play

    def q(self):
        return self.value_sum / self.visits if self.visits else 0.0


def ucb(cfg, parent, child):
    c = math.log((parent.visits + cfg.c_base + 1) / cfg.c_base) + cfg.c_init  #@ stable other
    return c * child.prior * math.sqrt(parent.visits) / (child.visits + 1) - child.q()


class Search:
    def __init__(self, cfg, net):
        self.cfg = cfg
        self.net = net

    def expand(self, node, game):
        priors, value = self.net.evaluate(game.planes())
        legal = game.legal_moves()
        total = sum(priors[m] for m in legal) + 1e-8
        for m in legal:
            node.children[m] = Node(priors[m] / total, -game.to_play)
        return value

    def add_noise(self, root):
        noise = np.random.dirichlet([self.cfg.root_alpha] * len(root.children))
        for n, child in zip(noise, root.children.values()):
            child.prior = child.prior * (1 - self.cfg.root_frac) + n * self.cfg.root_frac

    def run(self, game):
        root = Node(0.0, game.to_play)
        self.expand(root, game)
        self.add_noise(root)
        for _ in range(self.cfg.simulations):
            g, node, path = game.clone(), root, [root]
            while node.children:
                move, node = max(node.children.items(), key=lambda kv: ucb(self.cfg, path[-1], kv[1]))
                g.play(move)
                path.append(node)
            v = g.outcome() if g.over() else self.expand(node, g)
            for n in reversed(path):
                n.visits += 1
                n.value_sum += v if n.to_play == g.to_play else -v
        return root

    def visit_policy(self, root, temperature):
        pi = np.zeros(self.cfg.board ** 2)
        moves = list(root.children)
        counts = np.array([root.children[m].visits for m in moves], dtype=np.float64)
        counts = counts ** (1.0 / temperature)  #@ unstable zero-temperature across
        pi[moves] = counts / counts.sum()
        return pi

    def arena_policy(self, root, temp):
        moves = list(root.children)
        visits = np.array([root.children[m].visits for m in moves])
        pi = np.zeros(self.cfg.board ** 2)
        if temp == 0:
            pi[moves[int(visits.argmax())]] = 1.0
            return pi
        x = np.log(visits + 1e-10) / temp  #@ stable zero-temperature
        x = np.exp(x - x.max())  #@ stable naive-softmax
        pi[moves] = x / x.sum()
        return pi
