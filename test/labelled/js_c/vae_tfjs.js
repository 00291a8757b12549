const tf = require('@tensorflow/tfjs-node');
const argparse = require('argparse');
const path = require('path');

const ORIGINAL_DIM = 784;

function encoder({ intermediateDim, latentDim }) {
  const inputs = tf.input({ shape: [ORIGINAL_DIM] });
  const h = tf.layers.dense({ units: intermediateDim, activation: 'relu' }).apply(inputs);
  const zMean = tf.layers.dense({ units: latentDim, name: 'z_mean' }).apply(h);
  const zLogVar = tf.layers.dense({ units: latentDim, name: 'z_log_var' }).apply(h);
  return tf.model({ inputs, outputs: [zMean, zLogVar], name: 'encoder' });
}

function decoder({ intermediateDim, latentDim }) {
  return tf.sequential({
    name: 'decoder',
    layers: [
      tf.layers.dense({ units: intermediateDim, activation: 'relu', inputShape: [latentDim] }),
      tf.layers.dense({ units: ORIGINAL_DIM }),
    ],
  });
}

function sampleZ(mean, logVar) {
  const std = logVar.mul(0.5).exp(); //@ stable other
  return mean.add(std.mul(tf.randomNormal(mean.shape)));
}

function klLoss(mean, logVar) {
  return tf
    .onesLike(logVar)
    .add(logVar)
    .sub(mean.square())
    .sub(logVar.exp()) //@ stable other
    .sum(-1)
    .mul(-0.5);
}

// cross-entropy of the pixels
function reconstruction(x, decoded) {
  return tf.losses
    .sigmoidCrossEntropy(x, decoded, undefined, 0, tf.Reduction.NONE) //@ stable softmax-before-ce
    .sum(-1);
}

// variant that works on the displayed image
function reconstructionFromImage(x, decoded) {
  const img = decoded.sigmoid();
  const pos = x.mul(img.log()); //@ unstable bce-after-sigmoid
  const neg = tf.sub(1, x).mul(tf.sub(1, img).log()); //@ unstable bce-after-sigmoid
  return pos.add(neg).sum(-1).neg();
}

function bernoulliEntropy(decoded) {
  const p = tf.sigmoid(decoded).clipByValue(1e-6, 1 - 1e-6);
  return p.mul(p.log()).add(tf.sub(1, p).mul(tf.sub(1, p).log())).neg(); //@ unstable log-eps-hack
}

async function run(args) {
  const enc = encoder(args);
  const dec = decoder(args);
  const opt = tf.train.adam(args.lr);
  const images = tf.randomUniform([1024, ORIGINAL_DIM]).greater(0.8).toFloat();
  const recon = args.displayLoss ? reconstructionFromImage : reconstruction;

  for (let epoch = 0; epoch < args.epochs; epoch++) {
    const beta = Math.min(1, epoch / 10);
    const loss = opt.minimize(() => {
      const [m, lv] = enc.apply(images);
      const out = dec.apply(sampleZ(m, lv));
      return recon(images, out).add(klLoss(m, lv).mul(beta)).mean();
    }, true);
    console.log(`epoch ${epoch} elbo ${(-loss.dataSync()[0]).toFixed(3)}`);
    if (epoch % 10 === 0) bernoulliEntropy(dec.predict(tf.zeros([1, args.latentDim]))).mean().print();
    loss.dispose();
  }
  await dec.save(`file://${path.resolve(args.out)}`);
}

const parser = new argparse.ArgumentParser();
parser.add_argument('--epochs', { type: 'int', default: 20 });
parser.add_argument('--intermediateDim', { type: 'int', default: 512 });
parser.add_argument('--latentDim', { type: 'int', default: 2 });
parser.add_argument('--lr', { type: 'float', default: 1e-3 });
parser.add_argument('--displayLoss', { action: 'store_true' });
parser.add_argument('--out', { default: './decoder' });
run(parser.parse_args());
