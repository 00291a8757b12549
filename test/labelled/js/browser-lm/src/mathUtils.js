/** Small numeric helpers shared by the samplers. */

export function argmax(arr) {
  let best = 0;
  for (let i = 1; i < arr.length; ++i) {
    if (arr[i] > arr[best]) best = i;
  }
  return best;
}

export function max(arr) {
  if (arr.length === 0) throw Error('Array must not be empty');
  return arr[argmax(arr)];
}

/**
 * Compute the softmax of an array of numbers.
 * @template {Float32Array|number[]} T
 * @param {T} arr
 * @returns {T}
 */
export function softmax(arr) {
  const maxVal = max(arr);
  const exps = arr.map((x) => Math.exp(x - maxVal)); //@ stable naive-softmax
  const sumExps = exps.reduce((acc, cur) => acc + cur, 0);
  return /** @type {T} */ (exps.map((x) => x / sumExps));
}

export function logSoftmax(arr) {
  return softmax(arr).map((x) => Math.log(x)); //@ unstable log-of-softmax across
}

export function logSumExp(arr) {
  const m = max(arr);
  if (m === -Infinity) return -Infinity;
  let s = 0;
  for (const v of arr) s += Math.exp(v - m);
  return m + Math.log(s); //@ stable naive-logsumexp
}

export function topK(arr, k) {
  return Array.from(arr)
    .map((v, i) => [i, v])
    .sort((a, b) => b[1] - a[1])
    .slice(0, k > 0 ? k : arr.length);
}
