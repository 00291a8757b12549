import random
from collections import deque

import numpy as np
import torch

from mcts import MCTS
from net import AlphaNet, NetWrapper


def temperature(move, cut=15):
    return 1.0 if move < cut else 0.0


def episode(game, wrapper):
    tree = MCTS(game, wrapper)
    board, hist, move = game.start(), [], 0
    while game.ended(board) is None:
        pi = tree.action_probs(board, temperature(move))
        hist.append((game.encode(board), pi))
        board = game.next(board, np.random.choice(len(pi), p=pi))
        move += 1
    z = game.ended(board)
    out = []
    for i, (b, p) in enumerate(reversed(hist)):
        out.append((b, torch.tensor(p, dtype=torch.float32), z * (-1) ** i))
    return out


def target_entropy(pis):
    """average entropy of the MCTS policies, nats"""
    total = 0.0
    for p in pis:
        q = p[p > 0]
        total -= (q * torch.log(q)).sum().item()  #@ stable log-of-softmax
    return total / len(pis)


def prior_entropy(wrapper, boards):
    probs = torch.stack([torch.from_numpy(wrapper.predict(b)[0]) for b in boards])
    return -(probs * probs.log()).sum(1).mean().item()  #@ unstable log-of-softmax across


def learn(game, iters=50, games=20, batch=64):
    wrapper = NetWrapper(AlphaNet())
    memory = deque(maxlen=50000)
    for it in range(iters):
        for _ in range(games):
            memory.extend(episode(game, wrapper))
        losses = []
        for _ in range(200):
            b, p, v = zip(*random.sample(memory, min(batch, len(memory))))
            losses.append(wrapper.train_step(torch.stack(b), torch.stack(p), torch.tensor(v, dtype=torch.float32)))
        recent = list(memory)[-256:]
        print("iter %d loss %.3f  H(pi)=%.3f H(p)=%.3f" % (
            it, np.mean(losses), target_entropy([m[1] for m in recent]), prior_entropy(wrapper, [m[0] for m in recent])))
    return wrapper
