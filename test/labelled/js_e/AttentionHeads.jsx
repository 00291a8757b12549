import React, { useMemo, useState, useEffect } from 'react';
import * as d3 from 'd3';

function softmaxRow(row) {
  const m = d3.max(row);
  const e = row.map((v) => Math.exp(v - m)); //@ stable naive-softmax
  const s = d3.sum(e);
  return e.map((v) => v / s);
}

function scores(q, k, scale) {
  return q.map((qi) => k.map((kj) => qi.reduce((s, v, d) => s + v * kj[d], 0) / scale));
}

function attend(q, k, { causal, padding, sharpness }) {
  const raw = scores(q, k, Math.sqrt(q[0].length));
  return raw.map((row, i) => {
    const masked = row.map((v, j) => ((causal && j > i) || padding[j] ? -Infinity : v));
    const top = d3.max(masked);
    const e = masked.map((v) => Math.exp(sharpness * (v - top))); //@ unstable fully-masked-row
    const z = d3.sum(e);
    return e.map((v) => v / z);
  });
}

function entropyBits(row) {
  return -d3.sum(row, (p) => (p > 0 ? p * Math.log2(p) : 0)); //@ stable log-of-softmax
}

function HeadGrid({ matrix, tokens, onHover }) {
  const color = d3.scaleSequential(d3.interpolateBlues).domain([0, 1]);
  const size = 14;
  return (
    <svg width={tokens.length * size} height={tokens.length * size}>
      {matrix.map((row, i) =>
        row.map((p, j) => (
          <rect
            key={`${i}-${j}`}
            x={j * size}
            y={i * size}
            width={size - 1}
            height={size - 1}
            fill={color(p)}
            onMouseEnter={() => onHover({ from: tokens[i], to: tokens[j], p })}
          />
        )),
      )}
    </svg>
  );
}

export default function AttentionHeads({ tokens, heads }) {
  const [causal, setCausal] = useState(true);
  const [hover, setHover] = useState(null);
  const [sharpness, setSharpness] = useState(1);
  const padding = useMemo(() => tokens.map((t) => t === '[PAD]'), [tokens]);

  const matrices = useMemo(
    () => heads.map(({ q, k }) => attend(q, k, { causal, padding, sharpness })),
    [heads, causal, padding, sharpness],
  );
  const importance = useMemo(() => softmaxRow(heads.map((h) => h.score)), [heads]);

  useEffect(() => {
    document.title = `${heads.length} heads`;
  }, [heads.length]);

  return (
    <div className="heads">
      <label>
        <input type="checkbox" checked={causal} onChange={(e) => setCausal(e.target.checked)} /> causal
      </label>
      <input type="range" min="0.1" max="4" step="0.1" value={sharpness} onChange={(e) => setSharpness(+e.target.value)} />
      {matrices.map((m, h) => (
        <figure key={h} style={{ opacity: 0.3 + 0.7 * importance[h] }}>
          <HeadGrid matrix={m} tokens={tokens} onHover={setHover} />
          <figcaption>
            head {h}, {d3.mean(m, entropyBits).toFixed(2)} bits
          </figcaption>
        </figure>
      ))}
      {hover && <pre>{`${hover.from} -> ${hover.to}: ${hover.p.toFixed(3)}`}</pre>}
    </div>
  );
}
