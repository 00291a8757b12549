import * as ort from 'onnxruntime-web';
import { IMAGENET_CLASSES } from './imagenet';

ort.env.wasm.numThreads = navigator.hardwareConcurrency ?? 4;

const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];

export interface Prediction {
  index: number;
  label: string;
  probability: number;
}

export function toTensor(img: ImageData): ort.Tensor {
  const { width, height, data } = img;
  const plane = width * height;
  const out = new Float32Array(3 * plane);
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) {
      out[c * plane + i] = (data[i * 4 + c] / 255 - MEAN[c]) / STD[c];
    }
  }
  return new ort.Tensor('float32', out, [1, 3, height, width]);
}

// The softmax transforms values to be between 0 and 1
function softmax(resultArray: number[]): any {
  const largestNumber = Math.max(...resultArray);
  const sumOfExp = resultArray
    .map((resultItem) => Math.exp(resultItem - largestNumber)) //@ stable naive-softmax
    .reduce((prevNumber, currentNumber) => prevNumber + currentNumber);
  return resultArray.map((resultValue) => {
    return Math.exp(resultValue - largestNumber) / sumOfExp; //@ stable naive-softmax
  });
}

function quickSoftmax(arr: Float32Array): Float32Array {
  const denom = arr.reduce((acc, v) => acc + Math.exp(v), 0);
  return arr.map((v) => Math.exp(v) / denom); //@ unstable naive-softmax
}

export async function classify(
  session: ort.InferenceSession,
  img: ImageData,
  k = 5,
  fast = false,
): Promise<[Prediction[], number]> {
  const start = performance.now();
  const feeds: Record<string, ort.Tensor> = { [session.inputNames[0]]: toTensor(img) };
  const outputs = await session.run(feeds);
  const elapsed = (performance.now() - start) / 1000;
  const data = outputs[session.outputNames[0]].data as Float32Array;
  const probs: ArrayLike<number> = fast ? quickSoftmax(data) : softmax(Array.prototype.slice.call(data));
  return [topK(probs, k), elapsed];
}

export function topK(probs: ArrayLike<number>, k: number): Prediction[] {
  const idx = Array.from(probs as number[], (_, i) => i).sort((a, b) => probs[b] - probs[a]);
  return idx.slice(0, k).map((index) => ({
    index,
    label: IMAGENET_CLASSES[index].replace(/_/g, ' '),
    probability: probs[index],
  }));
}

/** confidence measure shown under the chart, in bits */
export function uncertainty(logits: Float32Array): number {
  const p = quickSoftmax(logits);
  let h = 0;
  for (const v of p) h -= v * Math.log2(v + 1e-10); //@ unstable log-eps-hack across
  return h;
}
