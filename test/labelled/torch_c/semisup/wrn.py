import torch
import torch.nn as nn
import torch.nn.functional as F


class BasicBlock(nn.Module):
    def __init__(self, i, o, stride):
        super().__init__()
        self.bn1, self.bn2 = nn.BatchNorm2d(i), nn.BatchNorm2d(o)
        self.conv1 = nn.Conv2d(i, o, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(o, o, 3, 1, 1, bias=False)
        self.short = nn.Conv2d(i, o, 1, stride, bias=False) if i != o else None

    def forward(self, x):
        h = F.leaky_relu(self.bn1(x), 0.1)
        s = self.short(h) if self.short is not None else x
        return s + self.conv2(F.leaky_relu(self.bn2(self.conv1(h)), 0.1))


class WideResNet(nn.Module):
    def __init__(self, num_classes=10, width=2):
        super().__init__()
        c = [16, 16 * width, 32 * width, 64 * width]
        self.stem = nn.Conv2d(3, c[0], 3, 1, 1, bias=False)
        self.blocks = nn.Sequential(BasicBlock(c[0], c[1], 1), BasicBlock(c[1], c[2], 2), BasicBlock(c[2], c[3], 2))
        self.fc = nn.Linear(c[3], num_classes)

    def forward(self, x):
        h = self.blocks(self.stem(x)).mean((2, 3))
        return self.fc(h)


class EMA:
    def __init__(self, model, decay=0.999):
        self.decay = decay
        self.shadow = {k: v.detach().clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model):
        for k, v in model.state_dict().items():
            if v.dtype.is_floating_point:
                self.shadow[k].mul_(self.decay).add_(v, alpha=1 - self.decay)
            else:
                self.shadow[k].copy_(v)
