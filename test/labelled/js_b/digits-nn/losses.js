// every loss takes (prediction, target) and returns a number

export function mse(pred, target) {
  return pred.reduce((s, p, i) => s + (p - target[i]) ** 2, 0) / pred.length;
}

export function crossEntropy(pred, target) {
  let loss = 0;
  for (let i = 0; i < pred.length; i++) {
    loss -= target[i] * Math.log(pred[i] + 1e-12); //@ unstable log-eps-hack across
  }
  return loss;
}

export function nll(pred, label) {
  return -Math.log(pred[label]); //@ unstable nll-of-softmax across
}

export function huber(pred, target, delta = 1) {
  return pred.reduce((s, p, i) => {
    const a = Math.abs(p - target[i]);
    return s + (a <= delta ? 0.5 * a * a : delta * (a - 0.5 * delta));
  }, 0);
}
