import * as ort from 'onnxruntime-web';
import { ssdClassScores } from './postprocess';

export interface Label { index: number; name: string; p: number }

async function imageToTensor(canvas: HTMLCanvasElement): Promise<ort.Tensor> {
  const ctx = canvas.getContext('2d')!;
  const { data } = ctx.getImageData(0, 0, 224, 224);
  const chw = new Float32Array(3 * 224 * 224);
  const mean = [0.485, 0.456, 0.406];
  const std = [0.229, 0.224, 0.225];
  for (let i = 0; i < 224 * 224; i++) {
    for (let c = 0; c < 3; c++) chw[c * 224 * 224 + i] = (data[i * 4 + c] / 255 - mean[c]) / std[c];
  }
  return new ort.Tensor('float32', chw, [1, 3, 224, 224]);
}

export class Classifier {
  private constructor(private session: ort.InferenceSession, private names: string[]) {}

  static async create(url: string, names: string[]): Promise<Classifier> {
    return new Classifier(await ort.InferenceSession.create(url), names);
  }

  async classify(canvas: HTMLCanvasElement, k = 5): Promise<Label[]> {
    const feeds = { [this.session.inputNames[0]]: await imageToTensor(canvas) };
    const res = await this.session.run(feeds);
    const logits = Array.from(res[this.session.outputNames[0]].data as Float32Array);
    const denom = logits.reduce((acc, z) => acc + Math.exp(z), 0); //@ unstable naive-softmax
    return logits
      .map((z, index) => ({ index, name: this.names[index], p: Math.exp(z) / denom }))
      .sort((a, b) => b.p - a.p)
      .slice(0, k);
  }

  async anchorConfidence(t: ort.Tensor): Promise<number[]> {
    const [, anchors, classes] = t.dims;
    const probs = ssdClassScores(t.data as Float32Array, anchors, classes);
    const ent: number[] = [];
    for (let a = 0; a < anchors; a++) {
      let h = 0;
      for (let c = 0; c < classes; c++) {
        const p = probs[a * classes + c];
        h -= p * Math.log(p); //@ unstable log-of-softmax across
      }
      ent.push(1 - h / Math.log(classes));
    }
    return ent;
  }
}

/** energy score for out-of-distribution rejection */
export function energyScore(logits: ArrayLike<number>, T = 1): number {
  let s = 0;
  for (let i = 0; i < logits.length; i++) s += Math.exp(logits[i] / T);
  return -T * Math.log(s); //@ unstable naive-logsumexp
}
