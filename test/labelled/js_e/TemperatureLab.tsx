import React, { useCallback, useMemo, useReducer } from 'react';

interface State {
  temperature: number;
  topK: number;
  history: string[];
}

type Action =
  | { type: 'temperature'; value: number }
  | { type: 'topK'; value: number }
  | { type: 'append'; token: string };

const initial: State = { temperature: 1, topK: 10, history: [] };

function reducer(state: State, action: Action): State {
  switch (action.type) {
    case 'temperature':
      return { ...state, temperature: action.value };
    case 'topK':
      return { ...state, topK: action.value };
    case 'append':
      return { ...state, history: [...state.history, action.token] };
  }
}

interface Candidate {
  token: string;
  logit: number;
}

interface Props {
  candidates: Candidate[];
  onSample(token: string): void;
}

function distribution(cands: Candidate[], temperature: number): number[] {
  const logits = cands.map((c) => c.logit / temperature); //@ unstable zero-temperature across
  const m = Math.max(...logits);
  const w = logits.map((l) => Math.exp(l - m));
  const z = w.reduce((a, b) => a + b, 0);
  return w.map((x) => x / z);
}

export const TemperatureLab: React.FC<Props> = ({ candidates, onSample }) => {
  const [state, dispatch] = useReducer(reducer, initial);
  const shown = useMemo(
    () => [...candidates].sort((a, b) => b.logit - a.logit).slice(0, state.topK),
    [candidates, state.topK],
  );
  const probs = useMemo(() => distribution(shown, state.temperature), [shown, state.temperature]);

  const sample = useCallback(() => {
    let r = Math.random();
    const i = probs.findIndex((p) => (r -= p) <= 0);
    const token = shown[Math.max(i, 0)].token;
    dispatch({ type: 'append', token });
    onSample(token);
  }, [probs, shown, onSample]);

  const effective = useMemo(() => {
    const h = -probs.reduce((s, p) => s + (p > 0 ? p * Math.log(p) : 0), 0); //@ stable log-of-softmax
    return Math.exp(h); //@ stable other
  }, [probs]);

  return (
    <section>
      <label>
        Temperature {state.temperature.toFixed(2)}
        <input
          type="range"
          min={0}
          max={2}
          step={0.01}
          value={state.temperature}
          onChange={(e) => dispatch({ type: 'temperature', value: Number(e.target.value) })}
        />
      </label>
      <label>
        Top k
        <input
          type="number"
          min={1}
          value={state.topK}
          onChange={(e) => dispatch({ type: 'topK', value: Number(e.target.value) })}
        />
      </label>
      <ul>
        {shown.map((c, i) => (
          <li key={c.token}>
            <code>{c.token}</code> {(100 * probs[i]).toFixed(1)}%
          </li>
        ))}
      </ul>
      <p>effective choices: {effective.toFixed(1)}</p>
      <button onClick={sample}>sample</button>
      <p>{state.history.join('')}</p>
    </section>
  );
};
