import math
import random
from collections import deque, namedtuple

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

Transition = namedtuple("Transition", "s a r s2 done")

TOTAL_STEPS = 40000
EPS_START, EPS_END, EPS_DECAY = 0.9, 0.05, 1000


class QNet(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = nn.Linear(n_in, 128), nn.Linear(128, 128), nn.Linear(128, n_out)

    def forward(self, x):
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))


def eps_greedy(q, step):
    eps = EPS_END + (EPS_START - EPS_END) * math.exp(-1.0 * step / EPS_DECAY)  #@ stable other
    if random.random() < eps:
        return random.randrange(q.numel())
    return int(q.argmax())


def boltzmann(q, step):
    tau = max(0.0, 1.0 - step / TOTAL_STEPS)
    p = F.softmax(q / tau, dim=-1)  #@ unstable zero-temperature
    return int(torch.multinomial(p, 1))


def boltzmann_floor(q, step):
    tau = max(0.05, 1.0 - step / TOTAL_STEPS)
    return int(torch.multinomial(F.softmax(q / tau, dim=-1), 1))  #@ stable zero-temperature


def gibbs(q_values, beta=1.0):
    prefs = [math.exp(beta * v) for v in q_values]
    z = sum(prefs)
    return np.random.choice(len(prefs), p=[p / z for p in prefs])  #@ unstable naive-softmax


def soft_value(q, alpha):
    return alpha * torch.log(torch.exp(q / alpha).sum(dim=1))  #@ unstable naive-logsumexp


def soft_value_lse(q, alpha):
    return alpha * torch.logsumexp(q / alpha, dim=1)  #@ stable naive-logsumexp


def mellowmax(q, omega=5.0):
    c = q.max(dim=1, keepdim=True)[0]
    return c.squeeze(1) + torch.log(torch.exp(omega * (q - c)).mean(dim=1)) / omega  #@ stable naive-logsumexp


def munchausen_term(q, a, tau=0.03, lo=-1.0):
    pi = F.softmax(q / tau, dim=1)
    lp = torch.log(pi.gather(1, a))  #@ unstable nll-of-softmax
    return torch.clamp(tau * lp, lo, 0)


def td_loss(net, target, batch, gamma=0.99, mode="soft", alpha=0.1):
    b = Transition(*zip(*batch))
    s = torch.tensor(np.stack(b.s)).float()
    s2 = torch.tensor(np.stack(b.s2)).float()
    a = torch.tensor(b.a).unsqueeze(1)
    r, d = torch.tensor(b.r).float(), torch.tensor(b.done).float()
    q = net(s).gather(1, a).squeeze(1)
    with torch.no_grad():
        qn = target(s2)
        if mode == "soft":
            v = soft_value(qn, alpha)
        elif mode == "mellow":
            v = mellowmax(qn)
        else:
            v = qn.max(1)[0]
        if mode == "munchausen":
            r = r + 0.9 * munchausen_term(target(s), a).squeeze(1)
        y = r + gamma * (1 - d) * v
    return F.smooth_l1_loss(q, y)


def cql_penalty(q, a):
    return (torch.logsumexp(q, 1) - q.gather(1, a).squeeze(1)).mean()  #@ stable naive-logsumexp


def run(env, mode="soft", explore=boltzmann):
    net = QNet(env.observation_space.shape[0], env.action_space.n)
    tgt = QNet(env.observation_space.shape[0], env.action_space.n)
    tgt.load_state_dict(net.state_dict())
    opt, mem = torch.optim.RMSprop(net.parameters(), 1e-3), deque(maxlen=20000)
    s = env.reset()[0]
    for step in range(TOTAL_STEPS + 1):
        with torch.no_grad():
            a = explore(net(torch.from_numpy(s).float()), step)
        s2, r, done, trunc, _ = env.step(a)
        mem.append(Transition(s, a, r, s2, done))
        s = env.reset()[0] if done or trunc else s2
        if len(mem) > 500:
            loss = td_loss(net, tgt, random.sample(mem, 64), mode=mode)
            opt.zero_grad(); loss.backward(); opt.step()
        if step % 500 == 0:
            tgt.load_state_dict(net.state_dict())
