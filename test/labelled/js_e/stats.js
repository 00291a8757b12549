/**
 * small statistics toolbox
 * @module stats
 */
export const sum = (xs) => xs.reduce((a, b) => a + b, 0);
export const mean = (xs) => sum(xs) / xs.length;

export function histogram(xs, bins = 10) {
  const lo = Math.min(...xs);
  const hi = Math.max(...xs);
  const counts = new Array(bins).fill(0);
  xs.forEach((x) => { counts[Math.min(bins - 1, Math.floor(((x - lo) / (hi - lo || 1)) * bins))]++; });
  return counts;
}

export function entropyOfCounts(counts) {
  const n = sum(counts);
  return -counts.filter((c) => c > 0).reduce((h, c) => h + (c / n) * Math.log2(c / n), 0); //@ stable log-of-softmax
}

export function klDivergence(p, q) {
  let d = 0;
  for (let i = 0; i < p.length; i++) {
    if (p[i] === 0) continue;
    d += p[i] * (Math.log(p[i]) - Math.log(q[i]));
  }
  return d;
}

export function jsDivergence(p, q) {
  const m = p.map((v, i) => 0.5 * (v + q[i]));
  const half = (a) => a.reduce((s, v, i) => (v > 0 ? s + v * Math.log(v / m[i]) : s), 0); //@ stable log-of-softmax
  return 0.5 * half(p) + 0.5 * half(q);
}

export function softmax(xs, t = 1) {
  const scaled = xs.map((x) => x / t);
  const avg = mean(scaled);
  const e = scaled.map((x) => Math.exp(x - avg)); //@ unstable wrong-shift
  const z = sum(e);
  return e.map((x) => x / z);
}

export const perplexity = (logps) => Math.exp(-mean(logps)); //@ stable other

export function logMeanExp(xs) {
  return Math.log(mean(xs.map((x) => Math.exp(x)))); //@ unstable naive-logsumexp
}

export function geometricMean(xs) {
  return Math.exp(mean(xs.map((x) => Math.log(x)))); //@ stable other
}

export function normalPdf(x, mu = 0, sigma = 1) {
  const z = (x - mu) / sigma;
  return Math.exp(-0.5 * z * z) / (sigma * Math.sqrt(2 * Math.PI)); //@ stable other
}

export function logGamma(x) {
  const c = [76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2, -0.5395239384953e-5];
  let y = x;
  let tmp = x + 5.5;
  tmp -= (x + 0.5) * Math.log(tmp);
  let ser = 1.000000000190015;
  for (let j = 0; j < 6; j++) ser += c[j] / ++y;
  return -tmp + Math.log((2.5066282746310005 * ser) / x); //@ stable other
}

export const informationGain = (parent, parts) => {
  const n = sum(parent);
  return entropyOfCounts(parent) - sum(parts.map((c) => (sum(c) / n) * entropyOfCounts(c)));
};
