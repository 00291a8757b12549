import torch
import torch.nn.functional as F

from .base import WeightedLoss
from .registry import LOSSES


@LOSSES.register
class DiceLoss(WeightedLoss):
    def forward(self, logits, target):
        p = self.activate(logits)
        t = F.one_hot(target, p.size(1)).permute(0, 3, 1, 2).float()
        inter = (p * t).sum((2, 3))
        dice = (2 * inter + self.eps) / (p.sum((2, 3)) + t.sum((2, 3)) + self.eps)
        return self.reduce(1 - dice)


@LOSSES.register
class LogDiceLoss(DiceLoss):
    def forward(self, logits, target):
        d = 1 - super().forward(logits, target)
        return torch.pow(-torch.log(d.clamp(min=self.eps)), 0.3)


@LOSSES.register
class FocalLoss(WeightedLoss):
    def __init__(self, gamma=2.0, alpha=0.25, **kw):
        super().__init__(**kw)
        self.gamma, self.alpha = gamma, alpha

    def forward(self, logits, target):
        p = self.gate(logits)
        pos = -self.alpha * (1 - p) ** self.gamma * target * torch.log(p)  #@ unstable log-of-sigmoid across
        neg = -(1 - self.alpha) * p ** self.gamma * (1 - target) * torch.log(1 - p)  #@ unstable log-of-sigmoid across
        return self.reduce(pos + neg)


@LOSSES.register
class SigmoidFocalLoss(FocalLoss):
    def forward(self, logits, target):
        p = torch.sigmoid(logits)
        ce = F.binary_cross_entropy_with_logits(logits, target, reduction='none')  #@ stable bce-after-sigmoid
        p_t = p * target + (1 - p) * (1 - target)
        return self.reduce(ce * (1 - p_t) ** self.gamma)


@LOSSES.register
class MultiFocal(FocalLoss):
    def forward(self, logits, target):
        logp = -F.cross_entropy(logits, target, reduction='none')  #@ stable softmax-before-ce
        p = torch.exp(logp)  #@ stable naive-softmax
        return self.reduce(-((1 - p) ** self.gamma) * logp)


@LOSSES.register
class EntropyMin(WeightedLoss):
    """ADVENT style entropy minimisation on target images"""

    def forward(self, logits, target=None):
        p = self.activate(logits)
        ent = -torch.mul(p, torch.log2(p + 1e-30)).sum(1)  #@ unstable log-eps-hack across
        return self.reduce(ent)


@LOSSES.register
class SoftCE(WeightedLoss):
    def forward(self, logits, target):
        p = self.activate(logits).gather(1, target.unsqueeze(1))
        return self.reduce(-p.log())  #@ unstable nll-of-softmax across


@LOSSES.register
class BinaryCE(WeightedLoss):
    def forward(self, logits, target):
        p = torch.clamp(self.gate(logits), self.eps, 1 - self.eps)
        return self.reduce(-(target * p.log() + (1 - target) * (1 - p).log()))  #@ unstable log-eps-hack across
