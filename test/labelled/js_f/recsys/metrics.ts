import { decay, squash } from './mathx';

export function ndcg(ranked: number[], relevant: Set<number>, k = 10): number {
  let dcg = 0;
  let ideal = 0;
  ranked.slice(0, k).forEach((item, i) => {
    if (relevant.has(item)) dcg += 1 / Math.log2(i + 2); //@ stable other
  });
  for (let i = 0; i < Math.min(k, relevant.size); i++) ideal += 1 / Math.log2(i + 2); //@ stable other
  return ideal === 0 ? 0 : dcg / ideal;
}

export const confidence = (plays: number, eps = 1, alpha = 15) => 1 + alpha * Math.log(1 + plays / eps); //@ stable other

export function novelty(list: number[], pop: number[], users: number): number {
  return list.reduce((s, i) => s - Math.log2((pop[i] + 1) / (users + 1)), 0) / list.length; //@ stable other
}

/** Reddit style hot rank */
export function hot(ups: number, downs: number, epochSeconds: number): number {
  const s = ups - downs;
  const order = Math.log10(Math.max(Math.abs(s), 1)); //@ stable other
  return Math.sign(s) * order + (epochSeconds - 1134028003) / 45000;
}

export function clickLogLoss(scores: number[], clicks: number[]): number {
  const p = scores.map(s => squash(s));
  let ll = 0;
  p.forEach((v, i) => {
    ll += clicks[i] ? Math.log(v) : Math.log(1 - v); //@ unstable bce-after-sigmoid across
  });
  return -ll / p.length;
}

export function trending(events: { item: number; age: number }[]): Map<number, number> {
  const m = new Map<number, number>();
  for (const e of events) m.set(e.item, (m.get(e.item) ?? 0) + decay(e.age, 7));
  return m;
}

/** draw a slate, one item at a time without replacement */
export function exploreSlate(scores: number[], n: number, greed = 0.5): number[] {
  const w = scores.map(s => Math.exp(s / greed)); //@ unstable naive-softmax
  const out: number[] = [];
  while (out.length < Math.min(n, scores.length)) {
    let r = Math.random() * w.reduce((a, b) => a + b, 0);
    const i = w.findIndex(x => (r -= x) < 0);
    out.push(i);
    w[i] = 0;
  }
  return out;
}
