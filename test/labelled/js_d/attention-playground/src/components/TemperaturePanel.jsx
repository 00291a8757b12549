import React, { useMemo, useState } from 'react';

const DEFAULT_LOGITS = [
  { token: ' Paris', logit: 14.2 },
  { token: ' the', logit: 11.9 },
  { token: ' located', logit: 10.4 },
  { token: ' a', logit: 9.8 },
  { token: ' Lyon', logit: 7.1 },
];

function withProbability(items, temperature) {
  const scaled = items.map((it) => it.logit / temperature); //@ unstable zero-temperature across
  const top = Math.max(...scaled);
  const weights = scaled.map((s) => Math.exp(s - top)); //@ stable naive-softmax
  const z = weights.reduce((a, b) => a + b, 0);
  return items.map((it, i) => ({ ...it, p: weights[i] / z }));
}

function Bar({ token, p, onPick }) {
  return (
    <div className="bar-row" onClick={() => onPick(token)}>
      <code>{token}</code>
      <div className="bar" style={{ width: `${(p * 100).toFixed(1)}%` }} />
      <span>{(p * 100).toFixed(2)}%</span>
    </div>
  );
}

export default function TemperaturePanel({ items = DEFAULT_LOGITS }) {
  const [temperature, setTemperature] = useState(0);
  const [picked, setPicked] = useState(null);

  const rows = useMemo(() => withProbability(items, temperature), [items, temperature]);
  const surprise = useMemo(() => {
    const row = rows.find((r) => r.token === picked);
    return row ? -Math.log2(row.p) : null; //@ unstable nll-of-softmax across
  }, [rows, picked]);

  return (
    <section className="panel">
      <h3>Temperature</h3>
      <label>
        T = {temperature.toFixed(2)}
        <input
          type="range"
          min={0}
          max={2}
          step={0.05}
          value={temperature}
          onChange={(e) => setTemperature(Number(e.target.value))}
        />
      </label>
      {rows.map((r) => (
        <Bar key={r.token} {...r} onPick={setPicked} />
      ))}
      {surprise !== null && (
        <p>
          “{picked}” carries {surprise.toFixed(2)} bits of surprise.
        </p>
      )}
    </section>
  );
}
