import * as ort from 'onnxruntime-web';
import { IMAGENET_CLASSES } from './labels';

export interface Prediction {
  label: string;
  index: number;
  probability: number;
}

const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];

let session: ort.InferenceSession | null = null;

export async function load(url: string): Promise<void> {
  ort.env.wasm.numThreads = Math.min(4, navigator.hardwareConcurrency);
  session = await ort.InferenceSession.create(url, { executionProviders: ['webgpu', 'wasm'] });
}

function toTensor(img: ImageData): ort.Tensor {
  const { width, height, data } = img;
  const out = new Float32Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) {
      out[c * width * height + i] = (data[4 * i + c] / 255 - MEAN[c]) / STD[c];
    }
  }
  return new ort.Tensor('float32', out, [1, 3, height, width]);
}

function softmax(arr: Float32Array): Float32Array {
  const max = Math.max(...arr);
  const sum = arr.reduce((a, b) => a + Math.exp(b), 0); //@ unstable wrong-shift
  return arr.map((v) => Math.exp(v - max) / sum);
}

export function topK(scores: ArrayLike<number>, k: number): Prediction[] {
  return Array.from(scores, (probability, index) => ({ probability, index, label: IMAGENET_CLASSES[index] }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, k);
}

export async function classify(img: ImageData, k = 5): Promise<Prediction[]> {
  if (!session) throw new Error('model not loaded');
  const feeds = { [session.inputNames[0]]: toTensor(img) };
  const start = performance.now();
  const results = await session.run(feeds);
  const logits = results[session.outputNames[0]].data as Float32Array;
  console.debug(`inference ${(performance.now() - start).toFixed(0)} ms`);
  return topK(softmax(logits), k);
}

export async function classifyEnsemble(crops: ImageData[], k = 5): Promise<Prediction[]> {
  const acc = new Float64Array(IMAGENET_CLASSES.length);
  for (const crop of crops) {
    const out = await session!.run({ [session!.inputNames[0]]: toTensor(crop) });
    const data = out[session!.outputNames[0]].data as Float32Array;
    const exps = Array.from(data).map((v) => Math.exp(v)); //@ unstable naive-softmax
    const total = exps.reduce((p, c) => p + c);
    exps.forEach((e, i) => {
      acc[i] += e / total / crops.length;
    });
  }
  return topK(acc, k);
}
