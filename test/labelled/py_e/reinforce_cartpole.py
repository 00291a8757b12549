# REINFORCE with baseline. Based on pytorch 0.3 example, updated a bit
import sys
import gym
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch.autograd import Variable

GAMMA = 0.99
HIDDEN = 128
LR = 1e-2


class PolicyNet(nn.Module):
    def __init__(self, n_in, n_out):
        super(PolicyNet, self).__init__()
        self.l1 = nn.Linear(n_in, HIDDEN)
        self.l2 = nn.Linear(HIDDEN, n_out)

    def forward(self, x):
        x = F.relu(self.l1(x))
        return F.softmax(self.l2(x), dim=-1)


class Agent(object):
    def __init__(self, env):
        self.net = PolicyNet(env.observation_space.shape[0], env.action_space.n)
        self.value = nn.Linear(env.observation_space.shape[0], 1)
        self.opt = optim.Adam(list(self.net.parameters()) + list(self.value.parameters()), lr=LR)
        self.log_probs = []
        self.entropies = []
        self.rewards = []
        self.states = []

    def select_action(self, state):
        state = Variable(torch.from_numpy(state).float().unsqueeze(0))
        probs = self.net(state)
        action = probs.multinomial(1).data
        prob = probs[:, action[0, 0]].view(1, -1)
        self.log_probs.append(prob.log())  #@ unstable nll-of-softmax across
        self.entropies.append(-(probs * probs.log()).sum())  #@ unstable log-of-softmax across
        self.states.append(state)
        return action[0, 0].item()

    def select_action_dist(self, state):
        logits = self.net.l2(F.relu(self.net.l1(torch.from_numpy(state).float())))
        d = torch.distributions.Categorical(logits=logits)
        a = d.sample()
        self.log_probs.append(d.log_prob(a).view(1, 1))  #@ stable nll-of-softmax
        self.entropies.append(d.entropy())
        return a.item()

    def finish(self):
        R, returns = 0, []
        for r in self.rewards[::-1]:
            R = r + GAMMA * R
            returns.insert(0, R)
        returns = torch.tensor(returns)
        v = self.value(torch.cat(self.states)).squeeze(-1)
        adv = (returns - v).detach()
        lp = torch.cat(self.log_probs).squeeze(-1)
        loss = -(lp * adv).sum() + F.smooth_l1_loss(v, returns) - 0.01 * sum(self.entropies)
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()
        del self.log_probs[:], self.entropies[:], self.rewards[:], self.states[:]
        return loss.item()


def main(n_episodes=1000):
    env = gym.make('CartPole-v0')
    agent = Agent(env)
    running = 10
    for ep in range(n_episodes):
        s = env.reset()
        for t in range(1000):
            s, r, done, _ = env.step(agent.select_action(s))
            agent.rewards.append(r)
            if done:
                break
        agent.finish()
        running = 0.95 * running + 0.05 * t
        if ep % 10 == 0:
            print('Episode {}\tlength {}\taverage {:.2f}'.format(ep, t, running))
        if running > env.spec.reward_threshold:
            print('Solved')
            break


if __name__ == '__main__':
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
