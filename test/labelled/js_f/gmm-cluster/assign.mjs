import { GaussianMixture } from './em.mjs';

export function softAssign(model, X) {
  return X.map((x) => {
    const l = model.joint(x);
    const top = l.reduce((a, b) => Math.max(a, b), -Infinity);
    const e = l.map((v) => Math.exp(v - top)); //@ stable naive-softmax
    const z = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / z);
  });
}

// how undecided is the model about every point
export function uncertainty(model, X) {
  return softAssign(model, X).map((r) => r.reduce((h, p) => h - p * Math.log(p), 0)); //@ unstable log-of-softmax across
}

// soft k-means: stiffness beta, plain squared distances
export function softKMeans(X, centers, beta) {
  return X.map((x) => {
    const w = centers.map((c) => Math.exp(-beta * c.reduce((s, v, d) => s + (v - x[d]) ** 2, 0))); //@ unstable naive-softmax
    const z = w.reduce((a, b) => a + b, 0);
    return w.map((v) => v / z);
  });
}

export function tStudentAffinity(Y) {
  const q = Y.map((a) => Y.map((b) => 1 / (1 + a.reduce((s, v, d) => s + (v - b[d]) ** 2, 0))));
  const z = q.flat().reduce((a, b) => a + b, 0) - Y.length;
  return q.map((row) => row.map((v) => Math.max(v / z, 1e-12)));
}

export function fitAndAssign(X, k) {
  return softAssign(new GaussianMixture(k).fit(X), X);
}
