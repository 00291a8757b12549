import torch
import torch.nn as nn


class WeightedLoss(nn.Module):
    reduction = 'mean'

    def __init__(self, loss_weight=1.0, eps=1e-6):
        super().__init__()
        self.loss_weight = loss_weight
        self.eps = eps

    def activate(self, logits):
        return logits.softmax(dim=1)

    def gate(self, logits):
        return torch.sigmoid(logits)

    def reduce(self, x):
        x = x.mean() if self.reduction == 'mean' else x.sum()
        return self.loss_weight * x
