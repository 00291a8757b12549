import * as ort from 'onnxruntime-node';

export interface Distribution {
  probs: Float32Array;
  argmax: number;
}

export interface ScoringModel {
  distributions(ids: number[]): Promise<Distribution[]>;
  rawLogits(ids: number[]): Promise<Float32Array[]>;
}

export class OnnxCausalLM implements ScoringModel {
  private constructor(private readonly session: ort.InferenceSession, private readonly vocab: number) {}

  static async load(path: string, vocab: number): Promise<OnnxCausalLM> {
    return new OnnxCausalLM(await ort.InferenceSession.create(path), vocab);
  }

  async rawLogits(ids: number[]): Promise<Float32Array[]> {
    const input = new ort.Tensor('int64', BigInt64Array.from(ids.map(BigInt)), [1, ids.length]);
    const { logits } = await this.session.run({ input_ids: input });
    const data = logits.data as Float32Array;
    return ids.map((_, t) => data.subarray(t * this.vocab, (t + 1) * this.vocab));
  }

  async distributions(ids: number[]): Promise<Distribution[]> {
    const rows = await this.rawLogits(ids);
    return rows.map((row) => {
      let argmax = 0;
      for (let i = 1; i < row.length; i++) if (row[i] > row[argmax]) argmax = i;
      const probs = new Float32Array(row.length);
      let z = 0;
      for (let i = 0; i < row.length; i++) z += probs[i] = Math.exp(row[i] - row[argmax]); //@ stable naive-softmax
      for (let i = 0; i < row.length; i++) probs[i] /= z;
      return { probs, argmax };
    });
  }
}
