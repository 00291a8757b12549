const tf = require('@tensorflow/tfjs-node');
const fs = require('fs');
const path = require('path');
const { LATENT, buildGenerator, buildDiscriminator, buildCritic } = require('./lib/models');
const obj = require('./lib/objectives');

const args = require('minimist')(process.argv.slice(2), {
  default: { epochs: 20, batch: 64, lr: 2e-4, out: './samples', kind: 'minimax' },
});

function loadMnist(file) {
  const buf = fs.readFileSync(file).subarray(16);
  const f = new Float32Array(buf.length);
  for (let i = 0; i < buf.length; i++) f[i] = buf[i] / 127.5 - 1;
  return tf.tensor2d(f, [buf.length / 784, 784]);
}

const G = buildGenerator();
const D = args.kind === 'minimax' ? buildDiscriminator() : buildCritic();
const optG = tf.train.adam(args.lr, 0.5);
const optD = tf.train.adam(args.lr, 0.5);

function trainStep(real) {
  const n = real.shape[0];
  const dLoss = optD.minimize(() => {
    const z = tf.randomNormal([n, LATENT]);
    const fake = G.apply(z);
    if (args.kind === 'minimax') return obj.discriminatorLoss(D.apply(real), D.apply(fake));
    return obj.criticLogistic(D.apply(real), D.apply(fake));
  }, true, D.getWeights(true));
  const gLoss = optG.minimize(() => {
    const fake = D.apply(G.apply(tf.randomNormal([n, LATENT])));
    return args.kind === 'minimax' ? obj.generatorLoss(fake) : obj.generatorLogistic(fake);
  }, true);
  return [dLoss.dataSync()[0], gLoss.dataSync()[0]];
}

async function main() {
  const data = loadMnist(path.join('data', 'train-images-idx3-ubyte'));
  const steps = Math.floor(data.shape[0] / args.batch);
  fs.mkdirSync(args.out, { recursive: true });
  for (let e = 0; e < args.epochs; e++) {
    let d = 0;
    let g = 0;
    for (let i = 0; i < steps; i++) {
      const [a, b] = tf.tidy(() => trainStep(data.slice([i * args.batch, 0], [args.batch, 784])));
      d += a;
      g += b;
    }
    console.log(`epoch=${e} D=${(d / steps).toFixed(4)} G=${(g / steps).toFixed(4)} logD=${Math.log10(d / steps + 1).toFixed(3)}`); //@ stable other
  }
}

main();
