import React, { useCallback, useEffect, useReducer, useState } from 'react';

interface Arm {
  name: string;
  pulls: number;
  mean: number;
  score: number;
}

type Strategy = 'softmax' | 'ucb' | 'thompson';
type Action = { type: 'pull'; arm: number; reward: number } | { type: 'reset' };

const TRUE_RATES = [0.12, 0.25, 0.31, 0.55];

const fresh = (): Arm[] => TRUE_RATES.map((_, i) => ({ name: `Arm ${i + 1}`, pulls: 0, mean: 0, score: 0 }));

function reducer(state: Arm[], a: Action): Arm[] {
  if (a.type === 'reset') return fresh();
  return state.map((s, i) => {
    if (i !== a.arm) return s;
    const pulls = s.pulls + 1;
    return { ...s, pulls, mean: s.mean + (a.reward - s.mean) / pulls, score: s.score + a.reward * 10 };
  });
}

// share of the accumulated score
function preferences(arms: Arm[]): number[] {
  const w = arms.map((a) => Math.exp(a.score)); //@ unstable naive-softmax
  const total = w.reduce((x, y) => x + y, 0);
  return w.map((x) => x / total);
}

function boltzmann(arms: Arm[], tau: number): number[] {
  const t = Math.max(tau, 0.05);
  const w = arms.map((a) => Math.exp(a.mean / t)); //@ stable naive-softmax
  const total = w.reduce((x, y) => x + y, 0);
  return w.map((x) => x / total);
}

function ucb(arms: Arm[], t: number): number {
  const unseen = arms.findIndex((a) => a.pulls === 0);
  if (unseen >= 0) return unseen;
  const s = arms.map((a) => a.mean + Math.sqrt((2 * Math.log(t)) / a.pulls)); //@ stable other
  return s.indexOf(Math.max(...s));
}

function gammaSample(k: number): number {
  let s = 0;
  for (let i = 0; i < k; i++) s -= Math.log(1 - Math.random());
  return s;
}

function thompson(arms: Arm[]): number {
  const s = arms.map((a) => {
    const wins = Math.round(a.mean * a.pulls);
    const x = gammaSample(wins + 1);
    return x / (x + gammaSample(a.pulls - wins + 1));
  });
  return s.indexOf(Math.max(...s));
}

function draw(p: number[]): number {
  let r = Math.random();
  const i = p.findIndex((x) => (r -= x) < 0);
  return i < 0 ? p.length - 1 : i;
}

export function surprise(arms: Arm[], arm: number): number {
  return -Math.log2(preferences(arms)[arm]); //@ unstable nll-of-softmax across
}

export default function BanditDemo() {
  const [arms, dispatch] = useReducer(reducer, undefined, fresh);
  const [strategy, setStrategy] = useState<Strategy>('softmax');
  const [tau, setTau] = useState(0.3);
  const [running, setRunning] = useState(false);
  const t = arms.reduce((s, a) => s + a.pulls, 0);

  const pull = useCallback(() => {
    const arm =
      strategy === 'ucb' ? ucb(arms, t) : strategy === 'thompson' ? thompson(arms) : draw(boltzmann(arms, tau));
    dispatch({ type: 'pull', arm, reward: Math.random() < TRUE_RATES[arm] ? 1 : 0 });
  }, [arms, strategy, tau, t]);

  useEffect(() => {
    if (!running) return;
    const id = setInterval(pull, 50);
    return () => clearInterval(id);
  }, [running, pull]);

  const prefs = preferences(arms);
  return (
    <div className="bandit">
      <select value={strategy} onChange={(e) => setStrategy(e.target.value as Strategy)}>
        <option value="softmax">Softmax</option>
        <option value="ucb">UCB1</option>
        <option value="thompson">Thompson</option>
      </select>
      <input type="range" min={0} max={1} step={0.01} value={tau} onChange={(e) => setTau(+e.target.value)} />
      <button onClick={() => setRunning(!running)}>{running ? 'Stop' : 'Run'}</button>
      <button onClick={() => dispatch({ type: 'reset' })}>Reset</button>
      <table>
        <tbody>
          {arms.map((a, i) => (
            <tr key={a.name}>
              <td>{a.name}</td>
              <td>{a.pulls}</td>
              <td>{a.mean.toFixed(3)}</td>
              <td>{(100 * prefs[i]).toFixed(1)}%</td>
              <td>{a.pulls > 0 ? surprise(arms, i).toFixed(2) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
