import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Variable


def to_one_hot(t, C):
    return F.one_hot(t, C).permute(0, 3, 1, 2).float()


class DiceLoss(nn.Module):
    def __init__(self, smooth=1.0):
        super(DiceLoss, self).__init__()
        self.smooth = smooth

    def forward(self, logits, target):
        p = torch.sigmoid(logits).view(logits.size(0), -1)
        t = target.view(target.size(0), -1)
        inter = (p * t).sum(1)
        return 1 - ((2 * inter + self.smooth) / (p.sum(1) + t.sum(1) + self.smooth)).mean()


class LogCoshDice(DiceLoss):
    def forward(self, logits, target):
        d = super().forward(logits, target)
        return torch.log((torch.exp(d) + torch.exp(-d)) / 2.0)  #@ stable naive-logsumexp


class FocalLoss(nn.Module):
    def __init__(self, gamma=2, alpha=0.25):
        super(FocalLoss, self).__init__()
        self.gamma = gamma
        self.alpha = alpha

    def forward(self, inputs, targets):
        bce = F.binary_cross_entropy_with_logits(inputs, targets, reduction='none')  #@ stable softmax-before-ce
        pt = torch.exp(-bce)  #@ stable other
        return (self.alpha * (1 - pt) ** self.gamma * bce).mean()


class MultiFocal(nn.Module):
    def __init__(self, gamma=2):
        super().__init__()
        self.gamma = gamma

    def forward(self, input, target):
        ce = F.cross_entropy(input, target, reduction='none')  #@ stable softmax-before-ce
        pt = (-ce).exp()  #@ stable other
        return ((1 - pt) ** self.gamma * ce).mean()


class FocalLoss2d(nn.Module):
    def __init__(self, gamma=2, weight=None):
        super(FocalLoss2d, self).__init__()
        self.gamma = gamma
        self.weight = weight

    def forward(self, input, target):
        if input.dim() > 2:
            input = input.contiguous().view(input.size(0), input.size(1), -1)
            input = input.transpose(1, 2).contiguous().view(-1, input.size(2)).squeeze()
        target = target.view(-1, 1)
        prob = F.softmax(input, dim=1)
        pt = prob.gather(1, target).view(-1)
        loss = -1 * (1 - pt) ** self.gamma * torch.log(pt)  #@ unstable nll-of-softmax
        return loss.mean()


class WeightedBCE(nn.Module):
    def forward(self, logit_pixel, truth_pixel):
        p = torch.sigmoid(logit_pixel).clamp(1e-7, 1 - 1e-7)
        pos = (truth_pixel > 0.5).float()
        neg = 1 - pos
        loss = -(pos * torch.log(p) / (pos.sum() + 1) + neg * torch.log(1 - p) / (neg.sum() + 1))  #@ unstable log-eps-hack
        return loss.sum()


class BalancedBCE(nn.Module):
    """HED-style class balanced sigmoid cross entropy."""

    def forward(self, x, z):
        beta = 1 - z.mean()
        per = x.clamp(min=0) - x * z + torch.log(1 + torch.exp(-x.abs()))  #@ stable naive-softplus
        w = beta * z + (1 - beta) * (1 - z)
        return (w * per).mean()


class TverskyCE(nn.Module):
    def __init__(self, n_classes):
        super().__init__()
        self.n_classes = n_classes
        self.ce = nn.CrossEntropyLoss(ignore_index=255)

    def forward(self, logits, target):
        probs = F.softmax(logits, 1)
        oh = to_one_hot(target, self.n_classes)
        tp = (probs * oh).sum((0, 2, 3))
        fp = (probs * (1 - oh)).sum((0, 2, 3))
        fn = ((1 - probs) * oh).sum((0, 2, 3))
        tv = tp / (tp + 0.3 * fp + 0.7 * fn + 1e-6)
        return self.ce(probs, target) + (1 - tv).mean()  #@ unstable softmax-before-ce


def entropy_map(logits):
    p = torch.softmax(logits, dim=1)
    return -torch.sum(p * torch.log(p + 1e-30), dim=1) / np.log(logits.size(1))  #@ unstable log-eps-hack


def lovasz_grad(gt_sorted):
    gts = gt_sorted.sum()
    inter = gts - gt_sorted.cumsum(0)
    union = gts + (1 - gt_sorted).cumsum(0)
    jac = 1. - inter / union
    jac[1:] = jac[1:] - jac[:-1].clone()
    return jac


def lovasz_hinge(logits, labels):
    signs = 2. * labels.float() - 1.
    errors = 1. - logits * Variable(signs)
    es, perm = torch.sort(errors, dim=0, descending=True)
    return torch.dot(F.relu(es), lovasz_grad(labels[perm].float()))


def class_weights(counts):
    freq = counts / counts.sum()
    return 1.0 / np.log(1.02 + freq)  #@ stable other
