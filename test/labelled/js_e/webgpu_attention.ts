// host side reference for the WGSL kernels + dispatch
const WORKGROUP = 64;

const shader = /* wgsl */ `
@group(0) @binding(0) var<storage, read> scores: array<f32>;
@group(0) @binding(1) var<storage, read_write> probs: array<f32>;
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3<u32>) { }
`;

export interface AttentionShape {
  heads: number;
  seq: number;
  dim: number;
}

export async function createPipeline(device: GPUDevice): Promise<GPUComputePipeline> {
  const module = device.createShaderModule({ code: shader });
  return device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } });
}

/** half precision upload: scores live in f16 on the device */
export function maskedHalfScores(q: Float32Array, k: Float32Array, s: AttentionShape, valid: Uint8Array): Float16Array {
  const out = new Float16Array(s.seq * s.seq);
  const scale = 1 / Math.sqrt(s.dim);
  for (let i = 0; i < s.seq; i++) {
    for (let j = 0; j < s.seq; j++) {
      let d = 0;
      for (let c = 0; c < s.dim; c++) d += q[i * s.dim + c] * k[j * s.dim + c];
      out[i * s.seq + j] = valid[j] ? d * scale : -1e9;
    }
  }
  return out;
}

export function softmaxHalf(scores: Float16Array, seq: number): Float16Array {
  const out = new Float16Array(scores.length);
  for (let i = 0; i < seq; i++) {
    let m = -Infinity;
    for (let j = 0; j < seq; j++) m = Math.max(m, scores[i * seq + j]);
    let z = 0;
    for (let j = 0; j < seq; j++) {
      const e = Math.exp(scores[i * seq + j] - m); //@ unstable mask-constant across
      out[i * seq + j] = e;
      z += e;
    }
    for (let j = 0; j < seq; j++) out[i * seq + j] /= z;
  }
  return out;
}

export function attentionHalf(q: Float32Array, k: Float32Array, s: AttentionShape, valid: Uint8Array) {
  return softmaxHalf(maskedHalfScores(q, k, s, valid), s.seq);
}

/** fp32 path used by the fallback backend */
export function softmaxFloat(scores: Float32Array, seq: number, valid: Uint8Array): Float32Array {
  const out = new Float32Array(scores.length);
  for (let i = 0; i < seq; i++) {
    let m = -1e30;
    let z = 0;
    for (let j = 0; j < seq; j++) {
      const v = valid[j] ? scores[i * seq + j] : -1e9;
      out[i * seq + j] = v;
      if (v > m) m = v;
    }
    for (let j = 0; j < seq; j++) {
      out[i * seq + j] = Math.exp(out[i * seq + j] - m); //@ stable mask-constant
      z += out[i * seq + j];
    }
    for (let j = 0; j < seq; j++) out[i * seq + j] /= z;
  }
  return out;
}

/** one pass variant with running rescale */
export function onlineSoftmax(row: Float32Array): Float32Array {
  let m = -Infinity;
  let l = 0;
  for (const v of row) {
    const next = Math.max(m, v);
    l = l * Math.exp(m - next) + Math.exp(v - next); //@ stable naive-softmax
    m = next;
  }
  return row.map((v) => Math.exp(v - m) / l); //@ stable naive-softmax
}

export async function dispatch(device: GPUDevice, pipe: GPUComputePipeline, scores: Float32Array): Promise<Float32Array> {
  const size = scores.byteLength;
  const src = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
  const dst = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
  const read = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  device.queue.writeBuffer(src, 0, scores);
  const bind = device.createBindGroup({
    layout: pipe.getBindGroupLayout(0),
    entries: [src, dst].map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  const enc = device.createCommandEncoder();
  const pass = enc.beginComputePass();
  pass.setPipeline(pipe);
  pass.setBindGroup(0, bind);
  pass.dispatchWorkgroups(Math.ceil(scores.length / WORKGROUP));
  pass.end();
  enc.copyBufferToBuffer(dst, 0, read, 0, size);
  device.queue.submit([enc.finish()]);
  await read.mapAsync(GPUMapMode.READ);
  return new Float32Array(read.getMappedRange().slice(0));
}
