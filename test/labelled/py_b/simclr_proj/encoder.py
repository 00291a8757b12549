import torch.nn as nn
import torch.nn.functional as F
import torchvision.models as models


class RawEncoder(nn.Module):
    def __init__(self, dim=128):
        super().__init__()
        self.backbone = models.resnet18(num_classes=dim)
        self.proj = nn.Sequential(nn.Linear(dim, dim), nn.ReLU(), nn.Linear(dim, dim))

    def forward(self, x):
        return self.proj(self.backbone(x))


class UnitEncoder(RawEncoder):
    def forward(self, x):
        z = super().forward(x)
        return F.normalize(z, dim=-1)
