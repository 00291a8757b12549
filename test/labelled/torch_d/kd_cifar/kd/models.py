import torch
import torch.nn as nn
import torch.nn.functional as F


def conv_bn(cin, cout, stride=1):
    return nn.Sequential(nn.Conv2d(cin, cout, 3, stride, 1, bias=False), nn.BatchNorm2d(cout), nn.ReLU(inplace=True))


class StudentNet(nn.Module):
    def __init__(self, num_classes=100):
        super().__init__()
        self.body = nn.Sequential(conv_bn(3, 32), conv_bn(32, 64, 2), conv_bn(64, 128, 2))
        self.fc = nn.Linear(128, num_classes)

    def forward(self, x, return_feat=False):
        f = F.adaptive_avg_pool2d(self.body(x), 1).flatten(1)
        logits = self.fc(f)
        if return_feat:
            return logits, f
        return logits


class TeacherNet(nn.Module):
    def __init__(self, num_classes=100, width=96):
        super().__init__()
        self.body = nn.Sequential(conv_bn(3, width), conv_bn(width, width), conv_bn(width, 2 * width, 2),
                                  conv_bn(2 * width, 2 * width), conv_bn(2 * width, 4 * width, 2))
        self.fc = nn.Linear(4 * width, num_classes)

    def forward(self, x):
        x = F.adaptive_avg_pool2d(self.body(x), 1).flatten(1)
        return self.fc(x)


class BranchNet(nn.Module):
    """Small net with an auxiliary head, returns class probabilities for both heads."""

    def __init__(self, num_classes=100):
        super().__init__()
        self.stem = nn.Sequential(conv_bn(3, 32), conv_bn(32, 64, 2))
        self.tail = conv_bn(64, 128, 2)
        self.aux = nn.Linear(64, num_classes)
        self.fc = nn.Linear(128, num_classes)

    def forward(self, x):
        h = self.stem(x)
        aux = self.aux(h.mean(dim=(2, 3)))
        out = self.fc(self.tail(h).mean(dim=(2, 3)))
        return {'main': F.softmax(out, dim=1), 'aux': F.softmax(aux, dim=1)}


def build(name, **kw):
    zoo = {'student': StudentNet, 'teacher': TeacherNet, 'branch': BranchNet}
    return zoo[name](**kw)
