import * as tf from '@tensorflow/tfjs';

export type GanLossName = 'ns' | 'hinge' | 'ls' | 'softplus';

export interface GanLoss {
  discriminator(real: tf.Tensor, fake: tf.Tensor): tf.Scalar;
  generator(fake: tf.Tensor): tf.Scalar;
}

/** critic: last layer is linear, the losses below get raw scores */
export function buildCritic(inputDim: number): tf.Sequential {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 256, inputShape: [inputDim] }),
      tf.layers.leakyReLU({ alpha: 0.2 }),
      tf.layers.dense({ units: 128 }),
      tf.layers.leakyReLU({ alpha: 0.2 }),
      tf.layers.dense({ units: 1 }),
    ],
  });
}

const nonSaturating: GanLoss = {
  discriminator(real, fake) {
    const r = tf.losses.sigmoidCrossEntropy(tf.onesLike(real), real); //@ stable softmax-before-ce
    const f = tf.losses.sigmoidCrossEntropy(tf.zerosLike(fake), fake); //@ stable softmax-before-ce
    return tf.add(r, f) as tf.Scalar;
  },
  generator(fake) {
    return tf.logSigmoid(fake).mean().neg() as tf.Scalar; //@ stable log-of-sigmoid
  },
};

const hinge: GanLoss = {
  discriminator: (real, fake) =>
    tf.relu(tf.sub(1, real)).mean().add(tf.relu(tf.add(1, fake)).mean()) as tf.Scalar,
  generator: (fake) => fake.mean().neg() as tf.Scalar,
};

const leastSquares: GanLoss = {
  discriminator: (real, fake) =>
    real.sub(1).square().mean().add(fake.square().mean()).mul(0.5) as tf.Scalar,
  generator: (fake) => fake.sub(1).square().mean().mul(0.5) as tf.Scalar,
};

const softplusLoss: GanLoss = {
  discriminator(real, fake) {
    const r = tf.softplus(real.neg()).mean(); //@ stable naive-softplus
    const f = fake.exp().add(1).log().mean(); //@ unstable naive-softplus
    return r.add(f) as tf.Scalar;
  },
  generator(fake) {
    return fake.neg().exp().log1p().mean() as tf.Scalar; //@ unstable naive-softplus
  },
};

const table: Record<GanLossName, GanLoss> = {
  ns: nonSaturating,
  hinge,
  ls: leastSquares,
  softplus: softplusLoss,
};

export function getLoss(name: GanLossName): GanLoss {
  const l = table[name];
  if (!l) throw new Error(`unknown loss ${name}`);
  return l;
}

export function trainStep(
  critic: tf.Sequential,
  gen: tf.LayersModel,
  x: tf.Tensor2D,
  zDim: number,
  loss: GanLoss,
  dOpt: tf.Optimizer,
  gOpt: tf.Optimizer,
) {
  const z = tf.randomNormal([x.shape[0], zDim]);
  const dl = dOpt.minimize(
    () => loss.discriminator(critic.apply(x) as tf.Tensor, critic.apply(gen.apply(z) as tf.Tensor) as tf.Tensor),
    true,
    critic.trainableWeights.map((w) => (w as any).val),
  );
  const gl = gOpt.minimize(
    () => loss.generator(critic.apply(gen.apply(z) as tf.Tensor) as tf.Tensor),
    true,
    gen.trainableWeights.map((w) => (w as any).val),
  );
  z.dispose();
  return { d: dl!.dataSync()[0], g: gl!.dataSync()[0] };
}
