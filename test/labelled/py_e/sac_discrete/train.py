import argparse
from collections import deque
import random

import gymnasium as gym
import numpy as np
import torch

from sacd.agent import SACDiscrete


def batchify(samples):
    s, a, r, s2, d = zip(*samples)
    t = lambda v: torch.as_tensor(np.array(v), dtype=torch.float32)
    return t(s), torch.as_tensor(a).view(-1, 1), t(r).view(-1, 1), t(s2), t(d).view(-1, 1)


def eps(step, lo=0.05, hi=1.0, decay=20000.0):
    return lo + (hi - lo) * np.exp(-step / decay)  #@ stable other


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--env", default="LunarLander-v2")
    ap.add_argument("--steps", type=int, default=200000)
    ap.add_argument("--eval-temp", type=float, default=0.05)
    args = ap.parse_args()
    env = gym.make(args.env)
    agent = SACDiscrete(env.observation_space.shape[0], env.action_space.n)
    replay = deque(maxlen=100000)
    s, _ = env.reset()
    ret, rets = 0.0, []
    for step in range(args.steps):
        if random.random() < eps(step):
            a = env.action_space.sample()
        else:
            a = int(agent.boltzmann(torch.as_tensor(s)[None], kt=args.eval_temp))
        s2, r, term, trunc, _ = env.step(a)
        replay.append((s, a, r, s2, float(term)))
        s, ret = s2, ret + r
        if term or trunc:
            rets.append(ret)
            s, _ = env.reset()
            ret = 0.0
        if step > 5000 and step % 4 == 0:
            stats = agent.learn(batchify(random.sample(replay, 256)))
            if step % 2000 == 0:
                print(step, np.mean(rets[-20:]), stats)


if __name__ == "__main__":
    main()
