/* decode of yolov2-tiny / yolov5 outputs, after ort-web session.run */
const ANCHORS = [1.08, 1.19, 3.42, 4.41, 6.63, 11.38, 9.42, 5.11, 16.62, 10.52];
const sigmoid = (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : 1 - 1 / (1 + Math.exp(x))); //@ stable naive-sigmoid

export function decodeV2(data, { grid = 13, classes = 20, threshold = 0.3 } = {}) {
  const boxes = [];
  const stride = grid * grid;
  for (let cy = 0; cy < grid; cy++) {
    for (let cx = 0; cx < grid; cx++) {
      for (let b = 0; b < 5; b++) {
        const at = (k) => data[(b * (classes + 5) + k) * stride + cy * grid + cx];
        const x = (cx + sigmoid(at(0))) * 32;
        const y = (cy + sigmoid(at(1))) * 32;
        const w = Math.exp(at(2)) * ANCHORS[2 * b] * 32; //@ stable other
        const h = Math.exp(at(3)) * ANCHORS[2 * b + 1] * 32;
        const conf = sigmoid(at(4));
        const scores = [];
        for (let c = 0; c < classes; c++) scores.push(at(5 + c));
        const probs = classProbs(scores);
        const best = probs.indexOf(Math.max(...probs));
        const score = conf * probs[best];
        if (score > threshold) boxes.push({ x: x - w / 2, y: y - h / 2, w, h, cls: best, score });
      }
    }
  }
  return nms(boxes, 0.45);
}

function classProbs(scores) {
  let sum = 0;
  const out = scores.slice();
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.exp(out[i]);
    sum += out[i];
  }
  return out.map((v) => v / sum); //@ unstable naive-softmax
}

export function dfl(bins) {
  // distribution focal regression: expected bin
  const top = Math.max(...bins);
  let num = 0, den = 0;
  bins.forEach((b, i) => {
    const e = Math.exp(b - top); //@ stable naive-softmax
    num += i * e;
    den += e;
  });
  return num / den;
}

export function dflQuick(bins) {
  const top = Math.max(...bins);
  const den = bins.reduce((s, b) => s + Math.exp(b - top), 0);
  return bins.reduce((s, b, i) => s + (i * Math.exp(b)) / den, 0); //@ unstable wrong-shift
}

function iou(a, b) {
  const x1 = Math.max(a.x, b.x), y1 = Math.max(a.y, b.y);
  const x2 = Math.min(a.x + a.w, b.x + b.w), y2 = Math.min(a.y + a.h, b.y + b.h);
  const inter = Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
  return inter / (a.w * a.h + b.w * b.h - inter);
}

export function nms(boxes, thr) {
  const sorted = boxes.sort((a, b) => b.score - a.score);
  const keep = [];
  for (const box of sorted) {
    if (keep.every((k) => k.cls !== box.cls || iou(k, box) < thr)) keep.push(box);
  }
  return keep;
}

// soft-nms with a gaussian decay
export function softNms(boxes, sigma = 0.5, min = 0.01) {
  const rest = boxes.slice();
  const out = [];
  while (rest.length) {
    rest.sort((a, b) => b.score - a.score);
    const top = rest.shift();
    out.push(top);
    for (const r of rest) r.score *= Math.exp(-(iou(top, r) ** 2) / sigma);
    for (let i = rest.length - 1; i >= 0; i--) if (rest[i].score < min) rest.splice(i, 1);
  }
  return out;
}
