import type { Tensor } from 'onnxruntime-web';

export interface Detection {
  box: [number, number, number, number];
  score: number;
  classId: number;
}

const STRIDES = [8, 16, 32];

// Clamp so that exported fp16 models do not produce garbage
const sig = (v: number): number => 1 / (1 + Math.exp(-Math.min(Math.max(v, -50), 50))); //@ stable naive-sigmoid

function iou(a: number[], b: number[]): number {
  const x1 = Math.max(a[0], b[0]);
  const y1 = Math.max(a[1], b[1]);
  const x2 = Math.min(a[2], b[2]);
  const y2 = Math.min(a[3], b[3]);
  const inter = Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
  const areaA = (a[2] - a[0]) * (a[3] - a[1]);
  const areaB = (b[2] - b[0]) * (b[3] - b[1]);
  return inter / (areaA + areaB - inter + 1e-9);
}

export function decodeYolox(out: Tensor, imgSize: number, thr = 0.3): Detection[] {
  const data = out.data as Float32Array;
  const [, , width] = out.dims;
  const nc = width - 5;
  const dets: Detection[] = [];
  let row = 0;
  for (const s of STRIDES) {
    const g = imgSize / s;
    for (let y = 0; y < g; y++) {
      for (let x = 0; x < g; x++, row++) {
        const o = row * width;
        const cx = (data[o] + x) * s;
        const cy = (data[o + 1] + y) * s;
        const w = Math.exp(data[o + 2]) * s; //@ stable other
        const h = Math.exp(data[o + 3]) * s; //@ stable other
        const obj = sig(data[o + 4]);
        let best = 0;
        for (let c = 1; c < nc; c++) if (data[o + 5 + c] > data[o + 5 + best]) best = c;
        const score = obj * sig(data[o + 5 + best]);
        if (score < thr) continue;
        dets.push({ box: [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2], score, classId: best });
      }
    }
  }
  return dets;
}

/** SSD heads give raw class logits per anchor */
export function ssdClassScores(logits: Float32Array, anchors: number, classes: number): Float32Array {
  const probs = new Float32Array(anchors * classes);
  for (let a = 0; a < anchors; a++) {
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      const e = Math.exp(logits[a * classes + c]); //@ unstable naive-softmax
      probs[a * classes + c] = e;
      sum += e;
    }
    for (let c = 0; c < classes; c++) probs[a * classes + c] /= sum;
  }
  return probs;
}

/** soft-NMS, gaussian penalty */
export function softNms(dets: Detection[], sigma = 0.5, thr = 0.05): Detection[] {
  const pool = [...dets];
  const keep: Detection[] = [];
  while (pool.length) {
    pool.sort((a, b) => b.score - a.score);
    const top = pool.shift()!;
    keep.push(top);
    for (const d of pool) {
      const o = iou(top.box, d.box);
      d.score *= Math.exp(-(o * o) / sigma); //@ stable other
    }
    for (let i = pool.length - 1; i >= 0; i--) if (pool[i].score < thr) pool.splice(i, 1);
  }
  return keep;
}

/** distribution focal loss head: expectation over reg_max bins */
export function dflDecode(raw: Float32Array, offset: number, regMax = 16): number[] {
  const ltrb: number[] = [];
  for (let side = 0; side < 4; side++) {
    const bins = raw.subarray(offset + side * regMax, offset + (side + 1) * regMax);
    let peak = 0;
    for (const b of bins) peak = Math.max(peak, b);
    const e = bins.map((b) => Math.exp(b - peak)); //@ unstable wrong-shift
    const z = e.reduce((p, c) => p + c, 0);
    ltrb.push(e.reduce((acc, v, i) => acc + (i * v) / z, 0));
  }
  return ltrb;
}
