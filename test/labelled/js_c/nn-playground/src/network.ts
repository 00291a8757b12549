import { ActivationLayer, Dense, SoftmaxLayer } from './layers';
import { BinaryCrossEntropy, CategoricalCrossEntropy } from './losses';
import type { Layer, LossFn, Sample, TrainOptions, Vector } from './types';

export class Network {
  private layers: Layer[] = [];

  constructor(private loss: LossFn) {}

  add(layer: Layer): this {
    this.layers.push(layer);
    return this;
  }

  predict(x: Vector): Vector {
    return this.layers.reduce((h, layer) => layer.forward(h), x);
  }

  train(data: Sample[], opts: TrainOptions): number[] {
    const history: number[] = [];
    for (let epoch = 0; epoch < opts.epochs; epoch++) {
      const lr = opts.learningRate * Math.exp(-(opts.decay ?? 0) * epoch); //@ stable other
      let total = 0;
      let correct = 0;
      for (const { x, y } of shuffle(data)) {
        const out = this.predict(x);
        total += this.loss.value(out, y);
        if (argmax(out) === argmax(y)) correct++;
        let grad = this.loss.grad(out, y);
        for (let i = this.layers.length - 1; i >= 0; i--) {
          grad = this.layers[i].backward(grad, lr);
        }
      }
      const mean = total / data.length;
      history.push(mean);
      opts.onEpoch?.(epoch, mean, correct / data.length);
    }
    return history;
  }

  /** Predictive uncertainty in nats. */
  entropy(x: Vector): number {
    const p = this.predict(x);
    let h = 0;
    for (const pi of p) h -= pi * Math.log(pi + 1e-9); //@ unstable log-eps-hack across
    return h;
  }
}

export function buildClassifier(nIn: number, hidden: number, classes: number): Network {
  return new Network(new CategoricalCrossEntropy())
    .add(new Dense(nIn, hidden))
    .add(new ActivationLayer('relu'))
    .add(new Dense(hidden, classes))
    .add(new SoftmaxLayer());
}

export function buildDetector(nIn: number, hidden: number): Network {
  return new Network(new BinaryCrossEntropy())
    .add(new Dense(nIn, hidden))
    .add(new ActivationLayer('tanh'))
    .add(new Dense(hidden, 1))
    .add(new ActivationLayer('sigmoid'));
}

function argmax(v: Vector): number {
  let best = 0;
  for (let i = 1; i < v.length; i++) if (v[i] > v[best]) best = i;
  return best;
}

function shuffle<T>(arr: T[]): T[] {
  const copy = arr.slice();
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}
