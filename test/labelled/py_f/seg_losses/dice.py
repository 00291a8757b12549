import torch


def dice_loss(prob, target, smooth=1.):
    i = (prob * target).sum((2, 3))
    return 1 - ((2 * i + smooth) / (prob.sum((2, 3)) + target.sum((2, 3)) + smooth)).mean()


def log_cosh_dice(prob, target):
    x = dice_loss(prob, target)
    return torch.log((torch.exp(x) + torch.exp(-x)) / 2.0)  #@ stable naive-logsumexp


def neg_log_dice(prob, target, smooth=1.):
    return -torch.log(1 - dice_loss(prob, target, smooth))  #@ stable other
