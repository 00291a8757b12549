const tf = require('@tensorflow/tfjs-node');

function projector(inputDim, out = 64) {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 256, activation: 'relu', inputShape: [inputDim] }),
      tf.layers.dense({ units: out, useBias: false }),
    ],
  });
}

const l2norm = (x) => x.div(x.square().sum(-1, true).sqrt().add(1e-8));

// NT-Xent with cosine similarities
function ntXent(a, b, tau = 0.5) {
  return tf.tidy(() => {
    const n = a.shape[0];
    const z = tf.concat([l2norm(a), l2norm(b)], 0);
    const sim = tf.matMul(z, z, false, true).div(tau);
    const notSelf = tf.sub(1, tf.eye(2 * n));
    const e = sim.exp().mul(notSelf); //@ stable naive-softmax
    const pos = l2norm(a).mul(l2norm(b)).sum(-1).div(tau).exp(); //@ stable naive-softmax
    const denom = e.sum(-1);
    const both = tf.concat([pos, pos], 0);
    return both.div(denom).log().mean().neg(); //@ stable log-of-softmax
  });
}

// dot-product critic, no normalisation
function infoNce(q, k, tau = 0.1) {
  const sim = tf.matMul(q, k, false, true).div(tau);
  const e = sim.exp(); //@ unstable naive-softmax
  const pos = e.mul(tf.eye(q.shape[0])).sum(-1);
  return pos.div(e.sum(-1)).log().mean().neg(); //@ unstable nll-of-softmax
}

function infoNceCe(q, k, tau = 0.1) {
  const sim = tf.matMul(q, k, false, true).div(tau);
  const labels = tf.eye(q.shape[0]);
  return tf.losses.softmaxCrossEntropy(labels, sim); //@ stable softmax-before-ce
}

function infoNceProbs(q, k, tau = 0.1) {
  const p = tf.softmax(tf.matMul(q, k, false, true).div(tau));
  return tf.losses.softmaxCrossEntropy(tf.eye(q.shape[0]), p); //@ unstable softmax-before-ce
}

function augment(x) {
  return tf.tidy(() => {
    const noise = tf.randomNormal(x.shape, 0, 0.1);
    const keep = tf.randomUniform(x.shape).greater(0.2).toFloat();
    return x.add(noise).mul(keep);
  });
}

const LOSSES = { ntxent: ntXent, infonce: infoNce, ce: infoNceCe, probs: infoNceProbs };

async function main() {
  const features = tf.randomNormal([4096, 128]);
  const net = projector(128);
  const opt = tf.train.adam(1e-3);
  const lossFn = LOSSES[process.argv[2] || 'ntxent'];
  for (let step = 0; step < 1000; step++) {
    const idx = tf.randomUniform([256], 0, 4096, 'int32');
    const x = tf.gather(features, idx);
    const loss = opt.minimize(() => lossFn(net.apply(augment(x)), net.apply(augment(x))), true);
    if (step % 100 === 0) console.log(step, loss.dataSync()[0]);
    tf.dispose([idx, x, loss]);
  }
}

main();
