import { packHalf, fromHalf } from './half';
import { softmaxCPU, softplusCPU } from './kernels';
import { View } from './types';

const MASKED = -1e9;
const MASKED_F32 = -1e30;

export function paddingBias(lengths: number[], T: number): Uint16Array {
  const bias = new Float32Array(lengths.length * T);
  lengths.forEach((n, b) => {
    for (let t = 0; t < T; t++) bias[b * T + t] = t < n ? 0 : MASKED; //@ unstable mask-constant across
  });
  return packHalf(bias);
}

export function attentionProbs(scores: View, bias: Uint16Array): View {
  const x: View = { data: scores.data.map((v, i) => v + fromHalf(bias[i])), shape: scores.shape };
  return softmaxCPU(x);
}

export function causalProbs(scores: View): View {
  const T = scores.shape[scores.shape.length - 1];
  const data = scores.data.map((v, i) => (i % T > Math.floor(i / T) % T ? MASKED_F32 : v)); //@ stable mask-constant
  return softmaxCPU({ data, shape: scores.shape });
}

export async function init(): Promise<GPUDevice | null> {
  if (!('gpu' in navigator)) return null;
  const adapter = await navigator.gpu.requestAdapter();
  return adapter ? adapter.requestDevice() : null;
}

async function demo() {
  const dev = await init();
  if (dev) return;
  const scores: View = { data: Float32Array.from({ length: 16 }, () => Math.random() * 4 - 2), shape: [4, 4] };
  console.log(attentionProbs(scores, paddingBias([2, 3, 0, 4], 4)).data);
  console.log(causalProbs(scores).data, softplusCPU(scores).data);
}

demo();
