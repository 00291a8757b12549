import torch.nn as nn
import torch.nn.functional as F


class CategoricalActor(nn.Module):
    def __init__(self, obs, act, h=256):
        super().__init__()
        self.l1, self.l2, self.l3 = nn.Linear(obs, h), nn.Linear(h, h), nn.Linear(h, act)

    def forward(self, s):
        x = F.relu(self.l2(F.relu(self.l1(s))))
        return F.softmax(self.l3(x), dim=-1)

    def log_forward(self, s):
        x = F.relu(self.l2(F.relu(self.l1(s))))
        return F.log_softmax(self.l3(x), dim=-1)


class QNet(nn.Module):
    def __init__(self, obs, act, h=256):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(obs, h), nn.ReLU(), nn.Linear(h, act))

    def forward(self, s):
        return self.f(s)
