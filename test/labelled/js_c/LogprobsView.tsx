import React, { useEffect, useState } from 'react';

interface Candidate {
  token: string;
  logprob: number;
}

interface Step {
  token: string;
  logprob: number;
  top_logprobs: Candidate[];
}

interface RawStep {
  token: string;
  id: number;
  logits: number[];
}

const linearProb = (lp: number): number => Math.exp(lp) * 100; //@ stable other

function colour(lp: number): string {
  const p = Math.exp(lp); //@ stable other
  const hue = Math.round(120 * p);
  return `hsl(${hue}, 70%, 80%)`;
}

export function renormalise(cands: Candidate[]): Array<Candidate & { share: number }> {
  // logprobs come from the API and are at most 0
  const ws = cands.map((c) => Math.exp(c.logprob));
  const z = ws.reduce((a, b) => a + b, 0);
  return cands.map((c, i) => ({ ...c, share: ws[i] / z }));
}

// local models only give logits
export function fromLogits(raw: RawStep, vocab: string[], n = 5): Step {
  const probs = softmaxArray(raw.logits);
  const top = probs
    .map((p, id) => ({ token: vocab[id], logprob: Math.log(p + 1e-10) })) //@ unstable log-eps-hack
    .sort((a, b) => b.logprob - a.logprob)
    .slice(0, n);
  return { token: raw.token, logprob: Math.log(probs[raw.id]), top_logprobs: top }; //@ unstable nll-of-softmax
}

function softmaxArray(xs: number[]): number[] {
  const m = xs.reduce((a, b) => (a > b ? a : b));
  const es = xs.map((x) => Math.exp(x - m)); //@ stable naive-softmax
  const s = es.reduce((a, b) => a + b, 0);
  return es.map((e) => e / s);
}

function perplexity(steps: Step[]): number {
  if (steps.length === 0) return NaN;
  return Math.exp(-steps.reduce((a, s) => a + s.logprob, 0) / steps.length); //@ stable other
}

function TokenSpan({ step, onHover }: { step: Step; onHover: (s: Step) => void }) {
  return (
    <span style={{ background: colour(step.logprob) }} onMouseEnter={() => onHover(step)}>
      {step.token}
    </span>
  );
}

export default function LogprobsView({ url }: { url: string }) {
  const [steps, setSteps] = useState<Step[]>([]);
  const [active, setActive] = useState<Step | null>(null);

  useEffect(() => {
    let alive = true;
    fetch(url)
      .then((r) => r.json())
      .then((body: { steps?: Step[]; raw?: RawStep[]; vocab?: string[] }) => {
        if (!alive) return;
        if (body.raw && body.vocab) setSteps(body.raw.map((r) => fromLogits(r, body.vocab!)));
        else setSteps(body.steps ?? []);
      })
      .catch((err) => console.error('logprobs', err));
    return () => {
      alive = false;
    };
  }, [url]);

  return (
    <div className="logprobs">
      <p>{steps.map((s, i) => <TokenSpan key={i} step={s} onHover={setActive} />)}</p>
      <p>perplexity {perplexity(steps).toFixed(2)}</p>
      {active && (
        <ul>
          {renormalise(active.top_logprobs).map((c) => (
            <li key={c.token}>
              <code>{c.token}</code> {linearProb(c.logprob).toFixed(1)}% ({(100 * c.share).toFixed(1)}%)
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
