import torch
import torch.nn as nn
import torch.nn.functional as F


class DiceLoss(nn.Module):
    def __init__(self, smooth=1.0):
        super().__init__()
        self.smooth = smooth

    def forward(self, pred, target):
        p, t = pred.flatten(1), target.flatten(1)
        inter = (p * t).sum(1)
        return (1 - (2 * inter + self.smooth) / (p.sum(1) + t.sum(1) + self.smooth)).mean()


class LogCoshDice(DiceLoss):
    def forward(self, pred, target):
        x = super().forward(pred, target)
        return torch.log((torch.exp(x) + torch.exp(-x)) / 2.0)  #@ stable naive-logsumexp


class FocalLoss(nn.Module):
    """binary focal, inputs are what UNet returns"""

    def __init__(self, alpha=0.25, gamma=2.0):
        super().__init__()
        self.alpha, self.gamma = alpha, gamma

    def forward(self, pred, target):
        pt = torch.where(target == 1, pred, 1 - pred)
        a = torch.where(target == 1, torch.full_like(pred, self.alpha), torch.full_like(pred, 1 - self.alpha))
        return (-a * (1 - pt) ** self.gamma * torch.log(pt)).mean()  #@ unstable log-of-sigmoid across


class FocalWithLogits(nn.Module):
    def __init__(self, gamma=2.0):
        super().__init__()
        self.gamma = gamma

    def forward(self, logits, target):
        ce = F.cross_entropy(logits, target, reduction="none")  #@ stable softmax-before-ce
        pt = torch.exp(-ce)  #@ stable other
        return ((1 - pt) ** self.gamma * ce).mean()


class WeightedBCE(nn.Module):
    def __init__(self, pos_weight):
        super().__init__()
        self.pw = pos_weight

    def forward(self, y_pred, y_true):
        l = -(self.pw * y_true * torch.log(y_pred + 1e-7) + (1 - y_true) * torch.log(1 - y_pred + 1e-7))  #@ unstable bce-after-sigmoid across
        return l.mean()


class ComboLoss(nn.Module):
    def __init__(self, w=0.5):
        super().__init__()
        self.w = w
        self.dice = DiceLoss()
        self.bce = nn.BCEWithLogitsLoss()

    def forward(self, pred, target):
        return self.w * self.bce(pred, target) + (1 - self.w) * self.dice(pred, target)  #@ unstable softmax-before-ce across


class OhemCE(nn.Module):
    def __init__(self, thresh=0.7, min_kept=10000):
        super().__init__()
        self.thresh = float(-torch.log(torch.tensor(thresh)))  #@ stable other
        self.min_kept = min_kept

    def forward(self, logits, target):
        loss = F.cross_entropy(logits, target, ignore_index=255, reduction="none").flatten()  #@ stable softmax-before-ce
        loss, _ = loss.sort(descending=True)
        k = min(self.min_kept, loss.numel() - 1)
        loss = loss[loss > self.thresh] if loss[k] > self.thresh else loss[:k]
        return loss.mean()
