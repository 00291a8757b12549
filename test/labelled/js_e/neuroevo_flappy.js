// neuroevolution flappy: tiny nets, tournament + boltzmann selection
let generation = 0;
const POP = 150;
const params = { mutation: 0.1, selectionTemp: 1, cool: 0.02 };

class Brain {
  constructor(i, h, o, genes) {
    this.i = i; this.h = h; this.o = o;
    this.genes = genes || Float32Array.from({ length: (i + 1) * h + (h + 1) * o }, () => Math.random() * 2 - 1);
  }

  think(inputs) {
    let g = 0;
    const hid = [];
    for (let a = 0; a < this.h; a++) {
      let s = this.genes[g++];
      for (let b = 0; b < this.i; b++) s += this.genes[g++] * inputs[b];
      hid.push(Math.tanh(s));
    }
    const out = [];
    for (let a = 0; a < this.o; a++) {
      let s = this.genes[g++];
      for (let b = 0; b < this.h; b++) s += this.genes[g++] * hid[b];
      out.push(s);
    }
    const top = Math.max(...out);
    const ex = out.map((v) => Math.exp(v - top)); //@ stable naive-softmax
    const z = ex.reduce((p, c) => p + c, 0);
    return ex.map((v) => v / z);
  }

  mutate(rate) {
    const copy = this.genes.map((v) => (Math.random() < rate ? v + gaussian() * 0.3 : v));
    return new Brain(this.i, this.h, this.o, copy);
  }
}

function gaussian() {
  const u = Math.random() || 1e-9;
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(Math.random() * Math.PI * 2);
}

function coolDown() {
  params.selectionTemp = Math.max(0, params.selectionTemp - params.cool);
}

function selectBoltzmann(birds) {
  const fit = birds.map((b) => b.score);
  const best = Math.max(...fit);
  const w = fit.map((f) => Math.exp((f - best) / params.selectionTemp)); //@ unstable zero-temperature across
  return roulette(birds, w);
}

function selectRank(birds) {
  const ranked = birds.slice().sort((a, b) => a.score - b.score);
  return roulette(ranked, ranked.map((_, i) => i + 1));
}

function selectFitness(birds) {
  const w = birds.map((b) => Math.exp(b.score)); //@ unstable naive-softmax
  const total = w.reduce((a, b) => a + b, 0);
  return roulette(birds, w.map((v) => v / total));
}

function roulette(items, weights) {
  const total = weights.reduce((a, b) => a + b, 0);
  let r = Math.random() * total;
  for (let i = 0; i < items.length; i++) {
    r -= weights[i];
    if (r <= 0) return items[i];
  }
  return items[items.length - 1];
}

function nextGeneration(birds, mode) {
  generation++;
  coolDown();
  const pick = { boltzmann: selectBoltzmann, rank: selectRank, fitness: selectFitness }[mode];
  const next = [];
  for (let i = 0; i < POP; i++) {
    next.push({ brain: pick(birds).brain.mutate(params.mutation), score: 0, alive: true });
  }
  console.log('gen', generation, 'best', Math.max(...birds.map((b) => b.score)), 'T', params.selectionTemp.toFixed(2));
  return next;
}

function diversity(birds) {
  const n = birds.length;
  const mean = birds[0].brain.genes.map((_, g) => birds.reduce((s, b) => s + b.brain.genes[g], 0) / n);
  const v = birds.reduce((s, b) => s + b.brain.genes.reduce((q, x, g) => q + (x - mean[g]) ** 2, 0), 0) / n;
  return 0.5 * Math.log(v + 1e-12);
}

if (typeof module !== 'undefined') module.exports = { Brain, nextGeneration, diversity };
