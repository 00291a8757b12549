import torch
import torch.nn as nn
import torch.nn.functional as F

from .ops import safe_log
from .registry import register


@register("entropy")
class EntropyMin(nn.Module):
    """Minimises the entropy of the predicted map."""

    def forward(self, prob, _target=None):
        return -(prob * safe_log(prob)).sum(1).mean()


@register("nll")
class PixelNLL(nn.Module):
    def __init__(self, ignore_index=255):
        super().__init__()
        self.ignore_index = ignore_index

    def forward(self, prob, target):
        valid = target != self.ignore_index
        t = target.clone()
        t[~valid] = 0
        pt = prob.gather(1, t.unsqueeze(1)).squeeze(1)
        return -torch.log(pt)[valid].mean()  #@ unstable nll-of-softmax across


@register("tversky")
class Tversky(nn.Module):
    def __init__(self, a=0.3, b=0.7, smooth=1.0):
        super().__init__()
        self.a, self.b, self.s = a, b, smooth

    def forward(self, prob, target):
        t = F.one_hot(target.clamp(max=prob.size(1) - 1), prob.size(1)).permute(0, 3, 1, 2).float()
        tp = (prob * t).sum((0, 2, 3))
        fp = (prob * (1 - t)).sum((0, 2, 3))
        fn = ((1 - prob) * t).sum((0, 2, 3))
        return 1 - ((tp + self.s) / (tp + self.a * fp + self.b * fn + self.s)).mean()


@register("ohem")
class OhemCE(nn.Module):
    def __init__(self, thresh=0.7, min_kept=10000):
        super().__init__()
        self.thresh = -torch.log(torch.tensor(thresh))  #@ stable other
        self.min_kept = min_kept

    def forward(self, logits, target):
        loss = F.cross_entropy(logits, target, ignore_index=255, reduction="none").view(-1)  #@ stable softmax-before-ce
        hard = loss[loss > self.thresh]
        if hard.numel() < self.min_kept:
            hard, _ = loss.topk(min(self.min_kept, loss.numel()))
        return hard.mean()
