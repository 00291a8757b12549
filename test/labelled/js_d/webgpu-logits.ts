// Post-processing of the logits buffer on the GPU, f16 path
/// <reference types="@webgpu/types" />
import { Float16Array, getFloat16 } from '@petamoriken/float16';

const shader = /* wgsl */ `
enable f16;
@group(0) @binding(0) var<storage, read> logits : array<f16>;
@group(0) @binding(1) var<storage, read_write> out : array<f16>;
@group(0) @binding(2) var<uniform> scale : f32;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) gid : vec3<u32>) {
  if (gid.x >= arrayLength(&logits)) { return; }
  out[gid.x] = f16(f32(logits[gid.x]) * scale);
}`;

export interface GpuContext {
  device: GPUDevice;
  pipeline: GPUComputePipeline;
}

export async function init(): Promise<GpuContext> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter?.features.has('shader-f16')) throw new Error('shader-f16 not supported');
  const device = await adapter.requestDevice({ requiredFeatures: ['shader-f16'] });
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: shader }), entryPoint: 'main' },
  });
  return { device, pipeline };
}

export async function readBack(ctx: GpuContext, buf: GPUBuffer, n: number): Promise<Float16Array> {
  const staging = ctx.device.createBuffer({ size: n * 2, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  const enc = ctx.device.createCommandEncoder();
  enc.copyBufferToBuffer(buf, 0, staging, 0, n * 2);
  ctx.device.queue.submit([enc.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const out = new Float16Array(staging.getMappedRange().slice(0));
  staging.unmap();
  return out;
}

export function readOne(view: DataView, i: number): number {
  return getFloat16(view, i * 2, true);
}

export function applyGrammarMask(logits: Float16Array, allowed: Uint8Array): Float16Array {
  const out = new Float16Array(logits.length);
  for (let i = 0; i < logits.length; i++) {
    out[i] = logits[i] + (allowed[i] ? 0 : -1e9); //@ unstable mask-constant
  }
  return out;
}

export function maskedProbs(logits: Float32Array, allowed: Uint8Array): Float32Array {
  let max = -Infinity;
  for (let i = 0; i < logits.length; i++) if (allowed[i] && logits[i] > max) max = logits[i];
  if (max === -Infinity) throw new Error('grammar rejects every token');
  const p = new Float32Array(logits.length);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    if (!allowed[i]) continue;
    p[i] = Math.exp(logits[i] - max); //@ stable fully-masked-row
    sum += p[i];
  }
  for (let i = 0; i < p.length; i++) p[i] /= sum;
  return p;
}

export function halfProbs(logits: Float16Array): Float32Array {
  const p = new Float32Array(logits.length);
  let m = 0;
  for (let i = 0; i < logits.length; i++) m = Math.max(m, logits[i]);
  let z = 0;
  for (let i = 0; i < logits.length; i++) {
    p[i] = Math.exp(logits[i] - m); //@ unstable wrong-shift
    z += p[i];
  }
  return p.map((x) => x / z);
}

export function streamingNormaliser() {
  let m = -Infinity;
  let d = 0;
  return {
    push(chunk: Float32Array) {
      for (const x of chunk) {
        if (x === -Infinity) continue;
        if (x > m) {
          d = d * Math.exp(m - x) + 1; //@ stable wrong-shift
          m = x;
        } else {
          d += Math.exp(x - m); //@ stable naive-softmax
        }
      }
    },
    prob: (x: number) => Math.exp(x - m) / d, //@ stable naive-softmax
    logprob: (x: number) => x - m - Math.log(d), //@ stable naive-logsumexp
  };
}

export function rowTemperature(logits: Float32Array, step: number, total: number): Float32Array {
  const temp = step >= total ? 0 : 1 - step / total;
  const z = logits.map((l) => l / temp); //@ unstable zero-temperature
  const m = z.reduce((a, b) => Math.max(a, b));
  return z.map((v) => Math.exp(v - m));
}

export function blockMask(scores: Float16Array[], keep: boolean[][]): Float16Array[] {
  return scores.map((row, i) => {
    const r = Float16Array.from(row);
    keep[i].forEach((k, j) => {
      if (!k) r[j] = r[j] - 1e5; //@ unstable mask-constant
    });
    return r;
  });
}

export function maskedAttention(rows: number[][], keep: boolean[][]): number[][] {
  return rows.map((row, i) => {
    const s = row.map((v, j) => (keep[i][j] ? v : -Infinity));
    const m = s.reduce((a, b) => Math.max(a, b), -Infinity);
    const e = s.map((v) => Math.exp(v - m)); //@ unstable fully-masked-row
    const z = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / z);
  });
}
