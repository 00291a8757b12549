import torch
import torch.nn as nn
import torch.nn.functional as F


class FocalLoss(nn.Module):
    def __init__(self, alpha=1, gamma=2, logits=False):
        super(FocalLoss, self).__init__()
        self.alpha, self.gamma, self.logits = alpha, gamma, logits

    def forward(self, inputs, targets):
        if self.logits:
            BCE_loss = F.binary_cross_entropy_with_logits(inputs, targets, reduction='none')  #@ stable bce-after-sigmoid
        else:
            BCE_loss = F.binary_cross_entropy(inputs, targets, reduction='none')
        pt = torch.exp(-BCE_loss)  #@ stable other
        return (self.alpha * (1 - pt) ** self.gamma * BCE_loss).mean()


class MultiClassFocal(nn.Module):
    def __init__(self, gamma=2., weight=None):
        super().__init__()
        self.gamma, self.weight = gamma, weight

    def forward(self, x, t):
        logpt = F.log_softmax(x, 1).gather(1, t.unsqueeze(1)).squeeze(1)  #@ stable log-of-softmax
        return (-(1 - logpt.exp()) ** self.gamma * logpt).mean()


def sigmoid_focal(pred, gt):
    ''' CenterNet heatmap loss, pred already through sigmoid '''
    pos, neg = gt.eq(1).float(), gt.lt(1).float()
    w = torch.pow(1 - gt, 4)
    pl = (torch.log(pred) * torch.pow(1 - pred, 2) * pos).sum()  #@ unstable bce-after-sigmoid across
    nl = (torch.log(1 - pred) * torch.pow(pred, 2) * w * neg).sum()  #@ unstable bce-after-sigmoid across
    n = pos.sum()
    return -nl if n == 0 else -(pl + nl) / n


class LabelSmooth(nn.Module):
    def __init__(self, eps=.1):
        super().__init__()
        self.eps = eps

    def forward(self, x, y):
        lp = x.log_softmax(dim=-1)  #@ stable log-of-softmax
        nll = -lp.gather(-1, y.unsqueeze(1)).squeeze(1)
        return ((1 - self.eps) * nll - self.eps * lp.mean(-1)).mean()
