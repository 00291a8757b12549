import React, { useEffect, useMemo, useRef, useState } from 'react';
import { AttentionHead, positional } from './lib/attention.js';
import { histogramEntropy, randn } from './lib/math.js';
import TemperaturePanel from './components/TemperaturePanel.jsx';

const D_MODEL = 32;
const cache = new Map();

function embed(word) {
  if (!cache.has(word)) cache.set(word, Array.from({ length: D_MODEL }, randn));
  return cache.get(word);
}

function colour(w) {
  // log scale so that tiny weights are still visible
  const t = 1 + Math.log10(0.001 + 0.999 * w) / 3; //@ stable log-eps-hack
  return `rgba(66, 99, 235, ${Math.max(0, t).toFixed(3)})`;
}

function Heatmap({ words, rows }) {
  const ref = useRef(null);
  useEffect(() => {
    const ctx = ref.current.getContext('2d');
    const cell = Math.floor(320 / words.length);
    ctx.clearRect(0, 0, 320, 320);
    rows.forEach((row, i) =>
      row.forEach((w, j) => {
        ctx.fillStyle = colour(w);
        ctx.fillRect(j * cell, i * cell, cell - 1, cell - 1);
      }),
    );
  }, [words, rows]);
  return <canvas ref={ref} width={320} height={320} />;
}

export default function App() {
  const [text, setText] = useState('the animal did not cross the street because it was too tired');
  const [temperature, setTemperature] = useState(1.0);
  const [causal, setCausal] = useState(false);
  const head = useMemo(() => new AttentionHead(D_MODEL, 16), []);

  const words = text.trim().split(/\s+/).slice(0, 24);
  const tokens = words.map((w, i) => {
    const p = positional(i, D_MODEL);
    return embed(w).map((x, d) => x + p[d]);
  });

  const view = causal
    ? { rows: head.weights(tokens, { causal }), entropies: [] }
    : head.heat(tokens, temperature);
  const spread = histogramEntropy(view.rows.flat());

  return (
    <main>
      <h1>Attention playground</h1>
      <textarea value={text} onChange={(e) => setText(e.target.value)} />
      <label>
        <input type="checkbox" checked={causal} onChange={() => setCausal(!causal)} /> causal
      </label>
      <input
        type="range"
        min="0.01"
        max="3"
        step="0.01"
        value={temperature}
        onChange={(e) => setTemperature(parseFloat(e.target.value))}
      />
      <Heatmap words={words} rows={view.rows} />
      <ul>
        {view.entropies.map((h, i) => (
          <li key={i}>
            {words[i]}: {h.toFixed(2)} bits
          </li>
        ))}
      </ul>
      <p>spread of weights: {spread.toFixed(2)}</p>
      <TemperaturePanel />
    </main>
  );
}
