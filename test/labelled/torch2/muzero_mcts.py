import math
from dataclasses import dataclass, field
from typing import Dict, List, Optional

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class MuZeroConfig:
    n_actions: int = 4
    num_simulations: int = 50
    pb_c_base: int = 19652
    pb_c_init: float = 1.25
    discount: float = 0.997
    root_dirichlet_alpha: float = 0.25
    support: int = 20
    temperature_steps: List[int] = field(default_factory=lambda: [50_000, 75_000])

    def visit_temperature(self, step):
        if step < self.temperature_steps[0]:
            return 1.0
        elif step < self.temperature_steps[1]:
            return 0.5
        return 0.0


class Node:
    def __init__(self, prior: float):
        self.prior = prior
        self.visits = 0
        self.value_sum = 0.0
        self.reward = 0.0
        self.hidden = None
        self.children: Dict[int, "Node"] = {}

    def value(self):
        return self.value_sum / self.visits if self.visits else 0.0

    def expand(self, actions, hidden, reward, policy_logits):
        self.hidden, self.reward = hidden, reward
        policy = {a: math.exp(policy_logits[0][a].item()) for a in actions}
        policy_sum = sum(policy.values())
        for a, p in policy.items():
            self.children[a] = Node(p / policy_sum)  #@ unstable naive-softmax

    def expand_fast(self, actions, hidden, reward, policy_logits):
        self.hidden, self.reward = hidden, reward
        probs = torch.softmax(policy_logits[0, actions], dim=0).tolist()  #@ stable naive-softmax
        self.children = {a: Node(p) for a, p in zip(actions, probs)}


def ucb_score(cfg, parent, child):
    pb_c = math.log((parent.visits + cfg.pb_c_base + 1) / cfg.pb_c_base) + cfg.pb_c_init  #@ stable other
    pb_c *= math.sqrt(parent.visits) / (child.visits + 1)
    return pb_c * child.prior + child.reward + cfg.discount * child.value()


def select_action(cfg, root, step):
    temperature = cfg.visit_temperature(step)
    counts = np.array([c.visits for c in root.children.values()], dtype=np.float64)
    actions = list(root.children)
    if temperature == 0:
        return actions[int(counts.argmax())]
    d = counts ** (1 / temperature)
    return int(np.random.choice(actions, p=d / d.sum()))


def select_by_value(cfg, root, step):
    q = torch.tensor([c.value() for c in root.children.values()])
    t = cfg.visit_temperature(step)
    p = F.softmax(q / t, dim=0)  #@ unstable zero-temperature across
    return list(root.children)[int(torch.multinomial(p, 1))]


class Network(nn.Module):
    def __init__(self, obs_dim, cfg, hid=64):
        super().__init__()
        self.cfg = cfg
        self.rep = nn.Sequential(nn.Linear(obs_dim, hid), nn.ReLU())
        self.dyn = nn.Sequential(nn.Linear(hid + cfg.n_actions, hid), nn.ReLU())
        self.pol = nn.Linear(hid, cfg.n_actions)
        self.val = nn.Linear(hid, 2 * cfg.support + 1)
        self.rew = nn.Linear(hid, 2 * cfg.support + 1)

    def prediction(self, h):
        return self.pol(h), self.val(h)

    def to_scalar(self, logits):
        probs = torch.softmax(logits, dim=1)  #@ stable naive-softmax
        support = torch.arange(-self.cfg.support, self.cfg.support + 1, dtype=torch.float)
        x = (probs * support).sum(1, keepdim=True)
        return torch.sign(x) * (((torch.sqrt(1 + 4 * 0.001 * (torch.abs(x) + 1.001)) - 1) / 0.002) ** 2 - 1)

    def value_distribution(self, h):
        return F.softmax(self.val(h), dim=-1)

    def policy_distribution(self, h):
        return F.softmax(self.pol(h), dim=-1)


def loss_function(value, reward, policy_logits, tv, tr, tp):
    lv = (-tv * F.log_softmax(value, dim=1)).sum(1)  #@ stable log-of-softmax
    lr = (-tr * F.log_softmax(reward, dim=1)).sum(1)  #@ stable log-of-softmax
    lp = (-tp * nn.LogSoftmax(dim=1)(policy_logits)).sum(1)  #@ stable log-of-softmax
    return lv, lr, lp


def loss_from_distributions(net: Network, h, tv, tp):
    v = net.value_distribution(h)
    p = net.policy_distribution(h)
    lv = -(tv * torch.log(v)).sum(-1).mean()  #@ unstable log-of-softmax across
    lp = -(tp * torch.log(torch.clamp(p, 1e-8, 1.0))).sum(-1).mean()  #@ unstable log-eps-hack across
    return 0.25 * lv + lp


def alphazero_loss(model_out, z, pi):
    """model_out = (p, v): log-probabilities and tanh value"""
    logp, v = model_out
    return (z - v.view(-1)).pow(2).mean() - (pi * logp).sum(1).mean()


def completed_q_policy(logits, q, visits, c_visit=50, c_scale=1.0):
    sigma = (c_visit + visits.max()) * c_scale * q
    e = torch.exp(logits + sigma)
    return e / e.sum(-1, keepdim=True)  #@ unstable naive-softmax


def gumbel_top_k(logits, k):
    g = -torch.empty_like(logits).exponential_().log()  #@ stable log-eps-hack
    return (logits + g).topk(k).indices


def backpropagate(path, value, discount):
    for node in reversed(path):
        node.value_sum += value
        node.visits += 1
        value = node.reward + discount * value


def run_mcts(cfg, root, net, actions):
    for _ in range(cfg.num_simulations):
        node, path = root, [root]
        while node.children:
            a, node = max(node.children.items(), key=lambda kv: ucb_score(cfg, path[-1], kv[1]))
            path.append(node)
        onehot = F.one_hot(torch.tensor([a]), cfg.n_actions).float()
        with torch.no_grad():
            h = net.dyn(torch.cat([path[-2].hidden, onehot], 1))
            logits, v = net.prediction(h)
        node.expand(actions, h, net.to_scalar(net.rew(h)).item(), logits)
        backpropagate(path, net.to_scalar(v).item(), cfg.discount)
