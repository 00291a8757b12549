"""python -m tictac.selfplay --config cfg.json"""
import argparse
import logging

import numpy as np

from .mcts import MCTS, encode, moves, winner
from .net import PolicyValueNet
from .utils import load_config, logger


def temperature(cfg, move):
    """Linear from temp_start to temp_end, then constant."""
    f = min(1.0, move / cfg.temp_moves)
    return cfg.temp_start + f * (cfg.temp_end - cfg.temp_start)


def play(net, cfg, rng):
    tree = MCTS(net, cfg, rng)
    b, me, hist = [0] * 9, 1, []
    while not winner(b) and moves(b):
        pi = tree.policy(b, me, temperature(cfg, len(hist)))
        hist.append((encode(b, me), pi, me))
        noisy = 0.75 * pi + 0.25 * rng.dirichlet(np.full(9, cfg.dirichlet))
        mask = np.array([x == 0 for x in b], float)
        noisy = noisy * mask / (noisy * mask).sum()
        b[int(rng.choice(9, p=noisy))] = me
        me = -me
    w = winner(b)
    return [(s, p, w * m) for s, p, m in hist]


def policy_entropy(net, X):
    pi = net.forward(X)["pi"]
    return float(np.mean(-np.sum(pi * np.log(pi + 1e-9), axis=1)))  #@ unstable log-eps-hack across


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--config")
    args = ap.parse_args()
    logging.basicConfig(level=logging.INFO)
    cfg = load_config(args.config)
    rng = np.random.default_rng(cfg.seed)
    net = PolicyValueNet(cfg)
    buffer = []
    for g in range(cfg.games):
        buffer.extend(play(net, cfg, rng))
        buffer = buffer[-5000:]
        ix = rng.integers(len(buffer), size=64)
        S, P, Z = (np.array(t) for t in zip(*(buffer[i] for i in ix)))
        loss = net.step(S, P, Z)
        if g % 20 == 0:
            logger.info("game %d loss %.3f entropy %.3f / %.3f", g, loss, policy_entropy(net, S), np.log(9))  #@ stable other


if __name__ == "__main__":
    main()
