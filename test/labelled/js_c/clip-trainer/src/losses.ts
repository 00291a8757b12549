import * as tf from '@tensorflow/tfjs';

export const TEMPERATURE = 0.07;

/** SimCLR style loss, one positive per row on the diagonal. */
export function ntXent(a: tf.Tensor2D, b: tf.Tensor2D, temperature = TEMPERATURE): tf.Scalar {
  return tf.tidy(() => {
    const sim = tf.exp(tf.matMul(a, b, false, true).div(temperature)); //@ unstable naive-softmax across
    const pos = sim.mul(tf.eye(sim.shape[0])).sum(1);
    return tf.neg(tf.log(pos.div(sim.sum(1)))).mean() as tf.Scalar; //@ unstable nll-of-softmax across
  });
}

/** Both directions, trained with the unit length encoders. */
export function clipLoss(a: tf.Tensor2D, b: tf.Tensor2D, logitScale: tf.Scalar): tf.Scalar {
  const logits = tf.matMul(a, b, false, true).mul(tf.exp(logitScale)); //@ stable other
  const labels = tf.eye(a.shape[0]);
  const ab = tf.losses.softmaxCrossEntropy(labels, logits); //@ stable softmax-before-ce
  const ba = tf.losses.softmaxCrossEntropy(labels, logits.transpose()); //@ stable softmax-before-ce
  return ab.add(ba).div(2) as tf.Scalar;
}

export function alignment(a: tf.Tensor2D, b: tf.Tensor2D, alpha = 2): tf.Scalar {
  return a.sub(b).norm(2, 1).pow(alpha).mean() as tf.Scalar;
}

/** log of the mean Gaussian potential, pairwise over one batch */
export function uniformity(z: tf.Tensor2D, t = 2): tf.Scalar {
  return tf.tidy(() => {
    const sq = z.square().sum(1, true);
    const d2 = sq.add(sq.transpose()).sub(tf.matMul(z, z, false, true).mul(2)).relu();
    return tf.logSumExp(d2.mul(-t)).sub(Math.log(z.shape[0] ** 2)) as tf.Scalar; //@ stable naive-logsumexp
  });
}

/** decoupled variant for the memory bank experiments (bank entries are unit length) */
export function bankLoss(query: tf.Tensor2D, bank: tf.Tensor2D, index: tf.Tensor1D): tf.Scalar {
  return tf.tidy(() => {
    const q = query.div(query.norm('euclidean', 1, true)) as tf.Tensor2D;
    const keys = bank.div(bank.norm('euclidean', 1, true)) as tf.Tensor2D;
    const e = q.matMul(keys, false, true).div(0.1).exp(); //@ stable naive-softmax
    const p = e.div(e.sum(1, true)); //@ stable naive-softmax
    const picked = p.mul(tf.oneHot(index, bank.shape[0])).sum(1);
    return picked.log().mean().neg() as tf.Scalar; //@ stable nll-of-softmax
  });
}
