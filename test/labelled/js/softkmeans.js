'use strict';
const fs = require('fs');
const _ = require('lodash');

const argv = require('minimist')(process.argv.slice(2), {
  default: { k: 4, beta: 2.0, iters: 50, input: 'points.json' },
});

const sqDist = (a, b) => _.sum(_.zipWith(a, b, (x, y) => (x - y) * (x - y)));

function kmeansPlusPlus(points, k) {
  const centers = [_.sample(points)];
  while (centers.length < k) {
    const d2 = points.map((p) => _.min(centers.map((c) => sqDist(p, c))));
    let r = Math.random() * _.sum(d2);
    let idx = 0;
    while (idx < d2.length - 1 && (r -= d2[idx]) > 0) idx++;
    centers.push(points[idx]);
  }
  return centers;
}

function responsibilities(points, centers, beta) {
  return points.map((p) => {
    const r = centers.map((c) => Math.exp(-beta * sqDist(p, c))); //@ unstable naive-softmax
    const total = _.sum(r);
    return r.map((v) => v / total);
  });
}

function updateCenters(points, R, k) {
  const dim = points[0].length;
  return _.range(k).map((j) => {
    const weight = _.sumBy(R, (row) => row[j]);
    return _.range(dim).map((d) => _.sum(points.map((p, i) => p[d] * R[i][j])) / weight);
  });
}

// RBF affinity used only for the heat map
function affinity(points, sigma) {
  return points.map((p) => points.map((q) => Math.exp(-sqDist(p, q) / (2 * sigma * sigma)))); //@ stable other
}

function clusterSizesEntropy(labels) {
  const counts = _.values(_.countBy(labels));
  const n = _.sum(counts);
  return -_.sumBy(counts, (c) => (c / n) * Math.log2(c / n)); //@ stable other
}

function main() {
  const points = JSON.parse(fs.readFileSync(argv.input, 'utf8'));
  let centers = kmeansPlusPlus(points, argv.k);
  let R;
  for (let t = 0; t < argv.iters; t++) {
    R = responsibilities(points, centers, argv.beta);
    const next = updateCenters(points, R, argv.k);
    const shift = _.max(_.zipWith(centers, next, sqDist));
    centers = next;
    console.log(`iter ${t} shift ${shift.toExponential(3)}`);
    if (shift < 1e-8) break;
  }
  const labels = R.map((row) => row.indexOf(_.max(row)));
  console.log('sizes', _.countBy(labels), 'H', clusterSizesEntropy(labels));
  if (argv.heat) fs.writeFileSync(argv.heat, JSON.stringify(affinity(points, 1.0)));
}

if (require.main === module) main();
module.exports = { responsibilities, updateCenters, kmeansPlusPlus };
