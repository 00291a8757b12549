import torch
import torch.nn as nn
import torch.nn.functional as F


class TeacherNet(nn.Module):
    def __init__(self, num_classes=10, width=64):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(inplace=True),
            nn.MaxPool2d(2),
            nn.Conv2d(width, width * 2, 3, padding=1), nn.BatchNorm2d(width * 2), nn.ReLU(inplace=True),
            nn.AdaptiveAvgPool2d(1),
        )
        self.fc = nn.Linear(width * 2, num_classes)

    def forward(self, x):
        feat = self.features(x).flatten(1)
        return self.fc(feat)

    @torch.no_grad()
    def predict_proba(self, x):
        return F.softmax(self(x), dim=-1)


class StudentNet(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 5)
        self.conv2 = nn.Conv2d(16, 32, 5)
        self.fc1 = nn.Linear(32 * 25, 64)
        self.fc2 = nn.Linear(64, num_classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(x)


class GatedStudent(StudentNet):
    """Student returning a distribution, used for the on-device export."""

    def forward(self, x):
        logits = super().forward(x)
        return {"prob": torch.softmax(logits, dim=1), "hidden": None}
