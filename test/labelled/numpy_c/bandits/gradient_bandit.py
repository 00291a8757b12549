#######################################################################
# Multi-armed bandit testbed, chapter 2 (Sutton & Barto)              #
#######################################################################
import argparse
import math

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from tqdm import trange

matplotlib.use('Agg')


class Bandit:
    def __init__(self, k_arm=10, epsilon=0., initial=0., step_size=0.1, UCB_param=None,
                 gradient=False, gradient_baseline=False, true_reward=0., tau=None):
        self.k = k_arm
        self.step_size = step_size
        self.indices = np.arange(self.k)
        self.time = 0
        self.UCB_param = UCB_param
        self.gradient = gradient
        self.gradient_baseline = gradient_baseline
        self.average_reward = 0
        self.true_reward = true_reward
        self.epsilon = epsilon
        self.initial = initial
        self.tau = tau

    def reset(self):
        self.q_true = np.random.randn(self.k) + self.true_reward
        self.q_estimation = np.zeros(self.k) + self.initial
        self.action_count = np.zeros(self.k)
        self.best_action = np.argmax(self.q_true)
        self.time = 0

    def act(self):
        if np.random.rand() < self.epsilon:
            return np.random.choice(self.indices)
        if self.UCB_param is not None:
            bonus = self.UCB_param * np.sqrt(np.log(self.time + 1) / (self.action_count + 1e-5))  #@ stable log-eps-hack
            q = self.q_estimation + bonus
            return np.random.choice(np.where(q == np.max(q))[0])
        if self.gradient:
            exp_est = np.exp(self.q_estimation)
            self.action_prob = exp_est / np.sum(exp_est)  #@ unstable naive-softmax
            return np.random.choice(self.indices, p=self.action_prob)
        if self.tau is not None:
            prefs = [math.exp(q / self.tau) for q in self.q_estimation]
            z = sum(prefs)
            self.action_prob = np.array([p / z for p in prefs])  #@ unstable naive-softmax
            return np.random.choice(self.indices, p=self.action_prob)
        return np.random.choice(np.where(self.q_estimation == self.q_estimation.max())[0])

    def step(self, action):
        reward = np.random.randn() + self.q_true[action]
        self.time += 1
        self.action_count[action] += 1
        self.average_reward += (reward - self.average_reward) / self.time
        if self.gradient:
            one_hot = np.zeros(self.k)
            one_hot[action] = 1
            baseline = self.average_reward if self.gradient_baseline else 0
            self.q_estimation += self.step_size * (reward - baseline) * (one_hot - self.action_prob)
        else:
            self.q_estimation[action] += self.step_size * (reward - self.q_estimation[action])
        return reward


def policy_entropy(bandit):
    p = bandit.action_prob
    return -np.sum(p * np.log(p))  #@ unstable log-of-softmax across


def kl_ucb_bound(mean, count, t):
    """upper bound by bisection on the Bernoulli KL"""
    def kl(p, q):
        p = min(max(p, 1e-12), 1 - 1e-12)
        q = min(max(q, 1e-12), 1 - 1e-12)
        return p * math.log(p / q) + (1 - p) * math.log((1 - p) / (1 - q))  #@ stable bce-after-sigmoid

    lo, hi = mean, 1.0
    limit = math.log(1 + t * math.log(t + 1) ** 2) / count  #@ stable naive-softplus
    for _ in range(30):
        mid = (lo + hi) / 2
        if kl(mean, mid) > limit:
            hi = mid
        else:
            lo = mid
    return lo


def simulate(runs, time, bandits):
    rewards = np.zeros((len(bandits), runs, time))
    for i, bandit in enumerate(bandits):
        for r in trange(runs):
            bandit.reset()
            for t in range(time):
                rewards[i, r, t] = bandit.step(bandit.act())
    return rewards.mean(axis=1)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--runs', type=int, default=200)
    ap.add_argument('--time', type=int, default=1000)
    args = ap.parse_args()
    bandits = [Bandit(epsilon=0.1), Bandit(UCB_param=2), Bandit(gradient=True, gradient_baseline=True),
               Bandit(tau=0.2)]
    rewards = simulate(args.runs, args.time, bandits)
    for b, r in zip(bandits, rewards):
        plt.plot(r)
    plt.savefig('figure_2_6.png')
    print('entropy of the gradient policy', policy_entropy(bandits[2]))


if __name__ == '__main__':
    main()
