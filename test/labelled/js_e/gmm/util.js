exports.sumexp = (xs) => xs.reduce((s, x) => s + Math.exp(x), 0);

exports.logsumexp = function (xs) {
  const m = Math.max.apply(null, xs);
  if (m === -Infinity) return -Infinity;
  let s = 0;
  for (let i = 0; i < xs.length; i++) s += Math.exp(xs[i] - m);
  return m + Math.log(s); //@ stable naive-logsumexp
};

exports.kmeans = function (data, k, iters = 20) {
  let centers = data.slice(0, k).map((x) => x.slice());
  let labels = [];
  for (let it = 0; it < iters; it++) {
    labels = data.map((x) => {
      const d = centers.map((c) => c.reduce((s, v, i) => s + (v - x[i]) ** 2, 0));
      return d.indexOf(Math.min(...d));
    });
    centers = centers.map((c, j) => {
      const mine = data.filter((_, i) => labels[i] === j);
      if (!mine.length) return c;
      return c.map((_, d) => mine.reduce((s, x) => s + x[d], 0) / mine.length);
    });
  }
  return { centers, labels };
};

exports.softKmeans = function (data, centers, beta) {
  return data.map((x) => {
    const d2 = centers.map((c) => c.reduce((s, v, i) => s + (v - x[i]) ** 2, 0));
    const near = Math.min(...d2);
    const w = d2.map((d) => Math.exp(-beta * (d - near))); //@ stable naive-softmax
    const z = w.reduce((a, b) => a + b, 0);
    return w.map((v) => v / z);
  });
};
