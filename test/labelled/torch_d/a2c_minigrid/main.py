import argparse

import gymnasium as gym
import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset

from agent import A2CAgent, behaviour_cloning
from policy import ActorCritic
import torch.nn.functional as F


def evaluate(agent, env, n=10):
    scores = []
    for _ in range(n):
        obs, _ = env.reset()
        done, ret = False, 0
        while not done:
            with torch.no_grad():
                probs, _ = agent.net(torch.as_tensor(obs, dtype=torch.float32))
            obs, r, term, trunc, _ = env.step(probs.argmax().item())
            done = term or trunc
            ret += r
        scores.append(ret)
    return np.mean(scores), np.std(scores)


def finetune_on_demos(net: ActorCritic, obs, act, steps=100):
    opt = torch.optim.Adam(net.parameters(), 1e-3)
    for s in range(steps):
        idx = torch.randint(0, len(obs), (64,))
        probs, _ = net(obs[idx])
        loss = F.cross_entropy(probs, act[idx])  #@ unstable softmax-before-ce across
        opt.zero_grad()
        loss.backward()
        opt.step()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--env', default='CartPole-v1')
    ap.add_argument('--updates', type=int, default=5000)
    ap.add_argument('--eps-decay', type=float, default=500.)
    ap.add_argument('--demos')
    args = ap.parse_args()
    env = gym.make(args.env)
    agent = A2CAgent(env.observation_space.shape[0], env.action_space.n)
    if args.demos:
        d = np.load(args.demos)
        demo = TensorDataset(torch.tensor(d['obs']).float(), torch.tensor(d['act']).long())
        behaviour_cloning(agent, DataLoader(demo, 64, shuffle=True))
        finetune_on_demos(agent.net, *demo.tensors)
    obs, _ = env.reset(seed=0)
    for u in range(args.updates):
        eps = 0.05 + 0.9 * np.exp(-u / args.eps_decay)  #@ stable other
        for _ in range(16):
            obs, r, done = agent.step(env, obs)
            if done:
                obs, _ = env.reset()
        loss = agent.update(obs)
        if u % 100 == 0:
            print(u, eps, loss, evaluate(agent, env))


if __name__ == '__main__':
    main()
