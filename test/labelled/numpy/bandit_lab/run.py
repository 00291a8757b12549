"""python -m bandit_lab.run --arms 10 --steps 2000"""
import argparse
import logging

import numpy as np

from .agents import (EpsGreedy, UCB1, Boltzmann, CoolingBoltzmann,
                     GradientBandit, EntropyGradientBandit)

log = logging.getLogger("bandit")


class Testbed:
    def __init__(self, k, rng):
        self.means = rng.normal(4.0, 1.0, size=k)
        self.rng = rng
        self.best = int(self.means.argmax())

    def pull(self, a):
        return self.rng.normal(self.means[a], 1.0)


def play(agent, bed, steps):
    rewards, optimal = np.zeros(steps), np.zeros(steps)
    for t in range(steps):
        a = agent.act()
        r = bed.pull(a)
        agent.update(a, r)
        rewards[t] = r
        optimal[t] = a == bed.best
    return rewards, optimal


def lai_robbins(means, steps):
    gaps = means.max() - means
    gaps = gaps[gaps > 0]
    return (2.0 / gaps).sum() * np.log(steps)  #@ stable other


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--arms", type=int, default=10)
    p.add_argument("--steps", type=int, default=2000)
    p.add_argument("--runs", type=int, default=200)
    p.add_argument("--seed", type=int, default=0)
    a = p.parse_args()
    logging.basicConfig(level=logging.INFO)
    rng = np.random.default_rng(a.seed)
    makers = {
        "eps": lambda: EpsGreedy(a.arms),
        "ucb": lambda: UCB1(a.arms),
        "boltz": lambda: Boltzmann(a.arms, horizon=a.steps // 2),
        "cool": lambda: CoolingBoltzmann(a.arms),
        "grad": lambda: GradientBandit(a.arms),
        "grad+H": lambda: EntropyGradientBandit(a.arms),
    }
    for name, make in makers.items():
        rs, os = zip(*(play(make(), Testbed(a.arms, rng), a.steps) for _ in range(a.runs)))
        log.info("%s reward %.3f optimal %.1f%%", name, np.mean(rs), 100 * np.mean(os))
    log.log(logging.INFO, "bound %.2f", lai_robbins(Testbed(a.arms, rng).means, a.steps))  #@ stable other


if __name__ == "__main__":
    main()
