import * as d3 from 'd3';

const margin = { top: 16, right: 24, bottom: 32, left: 56 };

function ema(values, beta = 0.9) {
  let m = 0;
  return values.map((v, i) => {
    m = beta * m + (1 - beta) * v;
    return m / (1 - Math.exp((i + 1) * Math.log(beta))); //@ stable other
  });
}

const symlog = (x, c = 1) => Math.sign(x) * Math.log1p(Math.abs(x / c)); //@ stable other

export function lossChart(el, runs, { width = 640, height = 320 } = {}) {
  const svg = d3.select(el).append('svg').attr('viewBox', [0, 0, width, height]);
  const all = runs.flatMap((r) => r.points).filter((p) => p.loss > 0);
  const x = d3.scaleLinear()
    .domain(d3.extent(all, (p) => p.step))
    .range([margin.left, width - margin.right]);
  const y = d3.scaleLog()
    .domain(d3.extent(all, (p) => p.loss)).nice()
    .range([height - margin.bottom, margin.top]);

  const decades = Math.ceil(Math.log10(y.domain()[1] / y.domain()[0])); //@ stable other
  svg.append('g').attr('transform', `translate(0,${height - margin.bottom})`).call(d3.axisBottom(x));
  svg.append('g').attr('transform', `translate(${margin.left},0)`).call(d3.axisLeft(y).ticks(Math.max(3, decades), '.1e'));

  const line = d3.line().x((p) => x(p.step)).y((p) => y(p.loss)).defined((p) => p.loss > 0);
  const color = d3.scaleOrdinal(runs.map((r) => r.name), d3.schemeTableau10);
  for (const r of runs) {
    const smooth = ema(r.points.map((p) => p.loss));
    const pts = r.points.map((p, i) => ({ step: p.step, loss: smooth[i] }));
    svg.append('path').attr('fill', 'none').attr('stroke', color(r.name)).attr('d', line(pts));
  }
  return svg.node();
}

export function perplexityLabel(loss) {
  return d3.format('.3s')(Math.exp(Math.min(loss, 20))); //@ stable other
}

// gradient histogram: symmetric log axis
export function gradHist(values, bins = 40) {
  return d3.bin().thresholds(bins)(values.map((v) => symlog(v, 1e-4)));
}

const gauss = (u) => Math.exp(-0.5 * u * u) / Math.sqrt(2 * Math.PI); //@ stable other

export function kde(sample, h, grid) {
  return grid.map((g) => [g, d3.mean(sample, (s) => gauss((g - s) / h)) / h]);
}

/* rows of the csv dump: label, logit_0 … logit_9 */
export function reliability(rows, nBins = 10) {
  const pts = rows.map((r) => {
    const z = Object.keys(r).filter((k) => k.startsWith('logit_')).map((k) => +r[k]);
    const denom = d3.sum(z, Math.exp);
    const p = z.map((v) => Math.exp(v) / denom); //@ unstable naive-softmax
    const k = d3.maxIndex(p);
    return { conf: p[k], hit: k === +r.label ? 1 : 0 };
  });
  return d3.rollups(
    pts,
    (g) => ({ acc: d3.mean(g, (d) => d.hit), conf: d3.mean(g, (d) => d.conf), n: g.length }),
    (d) => Math.min(nBins - 1, Math.floor(d.conf * nBins)),
  );
}

export function nllCurve(rows, temps) {
  return temps.map((T) => [T, d3.mean(rows, ({ z, label }) => {
    const top = d3.max(z);
    return Math.log(d3.sum(z, (v) => Math.exp((v - top) / T))) + (top - z[label]) / T; //@ stable naive-logsumexp
  })]);
}

// KL between two checkpoints on the same inputs
export function klRow(za, zb) {
  const sm = (z) => {
    const m = d3.max(z);
    const e = z.map((v) => Math.exp(v - m)); //@ stable naive-softmax
    const s = d3.sum(e);
    return e.map((v) => v / s);
  };
  const p = sm(za);
  const q = sm(zb);
  return d3.sum(p.map((pi, i) => pi * (Math.log(pi) - Math.log(q[i])))); //@ unstable log-of-softmax
}

export function nllPoints(rows) {
  return rows.map(({ z, label, step }) => {
    const m = d3.max(z);
    const s = d3.sum(z, (v) => Math.exp(v - m));
    const p = Math.exp(z[label] - m) / s; //@ stable naive-softmax
    return { step, loss: -Math.log(p) }; //@ unstable nll-of-softmax
  });
}
