import { useMemo, useState } from 'react';
import { interpolateReds } from 'd3-scale-chromatic';
import './heatmap.css';

// choices[0].logprobs.content from the chat completions endpoint
function rowsFrom(content) {
  return content.map((t) => ({
    text: t.token,
    lp: t.logprob,
    prob: Math.exp(t.logprob), //@ stable other
    alts: (t.top_logprobs || []).map((a) => ({ text: a.token, prob: Math.exp(a.logprob) })), //@ stable other
  }));
}

function topEntropy(alts) {
  const z = alts.reduce((s, a) => s + a.prob, 0);
  let h = 0;
  for (const a of alts) {
    const p = a.prob / z;
    if (p > 1e-12) h -= p * Math.log2(p); //@ stable other
  }
  return h;
}

/** local model panel gives us raw logits of the candidates */
export function CandidateTable({ tokens, logits }) {
  const probs = useMemo(() => {
    const e = logits.map(Math.exp); //@ unstable naive-softmax
    const s = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / s);
  }, [logits]);

  return (
    <table className="cands">
      <tbody>
        {tokens.map((t, i) => (
          <tr key={i}>
            <td><code>{JSON.stringify(t)}</code></td>
            <td>{(probs[i] * 100).toFixed(2)}%</td>
            <td><meter min="0" max="1" value={probs[i]} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function TemperaturePreview({ tokens, logits }) {
  const [T, setT] = useState(1);
  const top = Math.max(...logits);
  const w = logits.map((l) => Math.exp((l - top) / T)); //@ unstable zero-temperature
  const z = w.reduce((a, b) => a + b, 0);
  return (
    <div>
      <input type="range" min="0" max="2" step="0.05" value={T} onChange={(e) => setT(+e.target.value)} />
      <ul>{tokens.map((t, i) => <li key={t}>{t}: {(100 * w[i] / z).toFixed(1)}</li>)}</ul>
    </div>
  );
}

export function MoodGauge({ logit, gain = 1 }) {
  const p = 1 / (1 + Math.exp(-logit * gain)); //@ stable naive-sigmoid
  return <progress value={p} max={1} title={`${Math.round(p * 100)}% positive`} />;
}

export default function TokenHeatmap({ content }) {
  const [sel, setSel] = useState(null);
  const rows = useMemo(() => rowsFrom(content), [content]);
  const mean = rows.reduce((s, r) => s + r.lp, 0) / Math.max(1, rows.length);
  const geo = Math.exp(mean); //@ stable other

  return (
    <div className="heatmap">
      <p>geometric mean probability: {geo.toFixed(3)}</p>
      {rows.map((r, i) => (
        <span
          key={i}
          style={{ background: interpolateReds(1 - r.prob) }}
          onMouseEnter={() => setSel(i)}
        >
          {r.text}
        </span>
      ))}
      {sel !== null && <small>H = {topEntropy(rows[sel].alts).toFixed(2)} bits</small>}
    </div>
  );
}
