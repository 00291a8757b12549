import * as d3 from 'd3';
import { range } from 'lodash';

const CELL = 24;
const margin = { top: 90, left: 90 };

/** rows of q·k scores -> rows of weights */
export function attentionWeights(scores, mask) {
  return scores.map((row, i) => {
    const masked = row.map((s, j) => (mask[i][j] ? s : -Infinity));
    const m = d3.max(masked);
    const e = masked.map((s) => Math.exp(s - m));
    const z = d3.sum(e);
    return e.map((v) => v / z);
  });
}

export function causalMask(n) {
  return range(n).map((i) => range(n).map((j) => j <= i));
}

export function relevanceWeights(scores) {
  const m = d3.max(scores.flat());
  const e = scores.map((row) => row.map((s) => Math.exp(s - m))); //@ unstable wrong-shift
  return e.map((row) => {
    const z = d3.sum(row);
    return row.map((v) => v / z);
  });
}

export function jointWeights(scores) {
  // a single distribution over all cells
  const m = d3.max(scores.flat());
  const e = scores.map((row) => row.map((s) => Math.exp(s - m))); //@ stable wrong-shift
  const z = d3.sum(e.flat());
  return e.map((row) => row.map((v) => v / z));
}

function rollout(layers) {
  // residual-aware rollout of the heads' mean
  return layers.reduce((acc, att) => {
    const a = att.map((row, i) => row.map((v, j) => 0.5 * v + (i === j ? 0.5 : 0)));
    return a.map((row) => range(row.length).map((j) => d3.sum(row, (v, k) => v * acc[k][j])));
  }, range(layers[0].length).map((i) => range(layers[0].length).map((j) => (i === j ? 1 : 0))));
}

export function draw(selector, tokens, weights, { logScale = false } = {}) {
  const n = tokens.length;
  const svg = d3
    .select(selector)
    .append('svg')
    .attr('width', margin.left + n * CELL)
    .attr('height', margin.top + n * CELL);
  const color = logScale
    ? d3.scaleSequentialLog(d3.interpolateViridis).domain([1e-4, 1])
    : d3.scaleSequential(d3.interpolateViridis).domain([0, 1]);

  const rows = svg
    .selectAll('g.row')
    .data(weights)
    .join('g')
    .attr('class', 'row')
    .attr('transform', (_, i) => `translate(${margin.left},${margin.top + i * CELL})`);

  rows
    .selectAll('rect')
    .data((d) => d)
    .join('rect')
    .attr('x', (_, j) => j * CELL)
    .attr('width', CELL - 1)
    .attr('height', CELL - 1)
    .attr('fill', (v) => color(Math.max(v, 1e-4)));

  svg
    .selectAll('text.col')
    .data(tokens)
    .join('text')
    .attr('transform', (_, j) => `translate(${margin.left + j * CELL + 14},${margin.top - 6}) rotate(-60)`)
    .text((d) => d);
}

export async function main(url) {
  const { tokens, layers } = await d3.json(url);
  const mask = causalMask(tokens.length);
  draw('#rollout', tokens, rollout(layers.map((s) => attentionWeights(s, mask))));
  draw('#relevance', tokens, relevanceWeights(layers[layers.length - 1]), { logScale: true });
}
