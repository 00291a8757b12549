import torch.nn as nn
import torch.nn.functional as F


def conv_bn(i, o, s=1):
    return nn.Sequential(nn.Conv2d(i, o, 3, s, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU(inplace=True))


class TeacherNet(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.features = nn.Sequential(conv_bn(3, 64), conv_bn(64, 128, 2), conv_bn(128, 256, 2), conv_bn(256, 512, 2))
        self.fc = nn.Linear(512, num_classes)

    def forward(self, x):
        f = F.adaptive_avg_pool2d(self.features(x), 1).flatten(1)
        return self.fc(f)


class StudentNet(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.features = nn.Sequential(conv_bn(3, 16), conv_bn(16, 32, 2), conv_bn(32, 64, 2))
        self.classifier = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, num_classes), nn.Softmax(dim=1))

    def forward(self, x):
        f = self.features(x).mean((2, 3))
        return self.classifier(f)


class TinyNet(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.features = nn.Sequential(conv_bn(3, 8, 2), conv_bn(8, 16, 2))
        self.out = nn.Linear(16, num_classes)

    def forward(self, x, return_features=False):
        f = self.features(x).mean((2, 3))
        y = F.log_softmax(self.out(f), dim=1)
        return (y, f) if return_features else y


REGISTRY = {"teacher": TeacherNet, "student": StudentNet, "tiny": TinyNet}
