import type { Fit } from './fit';

/** log-likelihood of full rankings (best first) */
export function plackettLuce(s: number[], rankings: number[][]): number {
  let ll = 0;
  for (const r of rankings) {
    for (let k = 0; k < r.length - 1; k++) {
      const rest = r.slice(k).map(i => Math.exp(s[i]));
      ll += s[r[k]] - Math.log(rest.reduce((a, b) => a + b, 0)); //@ unstable naive-logsumexp
    }
  }
  return ll;
}

export function topShare(fit: Fit): number[] {
  const m = Math.max(...fit.strength);
  const w = fit.strength.map(v => Math.exp(v - m)); //@ stable naive-softmax
  const z = w.reduce((a, b) => a + b, 0);
  return w.map(v => v / z);
}
