// Travelling salesman by simulated annealing, runs inside a web worker.
/* global self */

const DEFAULTS = { t0: 100, tEnd: 1e-3, cooling: 'geometric', iterations: 2e5, report: 2000 };

function dist(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function tourLength(cities, tour) {
  let L = 0;
  for (let i = 0; i < tour.length; i++) L += dist(cities[tour[i]], cities[tour[(i + 1) % tour.length]]);
  return L;
}

function temperatureAt(i, opt) {
  const f = i / opt.iterations;
  switch (opt.cooling) {
    case 'linear':
      return opt.t0 + (opt.tEnd - opt.t0) * f;
    case 'log':
      return opt.t0 / Math.log(Math.E + i); //@ stable other
    default:
      return opt.t0 * Math.exp(f * Math.log(opt.tEnd / opt.t0)); //@ stable other
  }
}

function twoOptDelta(cities, tour, i, j) {
  const n = tour.length;
  const a = cities[tour[i]];
  const b = cities[tour[(i + 1) % n]];
  const c = cities[tour[j]];
  const d = cities[tour[(j + 1) % n]];
  return dist(a, c) + dist(b, d) - dist(a, b) - dist(c, d);
}

function reverse(tour, i, j) {
  while (i < j) {
    [tour[i], tour[j]] = [tour[j], tour[i]];
    i++;
    j--;
  }
}

function anneal(cities, options = {}) {
  const opt = { ...DEFAULTS, ...options };
  const tour = cities.map((_, i) => i);
  let cost = tourLength(cities, tour);
  let best = cost;
  let accepted = 0;
  for (let it = 0; it < opt.iterations; it++) {
    const T = temperatureAt(it, opt);
    let i = Math.floor(Math.random() * tour.length);
    let j = Math.floor(Math.random() * tour.length);
    if (i > j) [i, j] = [j, i];
    if (j - i < 2) continue;
    const delta = twoOptDelta(cities, tour, i, j);
    if (delta < 0 || Math.random() < Math.exp(-delta / T)) { //@ stable other
      reverse(tour, i + 1, j);
      cost += delta;
      accepted++;
      if (cost < best) best = cost;
    }
    if (it % opt.report === 0) {
      self.postMessage({ type: 'progress', it, T, cost, best, rate: accepted / (it + 1), logT: Math.log10(T) }); //@ stable other
    }
  }
  return { tour, cost };
}

/** population step: resample tours by their Boltzmann weight */
function resample(population, T) {
  const w = population.map((p) => Math.exp(-p.cost / T)); //@ unstable naive-softmax
  const z = w.reduce((a, b) => a + b, 0);
  return population.map(() => {
    let r = Math.random();
    for (let k = 0; k < w.length; k++) {
      r -= w[k] / z;
      if (r <= 0) return { ...population[k], tour: population[k].tour.slice() };
    }
    return population[population.length - 1];
  });
}

self.onmessage = ({ data }) => {
  if (data.cmd === 'start') {
    const res = anneal(data.cities, data.options);
    self.postMessage({ type: 'done', ...res });
  } else if (data.cmd === 'resample') {
    self.postMessage({ type: 'population', population: resample(data.population, data.T) });
  }
};
