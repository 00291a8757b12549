const fs = require('fs');
const tf = require('@tensorflow/tfjs-node');
const { LATENT, buildGenerator, buildDiscriminator, buildCritic } = require('./models');
const L = require('./losses');

const argv = require('minimist')(process.argv.slice(2), {
  default: { epochs: 20, batch: 128, variant: 'vanilla', lr: 2e-4, out: './ckpt' },
});

const G = buildGenerator();
const D = buildDiscriminator();
const C = buildCritic();
const optG = tf.train.adam(argv.lr, 0.5);
const optD = tf.train.adam(argv.lr, 0.5);

function varsOf(model) {
  return model.trainableWeights.map((w) => w.val);
}

function stepVanilla(x) {
  const z = tf.randomNormal([x.shape[0], LATENT]);
  const dl = optD.minimize(() => {
    const fake = G.apply(z, { training: true });
    return L.discLoss(D.apply(x, { training: true }), D.apply(fake, { training: true }));
  }, true, varsOf(D));
  const gl = optG.minimize(
    () => L.genLoss(D.apply(G.apply(z, { training: true }))), true, varsOf(G));
  return [dl, gl];
}

function stepSmooth(x) {
  const z = tf.randomNormal([x.shape[0], LATENT]);
  const dl = optD.minimize(
    () => L.crossEntropyDiscLoss(D.apply(x), D.apply(G.apply(z))), true, varsOf(D));
  const gl = optG.minimize(() => {
    const p = D.apply(G.apply(z));
    return p.add(1e-8).log().mean().neg(); //@ unstable log-eps-hack across
  }, true, varsOf(G));
  return [dl, gl];
}

function stepLogistic(x) {
  const z = tf.randomNormal([x.shape[0], LATENT]);
  const dl = optD.minimize(
    () => L.logisticDiscLoss(C.apply(x), C.apply(G.apply(z))), true, varsOf(C));
  const gl = optG.minimize(
    () => tf.softplus(C.apply(G.apply(z)).neg()).mean(), true, varsOf(G)); //@ stable naive-softplus
  return [dl, gl];
}

function stepXent(x) {
  const z = tf.randomNormal([x.shape[0], LATENT]);
  const dl = optD.minimize(() => L.criticXent(C.apply(x), C.apply(G.apply(z))), true, varsOf(C));
  const gl = optG.minimize(() => {
    const s = C.apply(G.apply(z));
    return tf.logSigmoid(s).mean().neg(); //@ stable log-of-sigmoid
  }, true, varsOf(G));
  return [dl, gl];
}

const STEPS = { vanilla: stepVanilla, smooth: stepSmooth, logistic: stepLogistic, xent: stepXent };

function loadImages(path) {
  const buf = fs.readFileSync(path).subarray(16);
  return tf.tensor4d(Float32Array.from(buf, (v) => v / 127.5 - 1), [buf.length / 784, 28, 28, 1]);
}

async function main() {
  const images = loadImages(argv._[0] || 'train-images-idx3-ubyte');
  const n = images.shape[0];
  const step = STEPS[argv.variant];
  for (let e = 0; e < argv.epochs; e++) {
    const t0 = Date.now();
    for (let i = 0; i + argv.batch <= n; i += argv.batch) {
      const x = images.slice([i, 0, 0, 0], [argv.batch, 28, 28, 1]);
      const [dl, gl] = tf.tidy(() => step(x));
      if ((i / argv.batch) % 50 === 0) {
        console.log(`e${e} i${i} d=${dl.dataSync()[0].toFixed(4)} g=${gl.dataSync()[0].toFixed(4)}`);
      }
      tf.dispose([x, dl, gl]);
      await tf.nextFrame();
    }
    console.log('epoch', e, ((Date.now() - t0) / 1000).toFixed(1), 's');
    await G.save(`file://${argv.out}/g-${e}`);
  }
}

main().catch((err) => {
  console.error(err);
  process.exit(1);
});
