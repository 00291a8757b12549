import torch
import torch.nn as nn


class TagHead(nn.Module):
    """Multi-label head on frozen backbone features."""

    def __init__(self, in_dim=2048, num_tags=80, hidden=512):
        super().__init__()
        self.bn = nn.BatchNorm1d(in_dim)
        self.fc = nn.Linear(in_dim, hidden)
        self.act = nn.ReLU()
        self.out = nn.Linear(hidden, num_tags)

    def forward(self, feats):
        h = self.act(self.fc(self.bn(feats)))
        return torch.sigmoid(self.out(h))
