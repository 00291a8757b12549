import math
import torch
import torch.nn.functional as F

BBOX_CLIP = math.log(1000.0 / 16)


def decode(deltas, anchors):
    w = anchors[:, 2] - anchors[:, 0]
    h = anchors[:, 3] - anchors[:, 1]
    cx, cy = anchors[:, 0] + 0.5 * w, anchors[:, 1] + 0.5 * h
    dx, dy, dw, dh = deltas.unbind(1)
    dw = torch.clamp(dw, max=BBOX_CLIP)
    dh = torch.clamp(dh, max=BBOX_CLIP)
    px, py = dx * w + cx, dy * h + cy
    pw, ph = torch.exp(dw) * w, torch.exp(dh) * h  #@ stable other
    return torch.stack([px - pw / 2, py - ph / 2, px + pw / 2, py + ph / 2], 1)


def encode(gt, anchors):
    gw, gh = gt[:, 2] - gt[:, 0], gt[:, 3] - gt[:, 1]
    aw, ah = anchors[:, 2] - anchors[:, 0], anchors[:, 3] - anchors[:, 1]
    return torch.stack([torch.log(gw / aw), torch.log(gh / ah)], 1)


def ssd_log_sum_exp(x):
    x_max = x.data.max()
    return torch.log(torch.sum(torch.exp(x - x_max), 1, keepdim=True)) + x_max  #@ unstable wrong-shift


def hard_negative(conf, labels, ratio=3):
    loss = torch.logsumexp(conf, 1, keepdim=True) - conf.gather(1, labels.view(-1, 1))
    pos = labels > 0
    loss = loss.squeeze(1).masked_fill(pos, 0)
    rank = loss.sort(descending=True)[1].sort()[1]
    return rank < ratio * pos.sum()


def yolo_loss(pred, tobj, tcls, anchors):
    xy = torch.sigmoid(pred[..., :2])
    wh = torch.exp(pred[..., 2:4].clamp(max=4)) * anchors  #@ stable other
    obj = torch.sigmoid(pred[..., 4])
    l_obj = -(tobj * torch.log(obj) + (1 - tobj) * torch.log(1 - obj)).mean()  #@ unstable bce-after-sigmoid
    l_cls = F.binary_cross_entropy_with_logits(pred[..., 5:], tcls)  #@ stable bce-after-sigmoid
    return l_obj + l_cls, xy, wh


def centernet_focal(heat, gt):
    pred = torch.clamp(heat.sigmoid_(), min=1e-4, max=1 - 1e-4)
    pos, neg = gt.eq(1).float(), gt.lt(1).float()
    pl = torch.log(pred) * (1 - pred) ** 2 * pos  #@ unstable log-eps-hack
    nl = torch.log(1 - pred) * pred ** 2 * (1 - gt) ** 4 * neg  #@ unstable log-eps-hack
    n = pos.sum().clamp(min=1)
    return -(pl.sum() + nl.sum()) / n


def soft_nms(boxes, scores, iou_fn, sigma=0.5, thr=1e-3):
    keep, idx = [], torch.arange(len(scores))
    while len(idx):
        i = scores[idx].argmax()
        b = idx[i]
        keep.append(b.item())
        idx = idx[idx != b]
        iou = iou_fn(boxes[b], boxes[idx])
        scores[idx] *= torch.exp(-iou ** 2 / sigma)
        idx = idx[scores[idx] > thr]
    return keep


def gaussian2d(shape, sigma=1):
    m, n = [(ss - 1.) / 2. for ss in shape]
    y = torch.arange(-m, m + 1).view(-1, 1)
    x = torch.arange(-n, n + 1).view(1, -1)
    return torch.exp(-(x * x + y * y) / (2 * sigma * sigma))
