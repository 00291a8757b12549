// Softmax in JavaScript: three ways that fail on large logits, and two that do not.
// The first three have a finding on their exp: hover over it, then press Ctrl+. for the fix.

/** exp(710) is already Infinity, and Infinity / Infinity is NaN. */
function softmax(logits) {
  const e = logits.map(Math.exp);
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / sum);
}

/** The results are kept in single precision: 88.73 is enough. */
function softmaxInPlace(logits) {
  const out = new Float32Array(logits.length);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    out[i] = Math.exp(logits[i]);
    sum += out[i];
  }
  for (let i = 0; i < out.length; i++) out[i] /= sum;
  return out;
}

/** Infinity where one exp overflows, -Infinity where all of them are 0. */
function logSumExp(logits) {
  return Math.log(logits.reduce((sum, v) => sum + Math.exp(v), 0));
}

/** The largest exponent is 0, so nothing overflows, and the sum is at least 1. */
function stableSoftmax(logits) {
  const max = Math.max(...logits);
  const e = logits.map((v) => Math.exp(v - max));
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / sum);
}

/** exp of negative numbers only, on both sides of 0. */
function stableSigmoid(x) {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

console.log('naive :', softmax([1000, 1001, 1002]));
console.log('stable:', stableSoftmax([1000, 1001, 1002]));

module.exports = { softmax, softmaxInPlace, logSumExp, stableSoftmax, stableSigmoid };
