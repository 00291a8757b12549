import { COCO_CLASSES } from './labels';

const ANCHORS = [
  [[10, 13], [16, 30], [33, 23]],
  [[30, 61], [62, 45], [59, 119]],
  [[116, 90], [156, 198], [373, 326]],
];
const STRIDES = [8, 16, 32];

const sigmoid = (x) => 0.5 * (1 + Math.tanh(0.5 * x));
const clamp = (x, lo, hi) => Math.min(hi, Math.max(lo, x));

export function decodeV3(output, level, size, numClasses, confThres = 0.4) {
  const stride = STRIDES[level];
  const g = size / stride;
  const per = 5 + numClasses;
  const boxes = [];
  for (let y = 0; y < g; y++) {
    for (let x = 0; x < g; x++) {
      for (let a = 0; a < 3; a++) {
        const o = ((y * g + x) * 3 + a) * per;
        const obj = sigmoid(output[o + 4]);
        if (obj < confThres) continue;
        const cx = (x + sigmoid(output[o])) * stride;
        const cy = (y + sigmoid(output[o + 1])) * stride;
        const w = Math.exp(output[o + 2]) * ANCHORS[level][a][0];
        const h = Math.exp(clamp(output[o + 3], -10, 10)) * ANCHORS[level][a][1]; //@ stable other
        let best = 0;
        for (let c = 1; c < numClasses; c++) if (output[o + 5 + c] > output[o + 5 + best]) best = c;
        boxes.push({
          x: cx - w / 2, y: cy - h / 2, w, h,
          score: obj * sigmoid(output[o + 5 + best]),
          cls: COCO_CLASSES[best],
        });
      }
    }
  }
  return boxes;
}

// old v2 heads have a softmax over classes
export function decodeV2(output, g, anchors, numClasses, confThres = 0.3) {
  const boxes = [];
  for (let i = 0; i < g * g * anchors.length; i++) {
    const o = i * (5 + numClasses);
    const classScores = output.slice(o + 5, o + 5 + numClasses);
    const ex = classScores.map((s) => Math.exp(s)); //@ unstable naive-softmax
    let z = 0;
    for (const e of ex) z += e;
    const probs = ex.map((e) => e / z);
    const cls = probs.indexOf(Math.max(...probs));
    const conf = probs[cls] * sigmoid(output[o + 4]);
    if (conf > confThres) boxes.push({ i, cls: COCO_CLASSES[cls], score: conf });
  }
  return boxes;
}

// distribution focal loss head of v8: expectation over 16 bins
export function dfl(data, offset, bins = 16) {
  const out = [0, 0, 0, 0];
  for (let side = 0; side < 4; side++) {
    let mx = -Infinity;
    for (let b = 0; b < bins; b++) mx = Math.max(mx, data[offset + side * bins + b]);
    let num = 0, den = 0;
    for (let b = 0; b < bins; b++) {
      const e = Math.exp(data[offset + side * bins + b] - mx); //@ stable naive-softmax
      num += b * e;
      den += e;
    }
    out[side] = num / den;
  }
  return out;
}

function iou(a, b) {
  const ix = Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x));
  const iy = Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));
  const inter = ix * iy;
  return inter / (a.w * a.h + b.w * b.h - inter);
}

export function softNms(boxes, sigma = 0.5, thres = 0.05) {
  const keep = [];
  let pool = boxes.slice();
  while (pool.length) {
    pool.sort((p, q) => q.score - p.score);
    const top = pool.shift();
    keep.push(top);
    pool.forEach((b) => {
      b.score *= Math.exp(-(iou(top, b) ** 2) / sigma); //@ stable other
    });
    pool = pool.filter((b) => b.score > thres);
  }
  return keep;
}
