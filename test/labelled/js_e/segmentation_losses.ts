import * as tf from '@tensorflow/tfjs';

export interface SegBatch {
  image: tf.Tensor4D;
  mask: tf.Tensor4D;
}

function block(filters: number, x: tf.SymbolicTensor): tf.SymbolicTensor {
  const c = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same' }).apply(x) as tf.SymbolicTensor;
  const b = tf.layers.batchNormalization().apply(c) as tf.SymbolicTensor;
  return tf.layers.activation({ activation: 'relu' }).apply(b) as tf.SymbolicTensor;
}

export function unet(size: number): tf.LayersModel {
  const inp = tf.input({ shape: [size, size, 3] });
  const d1 = block(16, inp);
  const p1 = tf.layers.maxPooling2d({ poolSize: 2 }).apply(d1) as tf.SymbolicTensor;
  const d2 = block(32, p1);
  const u1 = tf.layers.upSampling2d({ size: [2, 2] }).apply(d2) as tf.SymbolicTensor;
  const cat = tf.layers.concatenate().apply([d1, u1]) as tf.SymbolicTensor;
  const head = tf.layers.conv2d({ filters: 1, kernelSize: 1, activation: 'sigmoid' }).apply(block(16, cat));
  return tf.model({ inputs: inp, outputs: head as tf.SymbolicTensor });
}

export function dice(yTrue: tf.Tensor, yPred: tf.Tensor, smooth = 1): tf.Scalar {
  const inter = yTrue.mul(yPred).sum();
  return inter.mul(2).add(smooth).div(yTrue.sum().add(yPred.sum()).add(smooth)) as tf.Scalar;
}

export function focal(yTrue: tf.Tensor, logits: tf.Tensor, gamma = 2, alpha = 0.25): tf.Scalar {
  return tf.tidy(() => {
    const ce = tf.relu(logits).sub(logits.mul(yTrue)).add(logits.abs().neg().exp().log1p()); //@ stable naive-softplus
    const pt = ce.neg().exp(); //@ stable other
    const w = yTrue.mul(alpha).add(tf.sub(1, yTrue).mul(1 - alpha));
    return w.mul(tf.sub(1, pt).pow(gamma)).mul(ce).mean() as tf.Scalar;
  });
}

export function focalFromProbs(yTrue: tf.Tensor, logits: tf.Tensor, gamma = 2): tf.Scalar {
  return tf.tidy(() => {
    const p = logits.sigmoid().clipByValue(1e-7, 1 - 1e-7);
    const pos = yTrue.mul(tf.sub(1, p).pow(gamma)).mul(p.log()); //@ unstable log-eps-hack
    const neg = tf.sub(1, yTrue).mul(p.pow(gamma)).mul(tf.sub(1, p).log()); //@ unstable log-eps-hack
    return pos.add(neg).mean().neg() as tf.Scalar;
  });
}

export function bceDice(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Scalar {
  const bce = tf.losses.sigmoidCrossEntropy(yTrue, yPred); //@ unstable softmax-before-ce across
  return bce.add(tf.sub(1, dice(yTrue, yPred))) as tf.Scalar;
}

export async function train(data: tf.data.Dataset<SegBatch>, epochs = 30): Promise<tf.LayersModel> {
  const net = unet(128);
  const opt = tf.train.adam(3e-4);
  for (let e = 0; e < epochs; e++) {
    let total = 0;
    let n = 0;
    await data.forEachAsync(({ image, mask }) => {
      const l = opt.minimize(() => bceDice(mask, net.apply(image, { training: true }) as tf.Tensor), true)!;
      total += l.dataSync()[0];
      n += 1;
      tf.dispose([l, image, mask]);
    });
    console.log(`epoch ${e + 1}: ${(total / n).toFixed(4)}`);
  }
  return net;
}
