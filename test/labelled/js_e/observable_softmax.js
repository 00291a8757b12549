// exported from an Observable notebook
import define1 from './inputs.js';

export default function define(runtime, observer) {
  const main = runtime.module();
  main.variable(observer()).define(['md'], (md) => md`# Softmax and temperature`);

  main.variable(observer('viewof scores')).define('viewof scores', ['vector'], (vector) =>
    vector({ values: [2, 1, 0.5, -1], min: -10, max: 10 }));
  main.variable(observer('scores')).define('scores', ['Generators', 'viewof scores'], (G, _) => G.input(_));

  main.variable(observer('viewof temperature')).define('viewof temperature', ['slider'], (slider) =>
    slider({ min: 0, max: 5, step: 0.1, value: 1, title: 'temperature' }));
  main.variable(observer('temperature')).define('temperature', ['Generators', 'viewof temperature'], (G, _) => G.input(_));

  main.variable(observer('softmax')).define('softmax', ['d3'], (d3) => function (x, t = 1) {
    const s = x.map((v) => v / t); //@ unstable zero-temperature across
    const hi = d3.max(s);
    const e = s.map((v) => Math.exp(v - hi));
    const z = d3.sum(e);
    return e.map((v) => v / z);
  });

  main.variable(observer('probs')).define('probs', ['softmax', 'scores', 'temperature'],
    (softmax, scores, temperature) => softmax(scores, temperature));

  main.variable(observer('chart')).define('chart', ['d3', 'probs', 'width'], (d3, probs, width) => {
    const h = 200;
    const x = d3.scaleBand().domain(d3.range(probs.length)).range([0, width]).padding(0.1);
    const y = d3.scaleLinear().domain([0, 1]).range([h, 0]);
    const svg = d3.create('svg').attr('width', width).attr('height', h);
    svg.selectAll('rect').data(probs).join('rect')
      .attr('x', (_, i) => x(i))
      .attr('y', (d) => y(d))
      .attr('width', x.bandwidth())
      .attr('height', (d) => h - y(d))
      .attr('fill', 'steelblue');
    return svg.node();
  });

  main.variable(observer('entropy')).define('entropy', ['d3', 'probs'], (d3, probs) =>
    -d3.sum(probs, (p) => (p === 0 ? 0 : p * Math.log2(p)))); //@ stable log-of-softmax

  main.variable(observer('surprisal')).define('surprisal', ['probs'], (probs) =>
    probs.map((p) => -Math.log2(p))); //@ unstable log-of-softmax across

  main.variable(observer('logistic')).define('logistic', ['d3'], (d3) =>
    d3.range(-6, 6, 0.1).map((x) => ({ x, y: Math.exp(x) / (1 + Math.exp(x)) }))); //@ stable naive-sigmoid

  const child1 = runtime.module(define1);
  main.import('slider', child1);
  main.import('vector', child1);
  return main;
}
