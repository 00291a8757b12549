#!/usr/bin/env node
const fs = require('fs');

const args = require('minimist')(process.argv.slice(2), {
  default: { t0: 100, alpha: 0.999, iters: 200000, cooling: 'geometric' },
});

const dist = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

function tourLength(cities, order) {
  let d = 0;
  for (let i = 0; i < order.length; i++) {
    d += dist(cities[order[i]], cities[order[(i + 1) % order.length]]);
  }
  return d;
}

function reverse(order, i, j) {
  const copy = order.slice();
  while (i < j) {
    [copy[i], copy[j]] = [copy[j], copy[i]];
    i++; j--;
  }
  return copy;
}

const schedules = {
  geometric: (k) => args.t0 * Math.pow(args.alpha, k),
  logarithmic: (k) => args.t0 / Math.log(k + 2),
  exponential: (k) => args.t0 * Math.exp(-5 * k / args.iters), //@ stable other
};

function solve(cities) {
  let order = cities.map((_, i) => i);
  let cost = tourLength(cities, order);
  let best = order, bestCost = cost;
  const temp = schedules[args.cooling];
  for (let k = 0; k < args.iters; k++) {
    const T = Math.max(temp(k), 1e-9);
    let i = Math.floor(Math.random() * cities.length);
    let j = Math.floor(Math.random() * cities.length);
    if (i > j) [i, j] = [j, i];
    const cand = reverse(order, i, j);
    const c = tourLength(cities, cand);
    const delta = c - cost;
    if (delta < 0 || Math.random() < Math.exp(-delta / T)) { //@ stable zero-temperature
      order = cand;
      cost = c;
    }
    if (cost < bestCost) {
      best = order;
      bestCost = cost;
    }
    if (k % 20000 === 0) console.error(`k=${k} T=${T.toFixed(3)} cost=${cost.toFixed(2)}`);
  }
  return { best, bestCost };
}

function* populationStep(pop, costs, T) {
  // Boltzmann selection among the chains
  const w = costs.map((c) => Math.exp(-c / T)); //@ unstable zero-temperature across
  const z = w.reduce((a, b) => a + b, 0);
  for (let n = 0; n < pop.length; n++) {
    let r = Math.random() * z, i = 0;
    while (i < w.length - 1 && (r -= w[i]) > 0) i++;
    yield pop[i];
  }
}

function populationAnneal(cities, size = 30) {
  const ladder = [50, 20, 10, 5, 2, 1, 0];
  let pop = Array.from({ length: size }, () => cities.map((_, i) => i).sort(() => Math.random() - 0.5));
  for (const T of ladder) {
    const costs = pop.map((p) => tourLength(cities, p) / cities.length);
    pop = [...populationStep(pop, costs, T)];
  }
  return pop;
}

const cities = JSON.parse(fs.readFileSync(args._[0] || 'cities.json', 'utf8'));
const result = args.population ? populationAnneal(cities) : solve(cities);
console.log(JSON.stringify(result));
