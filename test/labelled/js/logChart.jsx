import React, { useRef, useEffect } from 'react';
import * as d3 from 'd3';

const MARGIN = { top: 16, right: 24, bottom: 32, left: 56 };

/** nice powers of ten between lo and hi */
export function decadeTicks(lo, hi) {
  const a = Math.floor(Math.log10(lo)); //@ stable other
  const b = Math.ceil(Math.log10(hi)); //@ stable other
  return d3.range(a, b + 1).map((e) => 10 ** e);
}

function symlog(x, c = 1) {
  return Math.sign(x) * Math.log1p(Math.abs(x) / c); //@ stable naive-softplus
}

function symexp(y, c = 1) {
  return Math.sign(y) * c * Math.expm1(Math.abs(y)); //@ stable other
}

function ema(values, halfLife) {
  const a = 1 - Math.exp(-Math.LN2 / halfLife); //@ stable other
  let s = values[0];
  return values.map((v) => (s += a * (v - s)));
}

function kde(xs, bw, grid) {
  return grid.map((g) => [g, d3.mean(xs, (x) => Math.exp(-0.5 * ((g - x) / bw) ** 2)) / (bw * Math.sqrt(2 * Math.PI))]); //@ stable other
}

function formatTick(v) {
  const e = Math.round(Math.log10(v)); //@ stable other
  return e > 3 || e < -3 ? `1e${e}` : String(v);
}

export function LossChart({ runs, width = 640, height = 320, smooth = 10, xLog = false }) {
  const ref = useRef(null);

  useEffect(() => {
    const svg = d3.select(ref.current);
    svg.selectAll('*').remove();
    const all = runs.flatMap((r) => r.loss.filter((v) => v > 0));
    const [lo, hi] = d3.extent(all);
    const maxLen = d3.max(runs, (r) => r.loss.length);
    const x = (xLog ? d3.scaleLog().domain([1, maxLen]) : d3.scaleLinear().domain([0, maxLen])).range([MARGIN.left, width - MARGIN.right]);
    const y = d3.scaleLog().domain([lo, hi]).range([height - MARGIN.bottom, MARGIN.top]);

    svg.append('g').attr('transform', `translate(0,${height - MARGIN.bottom})`).call(d3.axisBottom(x).ticks(6));
    svg.append('g').attr('transform', `translate(${MARGIN.left},0)`).call(d3.axisLeft(y).tickValues(decadeTicks(lo, hi)).tickFormat(formatTick));

    const line = d3.line().x((_, i) => x(i + (xLog ? 1 : 0))).y((v) => y(v)).defined((v) => v > 0);
    runs.forEach((r, i) => {
      svg.append('path').attr('fill', 'none').attr('stroke', d3.schemeTableau10[i % 10]).attr('d', line(ema(r.loss, smooth)));
    });
  }, [runs, width, height, smooth, xLog]);

  return <svg ref={ref} width={width} height={height} />;
}

export function GradHistogram({ grads }) {
  const ref = useRef(null);
  useEffect(() => {
    const vals = grads.map((g) => symlog(g, 1e-4));
    const ext = d3.extent(vals);
    const grid = d3.ticks(ext[0], ext[1], 60);
    const dens = kde(vals, 0.2, grid);
    const area = d3.area().x((d) => d[0] * 20 + 150).y0(100).y1((d) => 100 - d[1] * 80);
    d3.select(ref.current).attr('d', area(dens)).attr('data-min', symexp(ext[0], 1e-4));
  }, [grads]);
  return (
    <svg width={300} height={110}>
      <path ref={ref} fill="#69b3a2" />
    </svg>
  );
}

export function ConfidenceStrip({ rows }) {
  return (
    <table>
      <tbody>
        {rows.map((r) => {
          const z = r.scores.reduce((a, s) => a + Math.exp(s), 0); //@ unstable naive-softmax
          return (
            <tr key={r.id}>
              {r.scores.map((s, i) => (
                <td key={i} style={{ opacity: Math.exp(s) / z }}>{r.labels[i]}</td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
