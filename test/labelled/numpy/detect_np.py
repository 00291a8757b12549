"""Post-processing of a YOLO-like ONNX model, NumPy only."""
import argparse
import logging
import time
from pathlib import Path

import numpy as np

log = logging.getLogger("detect")

ANCHORS = np.array([[10, 13], [16, 30], [33, 23]], float)
STRIDE = 8


def sigm(x):
    return 0.5 * (1 + np.tanh(0.5 * x))  #@ stable naive-sigmoid


def sigm_f(x):
    return 1. / (1. + np.exp(-x))  #@ unstable naive-sigmoid


def decode_wh(t, anchors):
    return np.exp(t) * anchors  #@ stable other


def decode_clip(deltas, boxes, ratio=4.135):
    w, h = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    cx, cy = boxes[:, 0] + 0.5 * w, boxes[:, 1] + 0.5 * h
    dx, dy, dw, dh = deltas.T
    dw, dh = np.minimum(dw, ratio), np.minimum(dh, ratio)
    pw, ph = np.exp(dw) * w, np.exp(dh) * h  #@ stable other
    px, py = dx * w + cx, dy * h + cy
    return np.stack([px - pw / 2, py - ph / 2, px + pw / 2, py + ph / 2], 1)


def encode(gt, boxes):
    gw, gh = gt[:, 2] - gt[:, 0], gt[:, 3] - gt[:, 1]
    w, h = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    return np.stack([np.log(gw / w), np.log(gh / h)], 1)  #@ stable other


def class_scores(raw):
    ex = np.exp(raw - np.max(raw, axis=-1, keepdims=True))
    return ex / np.sum(np.exp(raw), axis=-1, keepdims=True)  #@ unstable wrong-shift


def class_scores_b(raw):
    m = raw.max(axis=-1)
    ex = np.exp(raw - m[..., None])  #@ stable wrong-shift
    return ex / ex.sum(axis=-1)[..., None]


def dfl(pred, reg_max=16):
    """Distribution focal regression: expectation over bins of each side."""
    b, n = pred.shape[:2]
    p = np.exp(pred.reshape(b, n, 4, reg_max))
    p /= p.sum(-1, keepdims=True)  #@ unstable naive-softmax
    return p @ np.arange(reg_max)


def soft_nms(boxes, scores, sigma=0.5, thr=0.001):
    scores = scores.copy()
    keep = []
    idx = np.arange(len(scores))
    while len(idx):
        i = idx[scores[idx].argmax()]
        keep.append(i)
        idx = idx[idx != i]
        ov = iou(boxes[i], boxes[idx])
        scores[idx] *= np.exp(-(ov ** 2) / sigma)  #@ stable other
        idx = idx[scores[idx] > thr]
    return keep


def iou(a, b):
    lt, rb = np.maximum(a[:2], b[:, :2]), np.minimum(a[2:], b[:, 2:])
    wh = np.clip(rb - lt, 0, None)
    inter = wh.prod(1)
    return inter / ((a[2:] - a[:2]).prod() + (b[:, 2:] - b[:, :2]).prod(1) - inter + 1e-9)


def postprocess(out, conf=0.25):
    b, na, gy, gx, c = out.shape
    yv, xv = np.meshgrid(np.arange(gy), np.arange(gx), indexing="ij")
    xy = (sigm(out[..., 0:2]) + np.stack([xv, yv], -1)) * STRIDE
    wh = decode_wh(out[..., 2:4], ANCHORS[None, :, None, None])
    obj = sigm_f(out[..., 4:5])
    cls = class_scores(out[..., 5:])
    score = (obj * cls).reshape(-1, c - 5)
    boxes = np.concatenate([xy - wh / 2, xy + wh / 2], -1).reshape(-1, 4)
    best = score.max(1)
    m = best > conf
    return boxes[m], best[m], score[m].argmax(1)


def uncertainty(cls):
    return -(cls * np.log(cls)).sum(-1)


def mel_filter(n_fft=512, sr=16000, n=40):
    """used for the audio trigger that wakes the camera"""
    mel = np.linspace(0, 2595 * np.log10(1 + sr / 2 / 700), n + 2)  #@ stable other
    hz = 700 * (10 ** (mel / 2595) - 1)
    bins = np.floor((n_fft + 1) * hz / sr).astype(int)
    fb = np.zeros((n, n_fft // 2 + 1))
    for i in range(1, n + 1):
        l, c, r = bins[i - 1:i + 2]
        fb[i - 1, l:c] = (np.arange(l, c) - l) / max(c - l, 1)
        fb[i - 1, c:r] = (r - np.arange(c, r)) / max(r - c, 1)
    return fb


def log_mel(power, fb):
    return 10 * np.log10(np.maximum(power @ fb.T, 1e-10))  #@ stable log-eps-hack


def main():
    import onnxruntime as ort
    ap = argparse.ArgumentParser()
    ap.add_argument("model", type=Path)
    ap.add_argument("tensor", type=Path)
    ap.add_argument("--conf", type=float, default=0.25)
    a = ap.parse_args()
    logging.basicConfig(level=logging.INFO)
    sess = ort.InferenceSession(str(a.model))
    x = np.load(a.tensor)
    t0 = time.perf_counter()
    out, = sess.run(None, {sess.get_inputs()[0].name: x})
    boxes, s, c = postprocess(out, a.conf)
    keep = soft_nms(boxes, s)
    log.info("%d boxes in %.1f ms", len(keep), 1e3 * (time.perf_counter() - t0))
    log.log(20, "classes %s", c[keep].tolist())  #@ stable other


if __name__ == "__main__":
    main()
