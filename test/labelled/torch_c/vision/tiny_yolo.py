import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class Backbone(nn.Module):
    def __init__(self, c=32):
        super().__init__()
        ch = [3, c, c * 2, c * 4, c * 8]
        self.net = nn.Sequential(*[nn.Sequential(nn.Conv2d(a, b, 3, 2, 1), nn.BatchNorm2d(b), nn.SiLU()) for a, b in zip(ch, ch[1:])])

    def forward(self, x):
        return self.net(x)


class YoloHead(nn.Module):
    def __init__(self, cin, anchors, n_cls):
        super().__init__()
        self.register_buffer("anchors", torch.tensor(anchors).float())
        self.n_cls = n_cls
        self.pred = nn.Conv2d(cin, len(anchors) * (5 + n_cls), 1)
        prior = 0.01
        nn.init.constant_(self.pred.bias, -math.log((1 - prior) / prior))  #@ stable other

    def forward(self, f):
        b, _, h, w = f.shape
        return self.pred(f).view(b, len(self.anchors), 5 + self.n_cls, h, w).permute(0, 1, 3, 4, 2)

    def decode(self, p, stride):
        h, w = p.shape[2:4]
        gy, gx = torch.meshgrid(torch.arange(h), torch.arange(w), indexing="ij")
        xy = (torch.sigmoid(p[..., :2]) + torch.stack((gx, gy), -1)) * stride  #@ stable naive-sigmoid
        wh = torch.exp(p[..., 2:4].clamp(max=math.log(1000.0 / 16))) * self.anchors[:, None, None]  #@ stable other
        return torch.cat([xy - wh / 2, xy + wh / 2], -1)

    def scores(self, p):
        return p[..., 4].sigmoid().unsqueeze(-1) * p[..., 5:].softmax(-1)  #@ stable naive-softmax


def sigmoid_focal(logits, t, alpha=0.25, gamma=2.0):
    p = torch.sigmoid(logits)
    ce = F.binary_cross_entropy_with_logits(logits, t, reduction="none")  #@ stable log-of-sigmoid
    pt = p * t + (1 - p) * (1 - t)
    loss = ce * (1 - pt) ** gamma
    return (loss * (alpha * t + (1 - alpha) * (1 - t))).sum()


def centernet_focal(hm, gt):
    pred = torch.clamp(hm.sigmoid_(), 1e-4, 1 - 1e-4)
    pos, neg = gt.eq(1).float(), gt.lt(1).float()
    pos_loss = torch.log(pred) * (1 - pred) ** 2 * pos  #@ unstable log-eps-hack
    neg_loss = torch.log(1 - pred) * pred ** 2 * (1 - gt) ** 4 * neg  #@ unstable log-eps-hack
    n = pos.sum()
    return -(pos_loss.sum() + neg_loss.sum()) / n.clamp(min=1)


def quality_focal(logits, target_iou):
    p = 1 / (1 + torch.exp(-logits))  #@ unstable naive-sigmoid
    scale = (p - target_iou).abs() ** 2
    return (scale * F.binary_cross_entropy_with_logits(logits, target_iou, reduction="none")).mean()


def dfl(pred, label):
    lo = label.long()
    wl = lo.float() + 1 - label
    return F.cross_entropy(pred, lo, reduction="none") * wl + F.cross_entropy(pred, lo + 1, reduction="none") * (1 - wl)  #@ stable softmax-before-ce


def gaussian2d(shape, sigma=1.0):
    m, n = [(s - 1.0) / 2 for s in shape]
    y, x = torch.meshgrid(torch.arange(-m, m + 1), torch.arange(-n, n + 1), indexing="ij")
    return torch.exp(-(x * x + y * y) / (2 * sigma * sigma))  #@ stable other


def soft_nms(boxes, scores, iou_fn, sigma=0.5, thr=1e-3):
    keep, scores = [], scores.clone()
    idx = torch.arange(len(scores))
    while len(idx):
        j = scores[idx].argmax()
        i = idx[j].item()
        keep.append(i)
        idx = idx[idx != i]
        if len(idx) == 0:
            break
        ov = iou_fn(boxes[i], boxes[idx])
        scores[idx] *= torch.exp(-ov ** 2 / sigma)  #@ stable other
        idx = idx[scores[idx] > thr]
    return keep


def encode_boxes(gt, anchors):
    tw = torch.log(gt[:, 2] / anchors[:, 2])  #@ stable other
    th = torch.log(gt[:, 3] / anchors[:, 3])  #@ stable other
    return torch.stack([(gt[:, 0] - anchors[:, 0]) / anchors[:, 2], (gt[:, 1] - anchors[:, 1]) / anchors[:, 3], tw, th], 1)
