import * as ort from 'onnxruntime-web';

export interface Prediction {
  label: string;
  score: number;
}

const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];

export class ImageClassifier {
  private session?: ort.InferenceSession;

  constructor(private modelUrl: string, private labels: string[]) {}

  async load(): Promise<void> {
    this.session = await ort.InferenceSession.create(this.modelUrl, { executionProviders: ['wasm'] });
  }

  private preprocess(img: ImageData): ort.Tensor {
    const n = img.width * img.height;
    const buf = new Float32Array(3 * n);
    for (let i = 0; i < n; i++) {
      for (let c = 0; c < 3; c++) buf[c * n + i] = (img.data[i * 4 + c] / 255 - MEAN[c]) / STD[c];
    }
    return new ort.Tensor('float32', buf, [1, 3, img.height, img.width]);
  }

  async classify(img: ImageData, k = 5): Promise<Prediction[]> {
    if (!this.session) throw new Error('model not loaded');
    const out = await this.session.run({ input: this.preprocess(img) });
    const logits = Array.from(out.output.data as Float32Array);
    const scores = this.toScores(logits);
    return scores
      .map((score, i) => ({ label: this.labels[i], score }))
      .sort((a, b) => b.score - a.score)
      .slice(0, k);
  }

  private toScores(logits: number[]): number[] {
    const denominator = logits.map((y) => Math.exp(y)).reduce((a, b) => a + b);
    return logits.map((v) => Math.exp(v) / denominator); //@ unstable naive-softmax
  }

  /** multi-label head: independent probability for each tag */
  static multiLabel(logits: Float32Array, threshold = 0.5): number[] {
    const picked: number[] = [];
    for (let i = 0; i < logits.length; i++) {
      const p = Math.exp(logits[i]) / (1 + Math.exp(logits[i])); //@ unstable naive-sigmoid
      if (p > threshold) picked.push(i);
    }
    return picked;
  }

  static energy(logits: Float32Array): number {
    const hi = Math.max(...logits);
    let s = 0;
    for (const v of logits) s += Math.exp(v - hi);
    return -(hi + Math.log(s)); //@ stable naive-logsumexp
  }

  static uncertainty(logits: Float32Array): number {
    const hi = Math.max(...logits);
    const e = Array.from(logits, (v) => Math.exp(v - hi)); //@ stable naive-softmax
    const z = e.reduce((a, b) => a + b, 0);
    return e.reduce((h, v) => h - (v / z) * Math.log(v / z + 1e-10), 0); //@ unstable log-eps-hack
  }
}
