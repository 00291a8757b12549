/** Decode raw YOLOv2/v3 style output into boxes. */
const ANCHORS = [[0.57, 0.68], [1.87, 2.06], [3.34, 5.47], [7.88, 3.53], [9.77, 9.17]];
const CLASSES = 20;

const sigmoid = (x) => 1 / (1 + Math.exp(-x));

function iou(a, b) {
  const x1 = Math.max(a.x, b.x), y1 = Math.max(a.y, b.y);
  const x2 = Math.min(a.x + a.w, b.x + b.w), y2 = Math.min(a.y + a.h, b.y + b.h);
  const inter = Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
  return inter / (a.w * a.h + b.w * b.h - inter);
}

function classScores(out, offset) {
  let max = 0;
  for (let c = 0; c < CLASSES; c++) {
    if (out[offset + c] > max) max = out[offset + c];
  }
  const p = new Float32Array(CLASSES);
  let sum = 0;
  for (let c = 0; c < CLASSES; c++) {
    p[c] = Math.exp(out[offset + c] - max); //@ unstable wrong-shift
    sum += p[c];
  }
  for (let c = 0; c < CLASSES; c++) p[c] /= sum;
  return p;
}

function decode(out, grid, stride, { threshold = 0.4, size = 416 } = {}) {
  const boxes = [];
  const step = 5 + CLASSES;
  for (let y = 0; y < grid; y++) {
    for (let x = 0; x < grid; x++) {
      ANCHORS.forEach(([aw, ah], b) => {
        const o = ((y * grid + x) * ANCHORS.length + b) * step;
        const conf = sigmoid(out[o + 4]);
        if (conf < threshold) return;
        const cx = (x + sigmoid(out[o])) * stride;
        const cy = (y + sigmoid(out[o + 1])) * stride;
        const w = aw * Math.exp(out[o + 2]) * stride; //@ stable other
        const h = ah * Math.exp(out[o + 3]) * stride; //@ stable other
        const p = classScores(out, o + 5);
        const cls = p.indexOf(Math.max(...p));
        boxes.push({ x: cx - w / 2, y: cy - h / 2, w: Math.min(w, size), h: Math.min(h, size), cls, score: conf * p[cls] });
      });
    }
  }
  return boxes;
}

function softNms(boxes, sigma = 0.5, minScore = 0.1) {
  const kept = [];
  const pool = boxes.slice();
  while (pool.length) {
    pool.sort((a, b) => b.score - a.score);
    const top = pool.shift();
    if (top.score < minScore) break;
    kept.push(top);
    for (const b of pool) {
      const o = iou(top, b);
      b.score *= Math.exp(-(o * o) / sigma); //@ stable other
    }
  }
  return kept;
}

export { decode, softNms };
