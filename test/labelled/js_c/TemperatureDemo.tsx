import { useMemo, useState } from 'react';
import { scaleBand, scaleLinear } from 'd3-scale';
import { max } from 'd3-array';

interface Token {
  text: string;
  logit: number;
}

interface Bar extends Token {
  p: number;
}

const TOKENS: Token[] = [
  { text: ' blue', logit: 14.2 },
  { text: ' clear', logit: 13.1 },
  { text: ' the', logit: 11.9 },
  { text: ' grey', logit: 11.4 },
  { text: ' falling', logit: 9.7 },
  { text: ' limit', logit: 9.2 },
];

const MIN_T = 0;
const MAX_T = 2;

function distribution(tokens: Token[], temperature: number): Bar[] {
  const scaled = tokens.map((t) => t.logit / temperature); //@ unstable zero-temperature across
  const m = max(scaled) ?? 0;
  const ws = scaled.map((s) => Math.exp(s - m));
  const z = ws.reduce((a, b) => a + b, 0);
  return tokens.map((t, i) => ({ ...t, p: ws[i] / z }));
}

function nucleus(bars: Bar[], topP: number): Bar[] {
  const sorted = [...bars].sort((a, b) => b.p - a.p);
  let acc = 0;
  const kept: Bar[] = [];
  for (const b of sorted) {
    kept.push(b);
    acc += b.p;
    if (acc >= topP) break;
  }
  return kept.map((b) => ({ ...b, p: b.p / acc }));
}

export function TemperatureDemo(): JSX.Element {
  const [temperature, setTemperature] = useState<number>(MIN_T);
  const [topP, setTopP] = useState(1);

  const bars = useMemo(() => nucleus(distribution(TOKENS, temperature), topP), [temperature, topP]);
  const effective = useMemo(() => {
    const h = bars.reduce((s, b) => s - (b.p > 0 ? b.p * Math.log(b.p) : 0), 0);
    return Math.exp(h); //@ stable other
  }, [bars]);

  const x = scaleBand<string>().domain(bars.map((b) => b.text)).range([0, 420]).padding(0.2);
  const y = scaleLinear().domain([0, 1]).range([180, 0]);

  return (
    <figure>
      <label>
        temperature {temperature.toFixed(2)}
        <input
          type="range"
          min={MIN_T}
          max={MAX_T}
          step={0.05}
          value={temperature}
          onChange={(e) => setTemperature(+e.target.value)}
        />
      </label>
      <label>
        top-p
        <input type="range" min={0.05} max={1} step={0.05} value={topP} onChange={(e) => setTopP(+e.target.value)} />
      </label>
      <svg width={440} height={210}>
        {bars.map((b) => (
          <g key={b.text} transform={`translate(${x(b.text)},0)`}>
            <rect y={y(b.p)} width={x.bandwidth()} height={180 - y(b.p)} fill="#4477aa" />
            <text y={198} fontSize={11}>{b.text}</text>
          </g>
        ))}
      </svg>
      <figcaption>about {effective.toFixed(1)} tokens in play</figcaption>
    </figure>
  );
}
