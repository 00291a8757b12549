import logging

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

log = logging.getLogger(__name__)


def one_hot(labels, C):
    out = torch.zeros(labels.size(0), C, *labels.shape[1:], device=labels.device)
    return out.scatter_(1, labels.unsqueeze(1), 1.0)


class SoftDice(nn.Module):
    def __init__(self, smooth=1., do_bg=True):
        super(SoftDice, self).__init__()
        self.smooth = smooth
        self.do_bg = do_bg

    def forward(self, net_output, gt):
        probs = torch.softmax(net_output, 1)
        y = one_hot(gt, net_output.shape[1])
        axes = list(range(2, probs.dim()))
        inter = (probs * y).sum(axes)
        denom = probs.sum(axes) + y.sum(axes)
        dc = (2 * inter + self.smooth) / (denom + self.smooth)
        if not self.do_bg:
            dc = dc[:, 1:]
        return 1 - dc.mean()


class LogCoshDice(SoftDice):
    def forward(self, net_output, gt):
        x = super().forward(net_output, gt)
        return torch.log((torch.exp(x) + torch.exp(-x)) / 2.0)  #@ stable naive-logsumexp


class ExpLogLoss(nn.Module):
    """Exponential logarithmic loss, Wong et al."""

    def __init__(self, gamma_dice=0.3, gamma_ce=0.3, w_dice=0.8, w_ce=0.2):
        super().__init__()
        self.gd, self.gc = gamma_dice, gamma_ce
        self.wd, self.wc = w_dice, w_ce

    def forward(self, logits, target):
        p = logits.softmax(dim=1)
        t = one_hot(target, logits.size(1))
        dims = (0, 2, 3)
        dice = (2 * (p * t).sum(dims) + 1) / (p.sum(dims) + t.sum(dims) + 1)
        l_dice = torch.pow(-torch.log(dice), self.gd).mean()
        picked = (p * t).sum(1)
        l_ce = torch.pow(-torch.log(picked), self.gc).mean()  #@ unstable nll-of-softmax
        return self.wd * l_dice + self.wc * l_ce


class DiceCE(nn.Module):
    def __init__(self, weight_ce=1, weight_dice=1, class_freq=None):
        super().__init__()
        self.weight_ce = weight_ce
        self.weight_dice = weight_dice
        weight = None
        if class_freq is not None:
            freq = np.asarray(class_freq, dtype=np.float32)
            weight = torch.from_numpy(1.0 / np.log(1.02 + freq / freq.sum()))  #@ stable other
        self.ce = nn.CrossEntropyLoss(weight=weight, ignore_index=255)
        self.dc = SoftDice(do_bg=False)

    def forward(self, net_output, target):
        dc_loss = self.dc(net_output, target) if self.weight_dice else 0
        ce_loss = self.ce(net_output, target) if self.weight_ce else 0  #@ stable softmax-before-ce
        log.debug("dice %s ce %s", dc_loss, ce_loss)
        return self.weight_ce * ce_loss + self.weight_dice * dc_loss


class BoundaryWeightedBCE(nn.Module):
    def __init__(self, theta=3.0):
        super().__init__()
        self.theta = theta

    def weight_map(self, dist):
        return 1 + 5 * torch.exp(-dist ** 2 / (2 * self.theta ** 2))  #@ stable other

    def forward(self, logits, mask, dist):
        w = self.weight_map(dist)
        prob = torch.sigmoid(logits)
        loss = -(mask * torch.log(prob) + (1 - mask) * torch.log(1 - prob))  #@ unstable bce-after-sigmoid
        return (w * loss).sum() / w.sum()


class WCE(nn.Module):
    def forward(self, logits, mask):
        # structure loss (F3Net)
        weit = 1 + 5 * torch.abs(F.avg_pool2d(mask, 31, 1, 15) - mask)
        wbce = F.binary_cross_entropy_with_logits(logits, mask, reduction='none')  #@ stable other
        wbce = (weit * wbce).sum(dim=(2, 3)) / weit.sum(dim=(2, 3))
        pred = torch.sigmoid(logits)
        inter = (pred * mask * weit).sum(dim=(2, 3))
        union = ((pred + mask) * weit).sum(dim=(2, 3))
        wiou = 1 - (inter + 1) / (union - inter + 1)
        return (wbce + wiou).mean()


def pixel_entropy(pred, ignore=None):
    """Normalised entropy map of segmentation predictions (ADVENT)."""
    n, c, h, w = pred.size()
    prob = F.softmax(pred, dim=1)
    ent = -torch.mul(prob, torch.log2(prob + 1e-30)) / np.log2(c)  #@ unstable log-eps-hack
    if ignore is not None:
        ent = ent * (~ignore).unsqueeze(1)
    return ent.sum() / (n * h * w)
