const tf = require('@tensorflow/tfjs');

const NOISE = 100;

function makeGenerator() {
  const g = tf.sequential();
  g.add(tf.layers.dense({ inputShape: [NOISE], units: 128, activation: 'relu' }));
  g.add(tf.layers.dense({ units: 784, activation: 'tanh' }));
  return g;
}

function makeDiscriminator() {
  const d = tf.sequential();
  d.add(tf.layers.dense({ inputShape: [784], units: 128 }));
  d.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  d.add(tf.layers.dropout({ rate: 0.3 }));
  d.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  return d;
}

const generator = makeGenerator();
const discriminator = makeDiscriminator();
const gOpt = tf.train.adam(2e-4, 0.5);
const dOpt = tf.train.adam(2e-4, 0.5);

const sampleNoise = (n) => tf.randomNormal([n, NOISE]);

function trainDiscriminator(real) {
  const fake = generator.predict(sampleNoise(real.shape[0]));
  return dOpt.minimize(
    () => {
      const dReal = discriminator.apply(real, { training: true });
      const dFake = discriminator.apply(fake, { training: true });
      const lossReal = tf.log(dReal).mean().neg(); //@ unstable bce-after-sigmoid across
      const lossFake = tf.log(tf.scalar(1).sub(dFake)).mean().neg(); //@ unstable bce-after-sigmoid across
      return lossReal.add(lossFake);
    },
    true,
    discriminator.getWeights()
  );
}

function trainGenerator(batchSize) {
  return gOpt.minimize(
    () => {
      const fake = generator.apply(sampleNoise(batchSize), { training: true });
      return discriminator.apply(fake).log().neg().mean(); //@ unstable bce-after-sigmoid across
    },
    true,
    generator.getWeights()
  );
}

async function run(loader, epochs, logger) {
  for (let e = 0; e < epochs; e++) {
    for await (const batch of loader) {
      const dl = trainDiscriminator(batch);
      const gl = trainGenerator(batch.shape[0]);
      logger.log({ epoch: e, d: dl.dataSync()[0], g: gl.dataSync()[0] }); //@ stable other
      tf.dispose([dl, gl, batch]);
    }
  }
}

module.exports = { run, generator };
