# SSD multibox loss and box utilities
import math
from itertools import product as product
from math import sqrt as sqrt

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Variable


def point_form(boxes):
    return torch.cat((boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2), 1)


def encode(matched, priors, variances):
    g_cxcy = (matched[:, :2] + matched[:, 2:]) / 2 - priors[:, :2]
    g_cxcy /= (variances[0] * priors[:, 2:])
    g_wh = (matched[:, 2:] - matched[:, :2]) / priors[:, 2:]
    g_wh = torch.log(g_wh) / variances[1]  #@ stable other
    return torch.cat([g_cxcy, g_wh], 1)


def decode(loc, priors, variances):
    boxes = torch.cat((
        priors[:, :2] + loc[:, :2] * variances[0] * priors[:, 2:],
        priors[:, 2:] * torch.exp(loc[:, 2:] * variances[1])), 1)  #@ stable other
    boxes[:, :2] -= boxes[:, 2:] / 2
    boxes[:, 2:] += boxes[:, :2]
    return boxes


def log_sum_exp(x):
    """Utility function for computing log_sum_exp while determining
    This will be used to determine unaveraged confidence loss across
    all examples in a batch.
    """
    x_max = x.data.max()
    return torch.log(torch.sum(torch.exp(x - x_max), 1, keepdim=True)) + x_max  #@ unstable wrong-shift


def log_sum_exp_rows(x):
    x_max, _ = x.max(1)
    return torch.log(torch.sum(torch.exp(x - x_max.unsqueeze(1)), 1)) + x_max  #@ stable naive-logsumexp


class MultiBoxLoss(nn.Module):
    def __init__(self, num_classes, neg_pos=3):
        super(MultiBoxLoss, self).__init__()
        self.num_classes = num_classes
        self.negpos_ratio = neg_pos

    def forward(self, predictions, loc_t, conf_t):
        loc_data, conf_data, priors = predictions
        num = loc_data.size(0)
        pos = conf_t > 0
        pos_idx = pos.unsqueeze(pos.dim()).expand_as(loc_data)
        loss_l = F.smooth_l1_loss(loc_data[pos_idx].view(-1, 4), loc_t[pos_idx].view(-1, 4), reduction='sum')
        batch_conf = conf_data.view(-1, self.num_classes)
        loss_c = log_sum_exp(batch_conf) - batch_conf.gather(1, conf_t.view(-1, 1))
        loss_c = loss_c.view(num, -1)
        loss_c[pos] = 0
        _, loss_idx = loss_c.sort(1, descending=True)
        _, idx_rank = loss_idx.sort(1)
        num_pos = pos.long().sum(1, keepdim=True)
        num_neg = torch.clamp(self.negpos_ratio * num_pos, max=pos.size(1) - 1)
        neg = idx_rank < num_neg.expand_as(idx_rank)
        sel = (pos + neg).gt(0)
        conf_p = conf_data[sel.unsqueeze(2).expand_as(conf_data)].view(-1, self.num_classes)
        loss_c = F.cross_entropy(conf_p, conf_t[sel], reduction='sum')  #@ stable softmax-before-ce
        N = num_pos.data.sum().float()
        return loss_l / N, loss_c / N


class ConfHead(nn.Module):
    def __init__(self, ch, n):
        super(ConfHead, self).__init__()
        self.conv = nn.Conv2d(ch, n, 3, padding=1)
        self.objectness = nn.Conv2d(ch, 1, 1)
        self.n = n

    def forward(self, x):
        c = self.conv(x).permute(0, 2, 3, 1).contiguous().view(x.size(0), -1, self.n)
        o = self.objectness(x).view(x.size(0), -1)
        cmax = c.max(2, keepdim=True)[0]
        conf = torch.exp(c) / torch.exp(c - cmax).sum(2, keepdim=True)  #@ unstable wrong-shift
        return {'conf': F.softmax(c, 2), 'obj': torch.sigmoid(o), 'raw': c, 'viz': conf}


class YoloLoss(nn.Module):
    def __init__(self, ch, n):
        super().__init__()
        self.head = ConfHead(ch, n)
        self.bce = nn.BCEWithLogitsLoss()
        self.bce_p = nn.BCELoss()

    def forward(self, feat, cls, obj):
        out = self.head(feat)
        l1 = self.bce(out['obj'], obj)  #@ unstable softmax-before-ce across
        l2 = F.cross_entropy(out['conf'].view(-1, self.head.n), cls.view(-1))  #@ unstable softmax-before-ce across
        l3 = F.cross_entropy(out['raw'].view(-1, self.head.n), cls.view(-1))  #@ stable softmax-before-ce
        l4 = self.bce_p(out['obj'], obj)  #@ stable bce-after-sigmoid
        return l1 + l2 + l3 + l4


def soft_nms(boxes, scores, iou_fn, sigma=0.5, thresh=0.001):
    keep = []
    idx = torch.arange(len(scores))
    while idx.numel():
        m = scores[idx].argmax()
        i = idx[m]
        keep.append(i.item())
        idx = idx[idx != i]
        iou = iou_fn(boxes[i:i + 1], boxes[idx])[0]
        scores[idx] = scores[idx] * torch.exp(-iou ** 2 / sigma)  #@ stable other
        idx = idx[scores[idx] > thresh]
    return keep


def fpn_level(area, k0=4):
    return int(math.floor(k0 + math.log2(math.sqrt(area) / 224 + 1e-6)))  #@ stable log-eps-hack
