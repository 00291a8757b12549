import React, { useCallback, useMemo, useState } from 'react';

type Arm = { name: string; p: number };
type Strategy = 'boltzmann' | 'ucb1' | 'gradient';

const ARMS: Arm[] = [
  { name: 'A', p: 0.2 }, { name: 'B', p: 0.45 }, { name: 'C', p: 0.5 }, { name: 'D', p: 0.7 },
];

function boltzmann(q: number[], tau: number): number[] {
  const best = Math.max(...q);
  const e = q.map(v => Math.exp((v - best) / tau)); //@ unstable zero-temperature across
  const z = e.reduce((a, b) => a + b, 0);
  return e.map(v => v / z);
}

function ucbIndex(q: number[], n: number[], t: number): number[] {
  return q.map((v, i) => (n[i] === 0 ? Infinity : v + Math.sqrt((2 * Math.log(t)) / n[i]))); //@ stable other
}

function preferenceProbs(h: number[]): number[] {
  const m = h.reduce((a, b) => (b > a ? b : a), h[0]);
  const w = h.map(x => Math.exp(x - m)); //@ stable naive-softmax
  const s = w.reduce((a, b) => a + b, 0);
  return w.map(x => x / s);
}

function draw(p: number[]): number {
  let r = Math.random();
  for (let i = 0; i < p.length; i++) { r -= p[i]; if (r < 0) return i; }
  return p.length - 1;
}

const Bar: React.FC<{ label: string; value: number }> = ({ label, value }) => (
  <div className="bar-row">
    <span>{label}</span>
    <div className="bar" style={{ width: `${(100 * value).toFixed(1)}%` }} />
    <em>{(100 * value).toFixed(1)} %</em>
  </div>
);

export default function BanditLab() {
  const [tau, setTau] = useState(0.2);
  const [strategy, setStrategy] = useState<Strategy>('boltzmann');
  const [q, setQ] = useState<number[]>(ARMS.map(() => 0));
  const [n, setN] = useState<number[]>(ARMS.map(() => 0));
  const [h, setH] = useState<number[]>(ARMS.map(() => 0));
  const t = n.reduce((a, b) => a + b, 0);

  const probs = useMemo(() => {
    if (strategy === 'boltzmann') return boltzmann(q, tau);
    if (strategy === 'gradient') return preferenceProbs(h);
    const u = ucbIndex(q, n, t + 1);
    const k = u.indexOf(Math.max(...u));
    return u.map((_, i) => (i === k ? 1 : 0));
  }, [strategy, q, n, h, tau, t]);

  const pull = useCallback(() => {
    const a = draw(probs);
    const r = Math.random() < ARMS[a].p ? 1 : 0;
    setN(n.map((v, i) => v + (i === a ? 1 : 0)));
    setQ(q.map((v, i) => (i === a ? v + (r - v) / (n[i] + 1) : v)));
    setH(h.map((v, i) => v + 0.1 * (r - 0.5) * ((i === a ? 1 : 0) - probs[i])));
  }, [probs, n, q, h]);

  return (
    <section>
      <select value={strategy} onChange={e => setStrategy(e.target.value as Strategy)}>
        <option value="boltzmann">Boltzmann</option>
        <option value="ucb1">UCB1</option>
        <option value="gradient">Gradient bandit</option>
      </select>
      <label>
        temperature {tau.toFixed(2)}
        <input type="range" min={0} max={1} step={0.01} value={tau} onChange={e => setTau(Number(e.target.value))} />
      </label>
      {ARMS.map((a, i) => <Bar key={a.name} label={a.name} value={probs[i]} />)}
      <button onClick={pull}>pull ({t})</button>
    </section>
  );
}
