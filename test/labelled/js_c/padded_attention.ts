/** Batched encoder attention on flat buffers, for the sentence embedding service. */
export interface Batch {
  ids: Int32Array;
  lengths: number[];
  maxLen: number;
}

export interface AttentionOptions {
  heads: number;
  dim: number;
  causal?: boolean;
}

declare const Float16Array: { new (n: number): Float32Array };

export function makeBatch(sentences: number[][], padId = 0, size = 32): Batch {
  const maxLen = Math.max(...sentences.map((s) => s.length));
  // the batch is padded with empty rows to a fixed size
  const ids = new Int32Array(size * maxLen).fill(padId);
  const lengths = new Array<number>(size).fill(0);
  sentences.forEach((s, b) => {
    ids.set(s, b * maxLen);
    lengths[b] = s.length;
  });
  return { ids, lengths, maxLen };
}

export class EncoderAttention<T extends AttentionOptions = AttentionOptions> {
  constructor(private readonly opts: T) {}

  private dot(a: Float32Array, ai: number, b: Float32Array, bi: number, n: number): number {
    let s = 0;
    for (let k = 0; k < n; k++) s += a[ai + k] * b[bi + k];
    return s;
  }

  scores(q: Float32Array, k: Float32Array, batch: Batch, b: number): Float32Array {
    const { dim } = this.opts;
    const L = batch.maxLen;
    const out = new Float32Array(L * L);
    for (let i = 0; i < L; i++)
      for (let j = 0; j < L; j++) {
        const keep = j < batch.lengths[b];
        out[i * L + j] = keep
          ? this.dot(q, (b * L + i) * dim, k, (b * L + j) * dim, dim) / Math.sqrt(dim)
          : -Infinity;
      }
    return out;
  }

  weights(q: Float32Array, k: Float32Array, batch: Batch): Float32Array[] {
    return batch.lengths.map((_, b) => {
      const s = this.scores(q, k, batch, b);
      for (let i = 0; i < batch.maxLen; i++) {
        normaliseRow(s.subarray(i * batch.maxLen, (i + 1) * batch.maxLen));
      }
      return s;
    });
  }

  /** Decoder side: every position sees at least itself. */
  causalWeights(scores: Float32Array, L: number): Float32Array {
    for (let i = 0; i < L; i++) {
      const row = scores.subarray(i * L, (i + 1) * L);
      for (let j = i + 1; j < L; j++) row[j] = -Infinity;
      const m = Math.max(...row);
      let z = 0;
      for (let j = 0; j < L; j++) {
        row[j] = Math.exp(row[j] - m); //@ stable fully-masked-row
        z += row[j];
      }
      for (let j = 0; j < L; j++) row[j] /= z;
    }
    return scores;
  }

  /** Compact mask for the f16 kernels. */
  halfMask(batch: Batch, b: number): Float32Array {
    const mask = new Float16Array(batch.maxLen);
    for (let j = batch.lengths[b]; j < batch.maxLen; j++) {
      mask[j] = -1e9; //@ unstable mask-constant
    }
    return mask;
  }

  floatMask(batch: Batch, b: number): Float32Array {
    const mask = new Float32Array(batch.maxLen);
    for (let j = batch.lengths[b]; j < batch.maxLen; j++) {
      mask[j] = -1e9; //@ stable mask-constant
    }
    return mask;
  }
}

function normaliseRow(row: Float32Array): void {
  let m = -Infinity;
  for (const v of row) if (v > m) m = v;
  let z = 0;
  for (let j = 0; j < row.length; j++) {
    row[j] = Math.exp(row[j] - m); //@ unstable fully-masked-row across
    z += row[j];
  }
  for (let j = 0; j < row.length; j++) row[j] /= z;
}

/** Attention pooling where empty sentences get a zero vector. */
export function poolRow(row: Float32Array): Float32Array {
  const m = row.reduce((a, b) => Math.max(a, b), -Infinity);
  if (m === -Infinity) return new Float32Array(row.length);
  const e = row.map((v) => Math.exp(v - m)); //@ stable fully-masked-row
  const z = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / z);
}

export function positional(pos: number, dim: number): Float32Array {
  return Float32Array.from({ length: dim }, (_, i) => {
    const freq = Math.exp((-Math.log(10000) * 2 * Math.floor(i / 2)) / dim); //@ stable other
    return i % 2 ? Math.cos(pos * freq) : Math.sin(pos * freq);
  });
}
