from dataclasses import dataclass, field
from typing import List

import torch


@dataclass
class Rollout:
    probs: List[torch.Tensor] = field(default_factory=list)
    actions: List[torch.Tensor] = field(default_factory=list)
    values: List[torch.Tensor] = field(default_factory=list)
    rewards: List[float] = field(default_factory=list)
    dones: List[bool] = field(default_factory=list)

    def add(self, probs, action, value, reward, done):
        self.probs.append(probs)
        self.actions.append(action)
        self.values.append(value)
        self.rewards.append(reward)
        self.dones.append(done)

    def clear(self):
        for name in ('probs', 'actions', 'values', 'rewards', 'dones'):
            getattr(self, name).clear()

    def returns(self, last_value, gamma=0.99):
        R = last_value
        out = []
        for r, d in zip(reversed(self.rewards), reversed(self.dones)):
            R = r + gamma * R * (1.0 - float(d))
            out.insert(0, R)
        return torch.tensor(out)
