const tf = require('@tensorflow/tfjs-node');

class PolicyValueNet {
  constructor(shape, moves) {
    const input = tf.input({ shape });
    let x = tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(input);
    x = tf.layers.flatten().apply(x);
    const p = tf.layers.dense({ units: moves, name: 'policy' }).apply(x);
    const v = tf.layers.dense({ units: 1, activation: 'tanh', name: 'value' }).apply(x);
    this.model = tf.model({ inputs: input, outputs: [p, v] });
    this.opt = tf.train.adam(1e-3);
  }

  async evaluate(planes) {
    const [p, v] = tf.tidy(() => this.model.predict(tf.tensor(planes).expandDims(0)));
    const policy = Array.from(await p.data());
    const value = (await v.data())[0];
    tf.dispose([p, v]);
    return { policy, value };
  }

  loss(planes, pi, z) {
    const [logits, v] = this.model.apply(planes, { training: true });
    const ce = tf.losses.softmaxCrossEntropy(pi, logits); //@ stable softmax-before-ce
    const mse = v.squeeze().sub(z).square().mean();
    return ce.add(mse);
  }

  fit(planes, pi, z) {
    return this.opt.minimize(() => this.loss(planes, pi, z), true).dataSync()[0];
  }
}

module.exports = { PolicyValueNet };
