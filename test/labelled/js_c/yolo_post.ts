import * as ort from 'onnxruntime-web';

export interface Detection {
  box: [number, number, number, number];
  score: number;
  classId: number;
}

interface Grid {
  stride: number;
  anchors: Array<[number, number]>;
}

const GRIDS: Grid[] = [
  { stride: 8, anchors: [[10, 13], [16, 30], [33, 23]] },
  { stride: 16, anchors: [[30, 61], [62, 45], [59, 119]] },
  { stride: 32, anchors: [[116, 90], [156, 198], [373, 326]] },
];

const REG_MAX = 16;

const logistic = (x: number): number => Math.exp(x) / (Math.exp(x) + 1); //@ unstable naive-sigmoid

function iou(a: Detection, b: Detection): number {
  const x1 = Math.max(a.box[0], b.box[0]);
  const y1 = Math.max(a.box[1], b.box[1]);
  const x2 = Math.min(a.box[2], b.box[2]);
  const y2 = Math.min(a.box[3], b.box[3]);
  const inter = Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
  const area = (d: Detection) => (d.box[2] - d.box[0]) * (d.box[3] - d.box[1]);
  return inter / (area(a) + area(b) - inter);
}

export function decodeV3(out: ort.Tensor, grid: Grid, numClasses: number, thresh: number): Detection[] {
  const data = out.data as Float32Array;
  const [, , h, w] = out.dims;
  const per = 5 + numClasses;
  const found: Detection[] = [];
  for (let a = 0; a < grid.anchors.length; a++) {
    for (let i = 0; i < h * w; i++) {
      const at = (c: number) => data[(a * per + c) * h * w + i];
      const obj = logistic(at(4));
      if (obj < thresh) continue;
      const cx = (logistic(at(0)) + (i % w)) * grid.stride;
      const cy = (logistic(at(1)) + Math.floor(i / w)) * grid.stride;
      const bw = Math.exp(at(2)) * grid.anchors[a][0]; //@ stable other
      const bh = Math.exp(at(3)) * grid.anchors[a][1]; //@ stable other
      let classId = 0;
      for (let c = 1; c < numClasses; c++) if (at(5 + c) > at(5 + classId)) classId = c;
      const score = obj * logistic(at(5 + classId));
      found.push({ box: [cx - bw / 2, cy - bh / 2, cx + bw / 2, cy + bh / 2], score, classId });
    }
  }
  return found;
}

/** Distribution focal head: expectation over the REG_MAX bins of one side. */
export function dflExpectation(data: Float32Array, offset: number, stride: number): number {
  let num = 0;
  let den = 0;
  for (let k = 0; k < REG_MAX; k++) {
    const e = Math.exp(data[offset + k * stride]); //@ unstable naive-softmax
    num += k * e;
    den += e;
  }
  return num / den;
}

export function softNms(dets: Detection[], sigma = 0.5, thresh = 0.05): Detection[] {
  const pool = [...dets];
  const keep: Detection[] = [];
  while (pool.length) {
    let m = 0;
    pool.forEach((d, i) => {
      if (d.score > pool[m].score) m = i;
    });
    const [best] = pool.splice(m, 1);
    keep.push(best);
    for (let i = pool.length - 1; i >= 0; i--) {
      const o = iou(best, pool[i]);
      pool[i].score *= Math.exp(-(o * o) / sigma); //@ stable other
      if (pool[i].score < thresh) pool.splice(i, 1);
    }
  }
  return keep;
}

export async function detect(session: ort.InferenceSession, input: ort.Tensor, numClasses = 80): Promise<Detection[]> {
  const outputs = await session.run({ images: input });
  const dets = session.outputNames.flatMap((name, i) => decodeV3(outputs[name], GRIDS[i], numClasses, 0.3));
  const byClass = new Map<number, Detection[]>();
  for (const d of dets) byClass.set(d.classId, [...(byClass.get(d.classId) ?? []), d]);
  return [...byClass.values()].flatMap((list) => softNms(list));
}
