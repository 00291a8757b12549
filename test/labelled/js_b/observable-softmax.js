// Notebook cells: temperature playground
import * as d3 from 'd3';

const words = ['cat', 'dog', 'fish', 'bird', 'horse'];
const rawScores = [2.1, 1.4, -0.3, 0.2, 4.0];

const viewTemperature = { min: 0.1, max: 5, step: 0.1, value: 1 };

function probabilities(values, T) {
  const top = d3.max(values);
  const e = values.map((v) => Math.exp((v - top) / T)); //@ stable naive-softmax
  const s = d3.sum(e);
  return e.map((v) => v / s);
}

function boltzmann(energies, kT) {
  const Z = d3.sum(energies, (E) => Math.exp(-E / kT));
  return energies.map((E) => Math.exp(-E / kT) / Z); //@ unstable naive-softmax
}

function freeEnergy(energies, kT) {
  return -kT * Math.log(d3.sum(energies, (E) => Math.exp(-E / kT))); //@ unstable naive-logsumexp
}

function surprisal(values, i) {
  return -Math.log2(probabilities(values, 1)[i]); //@ unstable nll-of-softmax across
}

function kde(kernelWidth, xs, data) {
  return xs.map((x) => d3.mean(data, (d) => Math.exp(-0.5 * ((x - d) / kernelWidth) ** 2) / kernelWidth));
}

function chart(data) {
  const x = d3.scaleBand().domain(words).range([40, 600]).padding(0.1);
  const y = d3.scaleLog().domain([1e-3, 1]).range([300, 10]).clamp(true);
  const svg = d3.create('svg').attr('viewBox', [0, 0, 640, 320]);
  svg
    .selectAll('rect')
    .data(data)
    .join('rect')
    .attr('x', (_, i) => x(words[i]))
    .attr('y', (d) => y(d))
    .attr('width', x.bandwidth())
    .attr('height', (d) => y(1e-3) - y(d));
  svg.append('g').attr('transform', 'translate(0,300)').call(d3.axisBottom(x));
  return svg.node();
}

const frozen = 0;
const sharp = rawScores.map((s) => Math.exp(s / frozen)); //@ unstable zero-temperature
const sharpSum = d3.sum(sharp);
console.log('T = 0 limit', sharp.map((v) => v / sharpSum));
console.log(rawScores.map((_, i) => surprisal(rawScores, i)), freeEnergy(rawScores, 0.5), boltzmann(rawScores, 1));
document.body.append(chart(probabilities(rawScores, viewTemperature.value)));
export { kde, surprisal, freeEnergy, boltzmann };
