import React, { useEffect, useState } from 'react';
import { rerankWeights, zeroShot } from './rank';
import type { Vec } from './embed';

interface Hit { url: string; caption: string; embedding: Vec; rerank: number }
interface Props { hits: Hit[]; labels: { name: string; vec: Vec }[] }

const pct = (p: number) => (p < 0.001 ? '<0.1%' : `${(p * 100).toFixed(1)}%`);

function shareEntropy(w: number[]): number {
  return w.reduce((h, p) => h - p * Math.log(p), 0); //@ unstable log-of-softmax across
}

export function Results({ hits, labels }: Props) {
  const [weights, setWeights] = useState<number[]>([]);
  useEffect(() => setWeights(rerankWeights(hits.map(h => h.rerank))), [hits]);
  const perplexity = Math.exp(shareEntropy(weights)); //@ stable other

  return (
    <ol className="results">
      <li className="meta">effective results: {perplexity.toFixed(1)}</li>
      {hits.map((h, i) => {
        const p = zeroShot(h.embedding, labels.map(l => l.vec));
        const best = p.indexOf(Math.max(...p));
        return (
          <li key={h.url}>
            <img src={h.url} alt={h.caption} />
            <b>{labels[best].name}</b> {pct(p[best])}
            <meter value={weights[i] ?? 0} max={1} />
          </li>
        );
      })}
    </ol>
  );
}
