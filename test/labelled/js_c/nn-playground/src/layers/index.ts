import { ACTIVATIONS, softmax } from '../activations';
import type { ActivationName, Layer, Vector } from '../types';

function randn(): number {
  const u = 1 - Math.random();
  const v = Math.random();
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v); //@ stable other
}

export class Dense implements Layer {
  readonly name = 'dense';
  private w: Float64Array;
  private b: Float64Array;
  private lastIn!: Vector;

  constructor(private nIn: number, private nOut: number) {
    const scale = Math.sqrt(2 / nIn);
    this.w = Float64Array.from({ length: nIn * nOut }, () => randn() * scale);
    this.b = new Float64Array(nOut);
  }

  forward(input: Vector): Vector {
    this.lastIn = input;
    const out = new Float64Array(this.nOut);
    for (let o = 0; o < this.nOut; o++) {
      let s = this.b[o];
      for (let i = 0; i < this.nIn; i++) s += this.w[o * this.nIn + i] * input[i];
      out[o] = s;
    }
    return out;
  }

  backward(grad: Vector, lr: number): Vector {
    const back = new Float64Array(this.nIn);
    for (let o = 0; o < this.nOut; o++) {
      for (let i = 0; i < this.nIn; i++) {
        back[i] += grad[o] * this.w[o * this.nIn + i];
        this.w[o * this.nIn + i] -= lr * grad[o] * this.lastIn[i];
      }
      this.b[o] -= lr * grad[o];
    }
    return back;
  }

  paramCount(): number {
    return this.w.length + this.b.length;
  }
}

export class ActivationLayer implements Layer {
  readonly name: string;
  private lastIn!: Vector;

  constructor(private kind: ActivationName) {
    this.name = kind;
  }

  forward(input: Vector): Vector {
    this.lastIn = input;
    return input.map(ACTIVATIONS[this.kind].fn);
  }

  backward(grad: Vector): Vector {
    const { der } = ACTIVATIONS[this.kind];
    return grad.map((g, i) => g * der(this.lastIn[i]));
  }

  paramCount(): number {
    return 0;
  }
}

export class SoftmaxLayer implements Layer {
  readonly name = 'softmax';

  forward(input: Vector): Vector {
    return softmax(input);
  }

  // derivative folded into the loss
  backward(grad: Vector): Vector {
    return grad;
  }

  paramCount(): number {
    return 0;
  }
}
