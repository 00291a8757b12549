import numpy as np
import torch
import torch.nn.functional as F

from .config import Config
from .mcts import Search
from .net import PolicyValueNet


def temperature_for(cfg, ply):
    return cfg.temp_start if ply < cfg.explore_moves else cfg.temp_final


def self_play(cfg, net, game):
    search = Search(cfg, net)
    history = []
    ply = 0
    while not game.over():
        root = search.run(game)
        pi = search.visit_policy(root, temperature_for(cfg, ply))
        history.append((game.planes(), pi, game.to_play))
        game.play(np.random.choice(len(pi), p=pi))
        ply += 1
    z = game.outcome()
    return [(s, p, z if t == game.to_play else -z) for s, p, t in history]


def duel(cfg, a, b, game):
    players = {1: Search(cfg, a), -1: Search(cfg, b)}
    while not game.over():
        s = players[game.to_play]
        pi = s.arena_policy(s.run(game), cfg.arena_temp)
        game.play(int(pi.argmax()))
    return game.outcome()


def update(net, opt, batch):
    states, pis, zs = (torch.as_tensor(np.stack(a)).float() for a in zip(*batch))
    net.train()
    p, v = net(states)
    policy_loss = -(pis * torch.log(p)).sum(1).mean()  #@ unstable nll-of-softmax across
    value_loss = F.mse_loss(v, zs)
    loss = policy_loss + value_loss
    opt.zero_grad()
    loss.backward()
    opt.step()
    with torch.no_grad():
        p, _ = net(states)
        entropy = -(p * torch.log(p + 1e-10)).sum(1).mean()  #@ unstable log-eps-hack across
    return policy_loss.item(), value_loss.item(), entropy.item()


def main(make_game):
    cfg = Config()
    net = PolicyValueNet(cfg.board)
    opt = torch.optim.SGD(net.parameters(), lr=cfg.lr, momentum=0.9, weight_decay=cfg.l2)
    buf = []
    for it in range(cfg.iterations):
        for _ in range(25):
            buf.extend(self_play(cfg, net, make_game()))
        buf = buf[-50000:]
        idx = np.random.choice(len(buf), min(cfg.batch, len(buf)), replace=False)
        print(it, update(net, opt, [buf[i] for i in idx]))
