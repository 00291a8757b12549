import argparse
from collections import deque

import gym
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Categorical


class Policy(nn.Module):
    def __init__(self, n_obs, n_act, hidden=128):
        super().__init__()
        self.affine1 = nn.Linear(n_obs, hidden)
        self.affine2 = nn.Linear(hidden, n_act)
        self.saved_log_probs = []
        self.rewards = []

    def forward(self, x):
        x = F.relu(self.affine1(x))
        return F.softmax(self.affine2(x), dim=-1)


class Agent:
    def __init__(self, env, gamma=0.99, lr=1e-2, beta=0.01):
        self.policy = Policy(env.observation_space.shape[0], env.action_space.n)
        self.opt = torch.optim.Adam(self.policy.parameters(), lr=lr)
        self.gamma = gamma
        self.beta = beta
        self.entropies = []

    def act(self, state):
        state = torch.from_numpy(state).float().unsqueeze(0)
        probs = self.policy(state)
        action = torch.multinomial(probs, 1).item()
        self.policy.saved_log_probs.append(torch.log(probs[0, action]))  #@ unstable nll-of-softmax across
        self.entropies.append(-(probs * torch.log(probs + 1e-8)).sum())  #@ unstable log-eps-hack across
        return action

    def act_dist(self, state):
        x = torch.from_numpy(state).float()
        h = F.relu(self.policy.affine1(x))
        m = Categorical(logits=self.policy.affine2(h))
        a = m.sample()
        return a.item(), m.log_prob(a), m.entropy()  #@ stable nll-of-softmax

    def finish_episode(self):
        R, returns = 0, deque()
        for r in self.policy.rewards[::-1]:
            R = r + self.gamma * R
            returns.appendleft(R)
        returns = torch.tensor(returns)
        returns = (returns - returns.mean()) / (returns.std() + 1e-7)
        loss = [-lp * R for lp, R in zip(self.policy.saved_log_probs, returns)]
        total = torch.stack(loss).sum() - self.beta * torch.stack(self.entropies).sum()
        self.opt.zero_grad()
        total.backward()
        self.opt.step()
        del self.policy.rewards[:]
        del self.policy.saved_log_probs[:]
        self.entropies = []


def epsilon(step, start=0.9, end=0.05, decay=200):
    return end + (start - end) * np.exp(-1. * step / decay)  #@ stable other


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--episodes', type=int, default=1000)
    args = ap.parse_args()
    env = gym.make('CartPole-v1')
    agent = Agent(env)
    running = 10
    for ep in range(args.episodes):
        s, total = env.reset(), 0
        for t in range(500):
            a = env.action_space.sample() if np.random.rand() < epsilon(ep) else agent.act(s)
            s, r, done, _ = env.step(a)
            agent.policy.rewards.append(r)
            total += r
            if done:
                break
        running = 0.05 * total + 0.95 * running
        if agent.policy.saved_log_probs and len(agent.policy.saved_log_probs) == len(agent.policy.rewards):
            agent.finish_episode()


if __name__ == '__main__':
    main()
