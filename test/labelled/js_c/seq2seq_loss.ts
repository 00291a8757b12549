import * as tf from '@tensorflow/tfjs';

export interface LossConfig {
  padId: number;
  labelSmoothing: number;
  reduction: 'mean' | 'sum';
}

type LossName = 'sparse' | 'masked' | 'pointer' | 'coverage' | 'evidence';

export type SequenceLoss = (logits: tf.Tensor3D, targets: tf.Tensor2D, cfg: LossConfig) => tf.Scalar;

function padMask(targets: tf.Tensor2D, padId: number): tf.Tensor2D {
  return targets.notEqual(padId).toFloat() as tf.Tensor2D;
}

function average(values: tf.Tensor, mask: tf.Tensor, cfg: LossConfig): tf.Scalar {
  const total = values.mul(mask).sum();
  return (cfg.reduction === 'sum' ? total : total.div(mask.sum().maximum(1))) as tf.Scalar;
}

export const sparseLoss: SequenceLoss = (logits, targets, cfg) =>
  tf.tidy(() => {
    const V = logits.shape[2];
    const p = tf.softmax(logits);
    const picked = p.mul(tf.oneHot(targets.toInt(), V)).sum(-1);
    return average(tf.log(picked).neg(), padMask(targets, cfg.padId), cfg); //@ unstable nll-of-softmax
  });

export const maskedLoss: SequenceLoss = (logits, targets, cfg) =>
  tf.tidy(() => {
    const V = logits.shape[2];
    const lp = tf.logSoftmax(logits); //@ stable nll-of-softmax
    const onehot = tf.oneHot(targets.toInt(), V).toFloat();
    const soft = onehot.mul(1 - cfg.labelSmoothing).add(cfg.labelSmoothing / V);
    return average(lp.mul(soft).sum(-1).neg(), padMask(targets, cfg.padId), cfg);
  });

/** Pointer-generator mixture: gate * vocab + (1 - gate) * copy. */
export function pointerLoss(
  logits: tf.Tensor3D,
  copy: tf.Tensor3D,
  gateLogit: tf.Tensor3D,
  targets: tf.Tensor2D,
  cfg: LossConfig,
): tf.Scalar {
  const gate = tf.sigmoid(gateLogit);
  const mixed = gate.mul(tf.softmax(logits)).add(tf.sub(1, gate).mul(tf.softmax(copy)));
  const p = mixed.mul(tf.oneHot(targets.toInt(), logits.shape[2])).sum(-1);
  return average(p.clipByValue(1e-9, 1).log().neg(), padMask(targets, cfg.padId), cfg); //@ unstable log-eps-hack
}

export const unnormalised: SequenceLoss = (logits, targets, cfg) => {
  const V = logits.shape[2];
  const z = tf.log(tf.sum(tf.exp(logits), -1)); //@ unstable naive-logsumexp
  const gold = logits.mul(tf.oneHot(targets.toInt(), V)).sum(-1);
  return average(z.sub(gold), padMask(targets, cfg.padId), cfg);
};

export const zLoss = (logits: tf.Tensor3D, coef = 1e-4): tf.Scalar =>
  tf.logSumExp(logits, -1).square().mean().mul(coef) as tf.Scalar; //@ stable naive-logsumexp

export function gateRegulariser(gateLogit: tf.Tensor): tf.Scalar {
  return tf.log(tf.sub(1, tf.sigmoid(gateLogit))).mean().neg() as tf.Scalar; //@ unstable log-of-sigmoid
}

export function lengthPrior(lengths: number[], rate: number): number {
  return lengths.reduce((s, n) => s + n * Math.log(rate) - rate, 0); //@ stable other
}

/** attention over source positions, written out to get at the weights */
export function sourceAttention(query: tf.Tensor2D, keys: tf.Tensor3D): { context: tf.Tensor; weights: tf.Tensor } {
  const scores = tf.matMul(keys, query.expandDims(2) as tf.Tensor3D).squeeze([2]);
  const shifted = tf.sub(scores, scores.max(1, true));
  const w = tf.div(tf.exp(scores), tf.sum(tf.exp(shifted), 1, true)); //@ unstable wrong-shift
  return { context: keys.mul(w.expandDims(2)).sum(1), weights: w };
}

export function additiveAttention(hidden: tf.Tensor3D, v: tf.Tensor1D): tf.Tensor {
  const scores = tf.tanh(hidden).mul(v).sum(-1);
  const e = scores.sub(scores.max(1)).exp(); //@ unstable wrong-shift
  return e.div(e.sum(1, true));
}

export const LOSSES: Partial<Record<LossName, SequenceLoss>> = {
  sparse: sparseLoss,
  masked: maskedLoss,
  evidence: unnormalised,
};
