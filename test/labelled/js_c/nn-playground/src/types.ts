export type Vector = Float64Array;

export interface Layer {
  readonly name: string;
  forward(input: Vector, training?: boolean): Vector;
  backward(grad: Vector, lr: number): Vector;
  paramCount(): number;
}

export interface LossFn {
  value(pred: Vector, target: Vector): number;
  grad(pred: Vector, target: Vector): Vector;
}

export interface TrainOptions {
  epochs: number;
  learningRate: number;
  batchSize?: number;
  decay?: number;
  onEpoch?: (epoch: number, loss: number, accuracy: number) => void;
}

export interface Sample {
  x: Vector;
  y: Vector;
}

export type ActivationName = 'relu' | 'tanh' | 'sigmoid' | 'softplus' | 'gelu' | 'identity';
