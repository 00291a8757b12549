"""REINFORCE with a moving baseline on CartPole."""
import argparse
from collections import deque

import gym
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim


class Policy(nn.Module):
    def __init__(self, s_size=4, h_size=64, a_size=2):
        super().__init__()
        self.fc1 = nn.Linear(s_size, h_size)
        self.fc2 = nn.Linear(h_size, a_size)
        self.dropout = nn.Dropout(p=0.6)

    def forward(self, x):
        x = F.relu(self.dropout(self.fc1(x)))
        return F.softmax(self.fc2(x), dim=1)  #@ stable other


def select_action(policy, state, device):
    state = torch.from_numpy(state).float().unsqueeze(0).to(device)
    probs = policy(state)
    action = torch.multinomial(probs, 1).item()
    log_prob = torch.log(probs[0, action])  #@ unstable nll-of-softmax across
    entropy = -(probs * probs.log()).sum()  #@ unstable log-of-softmax across
    return action, log_prob, entropy


def discounted_returns(rewards, gamma):
    R = 0
    returns = []
    for r in reversed(rewards):
        R = r + gamma * R
        returns.insert(0, R)
    returns = torch.tensor(returns)
    return (returns - returns.mean()) / (returns.std() + np.finfo(np.float32).eps)


def epsilon_schedule(step, start=1.0, end=0.05, decay=400):
    return end + (start - end) * np.exp(-1.0 * step / decay)  #@ stable other


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gamma", type=float, default=0.99)
    parser.add_argument("--lr", type=float, default=1e-2)
    parser.add_argument("--episodes", type=int, default=1000)
    parser.add_argument("--ent-coef", type=float, default=0.01)
    args = parser.parse_args()

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    env = gym.make("CartPole-v1")
    policy = Policy().to(device)
    optimizer = optim.Adam(policy.parameters(), lr=args.lr)
    scores = deque(maxlen=100)

    for ep in range(args.episodes):
        state, _ = env.reset()
        log_probs, rewards, entropies = [], [], []
        done = False
        while not done:
            if np.random.rand() < epsilon_schedule(ep, start=0.2, end=0.0):
                action = env.action_space.sample()
                state, reward, term, trunc, _ = env.step(action)
                done = term or trunc
                continue
            action, lp, ent = select_action(policy, state, device)
            state, reward, term, trunc, _ = env.step(action)
            done = term or trunc
            log_probs.append(lp)
            entropies.append(ent)
            rewards.append(reward)
        if not rewards:
            continue
        returns = discounted_returns(rewards, args.gamma).to(device)
        policy_loss = -(torch.stack(log_probs) * returns).sum()
        loss = policy_loss - args.ent_coef * torch.stack(entropies).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scores.append(sum(rewards))
        if ep % 50 == 0:
            print(f"Episode {ep}\tAverage score: {np.mean(scores):.2f}")


if __name__ == "__main__":
    main()
