import numpy as np
import torch
import torch.nn as nn
import torchvision


def calc_coeff(iter_num, high=1.0, low=0.0, alpha=10.0, max_iter=10000.0):
    return float(2.0 * (high - low) / (1.0 + np.exp(-alpha * iter_num / max_iter)) - (high - low) + low)  #@ stable naive-sigmoid


def grl_hook(coeff):
    def fun(grad):
        return -coeff * grad.clone()
    return fun


class ResNetFc(nn.Module):
    def __init__(self, bottleneck_dim=256, class_num=31):
        super(ResNetFc, self).__init__()
        m = torchvision.models.resnet50(weights=None)
        self.feature_layers = nn.Sequential(*list(m.children())[:-1])
        self.bottleneck = nn.Linear(2048, bottleneck_dim)
        self.fc = nn.Linear(bottleneck_dim, class_num)

    def forward(self, x):
        f = self.feature_layers(x).flatten(1)
        f = self.bottleneck(f)
        return f, self.fc(f)


class AdversarialNetwork(nn.Module):
    def __init__(self, in_feature, hidden):
        super(AdversarialNetwork, self).__init__()
        self.l1, self.l2, self.l3 = nn.Linear(in_feature, hidden), nn.Linear(hidden, hidden), nn.Linear(hidden, 1)
        self.relu = nn.ReLU()
        self.sigmoid = nn.Sigmoid()
        self.iter_num = 0

    def forward(self, x):
        if self.training:
            self.iter_num += 1
        coeff = calc_coeff(self.iter_num)
        x = x * 1.0
        x.register_hook(grl_hook(coeff))
        y = self.relu(self.l2(self.relu(self.l1(x))))
        return self.sigmoid(self.l3(y))
