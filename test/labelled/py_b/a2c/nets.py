import torch.nn as nn
import torch.nn.functional as F


class ActorCritic(nn.Module):
    def __init__(self, n_in, n_act, hidden=128):
        super().__init__()
        self.shared = nn.Linear(n_in, hidden)
        self.pi = nn.Linear(hidden, n_act)
        self.v = nn.Linear(hidden, 1)

    def forward(self, x):
        h = F.relu(self.shared(x))
        return F.softmax(self.pi(h), dim=-1), self.v(h)


class LogitActorCritic(ActorCritic):
    def forward(self, x):
        h = F.relu(self.shared(x))
        return self.pi(h), self.v(h)
