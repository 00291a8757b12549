"""A collection of focal-type losses for dense prediction."""
from typing import Optional

import torch
import torch.nn as nn
import torch.nn.functional as F


class FocalLoss(nn.Module):
    """Multi-class focal loss, Lin et al. 2017."""

    def __init__(self, gamma=2.0, alpha=None, size_average=True):
        super().__init__()
        self.gamma = gamma
        if isinstance(alpha, (float, int)):
            alpha = torch.tensor([alpha, 1 - alpha])
        self.alpha = alpha
        self.size_average = size_average

    def forward(self, input, target):
        if input.dim() > 2:
            input = input.view(input.size(0), input.size(1), -1)
            input = input.transpose(1, 2).contiguous().view(-1, input.size(1))
        target = target.view(-1, 1)
        logpt = F.log_softmax(input, dim=1)
        logpt = logpt.gather(1, target).view(-1)
        pt = logpt.exp()  #@ stable other
        if self.alpha is not None:
            at = self.alpha.to(input).gather(0, target.view(-1))
            logpt = logpt * at
        loss = -1 * (1 - pt) ** self.gamma * logpt
        return loss.mean() if self.size_average else loss.sum()


class FocalLossV2(nn.Module):
    def __init__(self, num_class, alpha=0.25, gamma=2, smooth=1e-5):
        super().__init__()
        self.num_class = num_class
        self.gamma = gamma
        self.smooth = smooth
        self.alpha = torch.full((num_class,), alpha)

    def forward(self, logit, target):
        prob = F.softmax(logit, dim=1)
        if prob.dim() > 2:
            N, C = logit.shape[:2]
            prob = prob.view(N, C, -1)
            prob = prob.permute(0, 2, 1).contiguous().view(-1, C)
        target = target.view(-1, 1)
        pt = prob.gather(1, target).view(-1) + self.smooth
        logpt = pt.log()  #@ unstable log-eps-hack
        alpha_t = self.alpha.to(logit.device)[target.squeeze(-1)]
        return (-alpha_t * torch.pow(1.0 - pt, self.gamma) * logpt).mean()


class BinaryFocalLoss(nn.Module):
    def __init__(self, alpha: float = 0.25, gamma: float = 2.0, reduction: str = "mean"):
        super().__init__()
        self.alpha, self.gamma, self.reduction = alpha, gamma, reduction

    def forward(self, inputs, targets):
        bce = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")  #@ stable other
        pt = torch.exp(-bce)  #@ stable other
        loss = self.alpha * (1 - pt) ** self.gamma * bce
        if self.reduction == "mean":
            return loss.mean()
        return loss.sum()


def heatmap_focal(pred, gt, a=2, b=4):
    """CenterNet style penalty reduced focal loss; pred are raw scores."""
    pred = torch.sigmoid(pred)
    pos_inds = gt.eq(1).float()
    neg_inds = gt.lt(1).float()
    neg_weights = torch.pow(1 - gt, b)

    pos_loss = torch.log(pred) * torch.pow(1 - pred, a) * pos_inds  #@ unstable log-of-sigmoid
    neg_loss = torch.log(1 - pred) * torch.pow(pred, a) * neg_weights * neg_inds  #@ unstable log-of-sigmoid

    num_pos = pos_inds.float().sum()
    if num_pos == 0:
        return -neg_loss.sum()
    return -(pos_loss.sum() + neg_loss.sum()) / num_pos


def heatmap_focal_logits(pred, gt, a=2, b=4):
    p = pred.sigmoid()
    pos = gt.eq(1).float()
    neg_weights = (1 - gt).pow(b) * (1 - pos)
    pos_loss = F.logsigmoid(pred) * (1 - p).pow(a) * pos  #@ stable log-of-sigmoid
    neg_loss = F.logsigmoid(-pred) * p.pow(a) * neg_weights  #@ stable log-of-sigmoid
    return -(pos_loss.sum() + neg_loss.sum()) / pos.sum().clamp(min=1)


def sigmoid_focal_loss(inputs: torch.Tensor, targets: torch.Tensor, alpha: Optional[float] = 0.25,
                       gamma: float = 2):
    p = torch.sigmoid(inputs)
    ce_loss = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")  #@ stable other
    p_t = p * targets + (1 - p) * (1 - targets)
    loss = ce_loss * ((1 - p_t) ** gamma)
    if alpha is not None and alpha >= 0:
        loss = (alpha * targets + (1 - alpha) * (1 - targets)) * loss
    return loss.sum() / max(1, int((targets > 0).sum()))


class CEFocal(nn.Module):
    def __init__(self, gamma=0, eps=1e-7):
        super().__init__()
        self.gamma = gamma
        self.eps = eps
        self.ce = nn.CrossEntropyLoss(reduction="none")

    def forward(self, logits, target):
        logp = self.ce(logits, target)  #@ stable softmax-before-ce
        p = torch.exp(-logp)  #@ stable other
        return ((1 - p) ** self.gamma * logp).mean()
