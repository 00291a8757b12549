import torch
from torch import nn


class DoubleConv(nn.Module):
    def __init__(self, cin, cout):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(cin, cout, 3, padding=1), nn.BatchNorm2d(cout), nn.ReLU(True),
            nn.Conv2d(cout, cout, 3, padding=1), nn.BatchNorm2d(cout), nn.ReLU(True))

    def forward(self, x):
        return self.net(x)


class UNet(nn.Module):
    def __init__(self, in_ch=3, n_classes=1, base=32, final="sigmoid"):
        super().__init__()
        self.d1, self.d2, self.d3 = DoubleConv(in_ch, base), DoubleConv(base, base * 2), DoubleConv(base * 2, base * 4)
        self.pool = nn.MaxPool2d(2)
        self.up2 = nn.ConvTranspose2d(base * 4, base * 2, 2, 2)
        self.up1 = nn.ConvTranspose2d(base * 2, base, 2, 2)
        self.u2, self.u1 = DoubleConv(base * 4, base * 2), DoubleConv(base * 2, base)
        self.head = nn.Conv2d(base, n_classes, 1)

    def features(self, x):
        a = self.d1(x)
        b = self.d2(self.pool(a))
        c = self.d3(self.pool(b))
        y = self.u2(torch.cat([self.up2(c), b], 1))
        return self.u1(torch.cat([self.up1(y), a], 1))

    def forward(self, x):
        return torch.sigmoid(self.head(self.features(x)))


class MultiClassUNet(UNet):
    def forward(self, x):
        return self.head(self.features(x))
