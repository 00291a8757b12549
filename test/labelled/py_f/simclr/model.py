import torch.nn as nn
import torch.nn.functional as F
import torchvision.models as tvm


class SimCLR(nn.Module):
    def __init__(self, dim=128):
        super().__init__()
        self.f = tvm.resnet18(weights=None)
        d = self.f.fc.in_features
        self.f.fc = nn.Identity()
        self.g = nn.Sequential(nn.Linear(d, d), nn.ReLU(inplace=True), nn.Linear(d, dim))

    def forward(self, x):
        h = self.f(x)
        return h, F.normalize(self.g(h), dim=-1)
