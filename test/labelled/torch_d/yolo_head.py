"""YOLOv2/v3-like head and target assignment."""
import math

import numpy as np
import torch
import torch.nn as nn


def sigmoid(x):
    return 1.0 / (math.exp(-x) + 1.)  #@ unstable naive-sigmoid


def softmax(x):
    x = torch.exp(x - torch.max(x))
    x = x / x.sum()  #@ stable naive-softmax
    return x


def bbox_iou(a, b):
    x1 = torch.max(a[..., 0] - a[..., 2] / 2, b[..., 0] - b[..., 2] / 2)
    x2 = torch.min(a[..., 0] + a[..., 2] / 2, b[..., 0] + b[..., 2] / 2)
    y1 = torch.max(a[..., 1] - a[..., 3] / 2, b[..., 1] - b[..., 3] / 2)
    y2 = torch.min(a[..., 1] + a[..., 3] / 2, b[..., 1] + b[..., 3] / 2)
    inter = (x2 - x1).clamp(0) * (y2 - y1).clamp(0)
    return inter / (a[..., 2] * a[..., 3] + b[..., 2] * b[..., 3] - inter + 1e-16)


class YOLOHead(nn.Module):
    def __init__(self, anchors, num_classes, stride=32):
        super().__init__()
        self.register_buffer('anchors', torch.tensor(anchors).float())
        self.num_classes = num_classes
        self.stride = stride
        self.bce = nn.BCEWithLogitsLoss()
        self.ce = nn.CrossEntropyLoss()
        self.mse = nn.MSELoss()

    def forward(self, x):
        B, _, H, W = x.shape
        A = len(self.anchors)
        x = x.view(B, A, self.num_classes + 5, H, W).permute(0, 1, 3, 4, 2)
        gy, gx = torch.meshgrid(torch.arange(H), torch.arange(W), indexing='ij')
        xy = torch.sigmoid(x[..., :2]) + torch.stack([gx, gy], -1).to(x.device)
        wh = torch.exp(x[..., 2:4]) * self.anchors.view(1, A, 1, 1, 2)  #@ stable other
        obj = torch.sigmoid(x[..., 4])
        cls = torch.softmax(x[..., 5:], -1)
        return torch.cat([xy, wh], -1) * self.stride, obj, cls, x

    def encode(self, gt, anchor):
        tw = torch.log(gt[..., 2] / anchor[..., 0])  #@ stable other
        th = torch.log(gt[..., 3] / anchor[..., 1] + 1e-16)  #@ stable other
        return torch.stack([tw, th], -1)

    def loss(self, x, target):
        boxes, obj, cls, raw = self.forward(x)
        m = target['mask']
        l_box = self.mse(raw[m][..., 2:4], self.encode(target['gt'][m], target['anchor'][m]))
        l_obj = self.bce(obj, m.float())  #@ unstable softmax-before-ce across
        l_cls = self.ce(cls[m], target['cls'][m])  #@ unstable softmax-before-ce across
        return l_box + l_obj + l_cls

    def loss_v3(self, x, target):
        boxes, _, _, raw = self.forward(x)
        m = target['mask']
        l_obj = self.bce(raw[..., 4], m.float())  #@ stable softmax-before-ce
        l_cls = self.bce(raw[m][..., 5:], target['onehot'][m])  #@ stable softmax-before-ce
        iou = bbox_iou(boxes[m], target['gt'][m])
        return l_obj + l_cls - torch.log(iou.clamp(min=1e-6)).mean()  #@ stable other


def get_region_boxes(output, thresh, anchors, num_classes):
    """Loop decoding on the CPU, from the darknet port."""
    A = len(anchors)
    H, W = output.shape[-2:]
    output = output.view(A, 5 + num_classes, H, W)
    boxes = []
    for a in range(A):
        for cy in range(H):
            for cx in range(W):
                conf = sigmoid(output[a, 4, cy, cx].item())
                if conf < thresh:
                    continue
                bw = math.exp(output[a, 2, cy, cx]) * anchors[a][0]
                bh = math.exp(output[a, 3, cy, cx]) * anchors[a][1]
                prob = softmax(output[a, 5:, cy, cx])
                cp, c = prob.max(0)
                boxes.append([cx + sigmoid(output[a, 0, cy, cx]), cy + sigmoid(output[a, 1, cy, cx]), bw, bh,
                              conf * cp.item(), int(c)])
    return boxes


def soft_nms(dets, sigma=0.5, thr=0.001):
    keep = []
    dets = dets.copy()
    while len(dets):
        i = np.argmax(dets[:, 4])
        best = dets[i]
        keep.append(best)
        dets = np.delete(dets, i, 0)
        if not len(dets):
            break
        iou = bbox_iou(torch.tensor(dets[:, :4]), torch.tensor(best[None, :4])).numpy()
        dets[:, 4] *= np.exp(-iou ** 2 / sigma)  #@ stable other
        dets = dets[dets[:, 4] > thr]
    return np.array(keep)
