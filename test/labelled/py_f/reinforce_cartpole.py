"""REINFORCE on CartPole-v1, adapted from my RL course homework (HW2, part b)."""
import argparse
from collections import deque

import gym
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim

parser = argparse.ArgumentParser()
parser.add_argument('--gamma', type=float, default=0.99)
parser.add_argument('--lr', type=float, default=1e-2)
parser.add_argument('--seed', type=int, default=543)
parser.add_argument('--ent-coef', type=float, default=0.01)
args = parser.parse_args()

device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')


class Policy(nn.Module):
    def __init__(self, s_size=4, h_size=128, a_size=2):
        super().__init__()
        self.fc1 = nn.Linear(s_size, h_size)
        self.fc2 = nn.Linear(h_size, a_size)
        self.saved_log_probs = []
        self.rewards = []
        self.entropies = []

    def forward(self, x):
        x = F.relu(self.fc1(x))
        return F.softmax(self.fc2(x), dim=1)


class Baseline(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 64), nn.Tanh(), nn.Linear(64, 1))

    def forward(self, s):
        return self.net(s)


policy = Policy().to(device)
optimizer = optim.Adam(policy.parameters(), lr=args.lr)
eps = np.finfo(np.float32).eps.item()


def select_action(state):
    state = torch.from_numpy(state).float().unsqueeze(0).to(device)
    probs = policy(state)
    action = torch.multinomial(probs, 1).item()
    policy.saved_log_probs.append(torch.log(probs[0, action]))
    policy.entropies.append(-(probs * torch.log(probs)).sum())  #@ unstable log-of-softmax across
    return action


def finish_episode():
    R = 0
    returns = deque()
    for r in policy.rewards[::-1]:
        R = r + args.gamma * R
        returns.appendleft(R)
    returns = torch.tensor(returns)
    returns = (returns - returns.mean()) / (returns.std() + eps)
    loss = []
    for lp, R, h in zip(policy.saved_log_probs, returns, policy.entropies):
        loss.append(-lp * R - args.ent_coef * h)
    optimizer.zero_grad()
    torch.stack(loss).sum().backward()
    optimizer.step()
    del policy.rewards[:], policy.saved_log_probs[:], policy.entropies[:]


def explore_rate(step, start=0.9, end=0.05, decay=1000.):
    return end + (start - end) * np.exp(-1. * step / decay)  #@ stable other


def imitation_loss(states, expert_actions):
    # warm start with a few expert trajectories
    h = F.relu(policy.fc1(states))
    p = F.softmax(policy.fc2(h), dim=-1)
    picked = p.gather(1, expert_actions.view(-1, 1))
    return -torch.log(picked).mean()  #@ unstable nll-of-softmax


def main():
    env = gym.make('CartPole-v1')
    running = 10
    for ep in range(1000):
        state, _ = env.reset(seed=args.seed + ep)
        for t in range(1, 10000):
            a = select_action(state)
            state, r, done, trunc, _ = env.step(a)
            policy.rewards.append(r)
            if done or trunc:
                break
        running = 0.05 * t + (1 - 0.05) * running
        finish_episode()
        if ep % 10 == 0:
            print(f'Episode {ep}\tlen {t}\tavg {running:.2f}\tlog10(avg) {np.log10(running):.3f}')  #@ stable other
        if running > env.spec.reward_threshold:
            break


if __name__ == '__main__':
    main()
