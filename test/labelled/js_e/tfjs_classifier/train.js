const tf = require('@tensorflow/tfjs-node');
const { createModel, createBackbone } = require('./model');
const { loadCifar } = require('./data');

async function fitSimple(train, val) {
  const model = createModel();
  model.compile({
    optimizer: tf.train.adam(1e-3),
    loss: 'categoricalCrossentropy', //@ stable softmax-before-ce
    metrics: ['accuracy'],
  });
  model.summary();
  await model.fit(train.xs, train.ys, {
    epochs: 10,
    batchSize: 128,
    validationData: [val.xs, val.ys],
    callbacks: tf.callbacks.earlyStopping({ monitor: 'val_loss', patience: 3 }),
  });
  return model;
}

async function fitSmoothed(train, smoothing = 0.1) {
  const model = createModel();
  model.compile({
    optimizer: 'adam',
    loss: (yTrue, yPred) => tf.losses.softmaxCrossEntropy(yTrue, yPred, undefined, smoothing), //@ unstable softmax-before-ce across
    metrics: ['accuracy'],
  });
  await model.fit(train.xs, train.ys, { epochs: 10, batchSize: 128 });
  return model;
}

async function fitLogits(train) {
  const model = createBackbone();
  model.compile({
    optimizer: 'adam',
    loss: (yTrue, yPred) => tf.losses.softmaxCrossEntropy(yTrue, yPred), //@ stable softmax-before-ce
    metrics: ['accuracy'],
  });
  await model.fit(train.xs, train.ys, { epochs: 10, batchSize: 128 });
  return model;
}

async function fitManual(train, epochs = 5, batch = 64) {
  const net = createModel();
  const opt = tf.train.sgd(0.05);
  const n = train.xs.shape[0];
  for (let e = 0; e < epochs; e++) {
    opt.setLearningRate(0.05 * Math.exp(-0.3 * e)); //@ stable other
    for (let i = 0; i + batch <= n; i += batch) {
      const cost = opt.minimize(() => {
        const x = train.xs.slice(i, batch);
        const y = train.ys.slice(i, batch);
        const p = net.apply(x, { training: true });
        return y.mul(p.log()).sum(-1).mean().neg(); //@ unstable nll-of-softmax across
      }, true);
      if (i === 0) console.log('epoch', e, cost.dataSync()[0]);
      cost.dispose();
      await tf.nextFrame();
    }
  }
  return net;
}

async function evaluate(model, val) {
  return tf.tidy(() => {
    const pred = model.predict(val.xs).argMax(-1);
    return pred.equal(val.ys.argMax(-1)).mean().dataSync()[0];
  });
}

async function main() {
  const { train, val } = await loadCifar();
  const runs = { simple: fitSimple, smoothed: fitSmoothed, logits: fitLogits, manual: fitManual };
  const model = await (runs[process.argv[2]] || fitSimple)(train, val);
  console.log('accuracy', await evaluate(model, val));
  await model.save('file://./model');
}

main();
