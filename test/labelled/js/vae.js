const tf = require('@tensorflow/tfjs-node');

const ORIGINAL_DIM = 784;
const HIDDEN = 256;
const LATENT = 2;

class ZLayer extends tf.layers.Layer {
  computeOutputShape(inputShape) {
    return inputShape[0];
  }

  call([mean, logVar]) {
    return tf.tidy(() => {
      const eps = tf.randomNormal(mean.shape);
      return mean.add(logVar.mul(0.5).exp().mul(eps)); //@ stable other
    });
  }

  static get className() {
    return 'ZLayer';
  }
}
tf.serialization.registerClass(ZLayer);

function encoder() {
  const x = tf.input({ shape: [ORIGINAL_DIM] });
  const h = tf.layers.dense({ units: HIDDEN, activation: 'relu' }).apply(x);
  const mean = tf.layers.dense({ units: LATENT, name: 'z_mean' }).apply(h);
  const logVar = tf.layers.dense({ units: LATENT, name: 'z_log_var' }).apply(h);
  const z = new ZLayer().apply([mean, logVar]);
  return tf.model({ inputs: x, outputs: [mean, logVar, z], name: 'enc' });
}

function decoder({ logits = false } = {}) {
  const m = tf.sequential({ name: 'dec' });
  m.add(tf.layers.dense({ units: HIDDEN, inputShape: [LATENT], activation: 'relu' }));
  m.add(tf.layers.dense({ units: ORIGINAL_DIM, activation: logits ? 'linear' : 'sigmoid' }));
  return m;
}

function klLoss(mean, logVar) {
  return logVar.add(1).sub(mean.square()).sub(logVar.exp()).sum(-1).mul(-0.5).mean(); //@ stable other
}

function reconstruction(x, xHat) {
  return tf.tidy(() => {
    const a = x.mul(xHat.log()); //@ unstable bce-after-sigmoid across
    const b = tf.sub(1, x).mul(tf.sub(1, xHat).log()); //@ unstable bce-after-sigmoid across
    return a.add(b).sum(-1).mean().neg();
  });
}

function reconstructionFromLogits(x, raw) {
  return tf.losses.sigmoidCrossEntropy(x, raw).mul(ORIGINAL_DIM); //@ stable bce-after-sigmoid
}

/** importance weighted bound: log 1/K sum_k w_k */
function iwae(logW) {
  const k = logW.shape[0];
  return logW.logSumExp(0).sub(Math.log(k)).mean(); //@ stable naive-logsumexp
}

function iwaeOld(logW) {
  return logW.exp().mean(0).log().mean(); //@ unstable naive-logsumexp
}

function betaSchedule(epoch, warm = 10) {
  return Math.min(1, epoch / warm);
}

async function train(data, { epochs = 20, batch = 128 } = {}) {
  const enc = encoder();
  const dec = decoder();
  const opt = tf.train.adam(1e-3);
  for (let e = 0; e < epochs; e++) {
    let sum = 0;
    for (let i = 0; i + batch <= data.shape[0]; i += batch) {
      const x = data.slice([i, 0], [batch, ORIGINAL_DIM]);
      const cost = opt.minimize(() => {
        const [mean, logVar, z] = enc.apply(x, { training: true });
        const xHat = dec.apply(z);
        return reconstruction(x, xHat).add(klLoss(mean, logVar).mul(betaSchedule(e)));
      }, true);
      sum += cost.dataSync()[0];
      tf.dispose([x, cost]);
    }
    console.log(`epoch ${e}: ${sum}`);
  }
  return { enc, dec };
}

module.exports = { encoder, decoder, train, iwae, iwaeOld, reconstructionFromLogits };
