import torch
import torch.nn as nn
import torch.nn.functional as F


class DoubleConv(nn.Sequential):
    def __init__(self, i, o):
        super().__init__(nn.Conv2d(i, o, 3, padding=1), nn.BatchNorm2d(o), nn.ReLU(True),
                         nn.Conv2d(o, o, 3, padding=1), nn.BatchNorm2d(o), nn.ReLU(True))


class UNet(nn.Module):
    def __init__(self, n_ch=3, n_cls=1):
        super().__init__()
        self.n_cls = n_cls
        self.d1, self.d2 = DoubleConv(n_ch, 32), DoubleConv(32, 64)
        self.up = nn.ConvTranspose2d(64, 32, 2, 2)
        self.u1 = DoubleConv(64, 32)
        self.out = nn.Conv2d(32, n_cls, 1)

    def forward(self, x):
        a = self.d1(x)
        b = self.d2(F.max_pool2d(a, 2))
        y = self.out(self.u1(torch.cat([a, self.up(b)], 1)))
        return torch.sigmoid(y) if self.n_cls == 1 else F.softmax(y, dim=1)


def dice_loss(logits, t, smooth=1.0):
    p = torch.sigmoid(logits).flatten(1)
    t = t.flatten(1)
    inter = (p * t).sum(1)
    return 1 - ((2 * inter + smooth) / (p.sum(1) + t.sum(1) + smooth)).mean()  #@ stable other


class FocalLoss(nn.Module):
    def __init__(self, alpha=0.25, gamma=2.0):
        super().__init__()
        self.alpha, self.gamma = alpha, gamma

    def forward(self, logits, t):
        ce = F.binary_cross_entropy_with_logits(logits, t, reduction="none")  #@ stable softmax-before-ce
        pt = torch.exp(-ce)  #@ stable other
        a = self.alpha * t + (1 - self.alpha) * (1 - t)
        return (a * (1 - pt) ** self.gamma * ce).mean()


class FocalLossV1(nn.Module):
    def __init__(self, alpha=0.25, gamma=2.0, eps=1e-7):
        super().__init__()
        self.alpha, self.gamma, self.eps = alpha, gamma, eps

    def forward(self, logits, t):
        p = logits.sigmoid().clamp(self.eps, 1.0 - self.eps)
        loss = -self.alpha * t * (1 - p) ** self.gamma * torch.log(p)  #@ unstable log-eps-hack
        loss -= (1 - self.alpha) * (1 - t) * p ** self.gamma * torch.log(1 - p)  #@ unstable log-eps-hack
        return loss.mean()


class MultiFocal(nn.Module):
    def __init__(self, gamma=2.0, weight=None):
        super().__init__()
        self.gamma, self.weight = gamma, weight

    def forward(self, logits, t):
        logp = F.log_softmax(logits, 1)  #@ stable log-of-softmax
        logpt = logp.gather(1, t.unsqueeze(1)).squeeze(1)
        pt = logpt.exp()  #@ stable other
        return F.nll_loss((1 - pt.unsqueeze(1)) ** self.gamma * logp, t, self.weight)


def tversky(p, t, alpha=0.3, beta=0.7, s=1.0):
    tp = (p * t).sum((1, 2, 3))
    fp = (p * (1 - t)).sum((1, 2, 3))
    fn = ((1 - p) * t).sum((1, 2, 3))
    return (1 - (tp + s) / (tp + alpha * fp + beta * fn + s)).mean()


def focal_tversky(p, t, gamma=0.75):
    return torch.pow(tversky(p, t), gamma)


def log_cosh_dice(logits, t):
    x = dice_loss(logits, t)
    return torch.log((torch.exp(x) + torch.exp(-x)) / 2.0)  #@ stable naive-logsumexp


class ComboLoss(nn.Module):
    def __init__(self, w=0.5):
        super().__init__()
        self.w = w
        self.bce = nn.BCEWithLogitsLoss()

    def forward(self, pred, t):
        return self.w * self.bce(pred, t) + (1 - self.w) * tversky(pred, t)  #@ unstable softmax-before-ce across


def train_binary(loader, epochs=10, device="cuda"):
    net = UNet(3, 1).to(device)
    crit = ComboLoss()
    opt = torch.optim.RMSprop(net.parameters(), 1e-4)
    for e in range(epochs):
        for x, m in loader:
            pred = net(x.to(device))
            loss = crit(pred, m.to(device))
            opt.zero_grad()
            loss.backward()
            opt.step()
        print("epoch", e, loss.item())


def train_multi(loader, n_cls, epochs=10, device="cuda"):
    net = UNet(3, n_cls).to(device)
    opt = torch.optim.Adam(net.parameters(), 1e-3)
    for e in range(epochs):
        for x, m in loader:
            p = net(x.to(device))
            loss = F.cross_entropy(p, m.to(device), ignore_index=255)  #@ unstable softmax-before-ce across
            opt.zero_grad()
            loss.backward()
            opt.step()


if __name__ == "__main__":
    train_binary([(torch.rand(2, 3, 64, 64), torch.randint(0, 2, (2, 1, 64, 64)).float())], device="cpu")
