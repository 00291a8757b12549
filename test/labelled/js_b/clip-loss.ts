import * as tf from '@tensorflow/tfjs';

function l2norm(x: tf.Tensor2D): tf.Tensor2D {
  return x.div(tf.norm(x, 2, 1, true)) as tf.Tensor2D;
}

/** InfoNCE between two views, projected features straight from the head */
export function infoNCE(a: tf.Tensor2D, b: tf.Tensor2D, tau = 0.07): tf.Scalar {
  return tf.tidy(() => {
    const sim = tf.matMul(a, b, false, true).div(tau);
    const e = sim.exp(); //@ unstable naive-softmax
    const pos = tf.mul(e, tf.eye(a.shape[0])).sum(1);
    return pos.div(e.sum(1)).log().neg().mean() as tf.Scalar; //@ unstable nll-of-softmax
  });
}

export function cosineNCE(a: tf.Tensor2D, b: tf.Tensor2D, tau = 0.1): tf.Scalar {
  return tf.tidy(() => {
    const sim = tf.matMul(l2norm(a), l2norm(b), false, true).div(tau);
    const e = tf.exp(sim); //@ stable naive-softmax
    const pos = e.mul(tf.eye(a.shape[0])).sum(1);
    return pos.div(e.sum(1)).log().neg().mean() as tf.Scalar; //@ stable nll-of-softmax
  });
}

export function clipLoss(image: tf.Tensor2D, text: tf.Tensor2D, logitScale: tf.Variable): tf.Scalar {
  return tf.tidy(() => {
    const n = image.shape[0];
    const scale = logitScale.minimum(Math.log(100)).exp(); //@ stable other
    const logits = tf.matMul(l2norm(image), l2norm(text), false, true).mul(scale);
    const labels = tf.oneHot(tf.range(0, n, 1, 'int32'), n);
    const li = tf.losses.softmaxCrossEntropy(labels, logits); //@ stable softmax-before-ce
    const lt = tf.losses.softmaxCrossEntropy(labels, logits.transpose()); //@ stable softmax-before-ce
    return li.add(lt).div(2) as tf.Scalar;
  });
}

export function zeroShot(image: tf.Tensor2D, prompts: tf.Tensor2D): number[] {
  return tf.tidy(() => {
    const logits = tf.matMul(image, prompts, false, true).mul(100);
    const e = tf.exp(logits); //@ unstable naive-softmax
    return Array.from(e.div(e.sum(-1, true)).dataSync());
  });
}

export function siglipLoss(image: tf.Tensor2D, text: tf.Tensor2D, t: tf.Variable, b: tf.Variable): tf.Scalar {
  const n = image.shape[0];
  const logits = tf.matMul(l2norm(image), l2norm(text), false, true).mul(t.exp()).add(b);
  const signs = tf.eye(n).mul(2).sub(1);
  return tf.logSigmoid(logits.mul(signs)).sum().neg().div(n) as tf.Scalar; //@ stable log-of-sigmoid
}
