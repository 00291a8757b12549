import React, { useEffect, useMemo, useState } from 'react';

type Props = {
  labels: string[];
  initial?: number[];
};

const COLORS = ['#4e79a7', '#f28e2b', '#e15759', '#76b7b2', '#59a14f', '#edc948'];

function withTemperature(logits: number[], temperature: number): number[] {
  const scaled = logits.map((l) => l / temperature);
  const m = Math.max(...scaled);
  const exps = scaled.map((s) => Math.exp(s - m)); //@ stable naive-softmax
  const z = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / z);
}

function entropyBits(p: number[]): number {
  return p.filter((x) => x > 0).reduce((h, x) => h - x * Math.log2(x), 0); //@ stable log-of-softmax
}

function Bar({ label, value, color }: { label: string; value: number; color: string }) {
  return (
    <div className="bar-row">
      <span className="bar-label">{label}</span>
      <div className="bar-track">
        <div className="bar-fill" style={{ width: `${(value * 100).toFixed(1)}%`, background: color }} />
      </div>
      <span className="bar-value">{value.toFixed(3)}</span>
    </div>
  );
}

export default function SoftmaxViz({ labels, initial }: Props) {
  const [logits, setLogits] = useState<number[]>(initial ?? labels.map(() => 0));
  const [temp, setTemp] = useState(1);
  const [target, setTarget] = useState(0);
  const [history, setHistory] = useState<number[]>([]);

  const probs = useMemo(() => withTemperature(logits, temp), [logits, temp]);
  const greedy = useMemo(() => {
    const t = 0;
    return logits.map((l) => Math.exp(l / t)); //@ unstable zero-temperature
  }, [logits]);
  const loss = -Math.log(probs[target]); //@ unstable nll-of-softmax across

  useEffect(() => {
    setHistory((h) => [...h.slice(-99), loss]);
  }, [loss]);

  const update = (i: number, v: number) => {
    const next = logits.slice();
    next[i] = v;
    setLogits(next);
  };

  return (
    <section>
      <h3>Softmax explorer</h3>
      <label>
        temperature {temp.toFixed(2)}
        <input type="range" min={0.05} max={5} step={0.05} value={temp} onChange={(e) => setTemp(Number(e.target.value))} />
      </label>
      {labels.map((l, i) => (
        <div key={l} onClick={() => setTarget(i)}>
          <input type="range" min={-10} max={10} step={0.1} value={logits[i]} onChange={(e) => update(i, Number(e.target.value))} />
          <Bar label={l} value={probs[i]} color={COLORS[i % COLORS.length]} />
        </div>
      ))}
      <p>
        loss {loss.toFixed(4)}, entropy {entropyBits(probs).toFixed(3)} bits, perplexity{' '}
        {Math.pow(2, entropyBits(probs)).toFixed(2)}
      </p>
      <pre>{greedy.map((g) => g.toFixed(2)).join(' ')}</pre>
      <svg width={300} height={60}>
        <polyline fill="none" stroke="#333" points={history.map((v, i) => `${i * 3},${60 - Math.min(v, 6) * 10}`).join(' ')} />
      </svg>
    </section>
  );
}
