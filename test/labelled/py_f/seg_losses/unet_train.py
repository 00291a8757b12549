import torch
import torch.nn as nn
from dice import log_cosh_dice
from focal import FocalLoss, sigmoid_focal


class MiniUNet(nn.Module):
    def __init__(self, c=16):
        super().__init__()
        self.d1 = nn.Sequential(nn.Conv2d(3, c, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
        self.u1 = nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(c, c, 3, padding=1), nn.ReLU())
        self.mask = nn.Conv2d(c, 1, 1)
        self.hm = nn.Conv2d(c, 4, 1)

    def forward(self, x):
        h = self.u1(self.d1(x))
        return torch.sigmoid(self.mask(h)), self.hm(h).sigmoid()


net = MiniUNet()
opt = torch.optim.Adam(net.parameters())
bce = nn.BCELoss()
focal = FocalLoss()


def step(x, m, hm):
    pm, ph = net(x)
    loss = bce(pm, m) + log_cosh_dice(pm, m)  #@ unstable bce-after-sigmoid across
    loss = loss + sigmoid_focal(ph, hm)
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item()


if __name__ == '__main__':
    x = torch.rand(2, 3, 64, 64)
    for _ in range(3):
        print(step(x, (x[:, :1] > .5).float(), torch.rand(2, 4, 64, 64)))
