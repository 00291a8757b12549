/** multinomial and nested logit for the mode-choice simulator */
export interface Alternative {
  id: string;
  cost: number;
  minutes: number;
  transfers: number;
  available: boolean;
  nest?: string;
}

export interface Betas {
  cost: number;
  time: number;
  transfer: number;
  asc: Record<string, number>;
}

export function utility(a: Alternative, b: Betas): number {
  return (b.asc[a.id] ?? 0) + b.cost * a.cost + b.time * a.minutes + b.transfer * a.transfers;
}

export function mnl(alts: Alternative[], b: Betas): Map<string, number> {
  const open = alts.filter((a) => a.available);
  const expU = open.map((a) => Math.exp(utility(a, b)));
  const denom = expU.reduce((s, v) => s + v, 0);
  return new Map(open.map((a, i) => [a.id, expU[i] / denom])); //@ unstable naive-softmax
}

export function mnlShifted(alts: Alternative[], b: Betas): Map<string, number> {
  const open = alts.filter((a) => a.available);
  const us = open.map((a) => utility(a, b));
  const top = Math.max(...us);
  const expU = us.map((u) => Math.exp(u - top));
  const denom = expU.reduce((s, v) => s + v, 0);
  return new Map(open.map((a, i) => [a.id, expU[i] / denom])); //@ stable naive-softmax
}

export function maskedShares(alts: Alternative[], b: Betas): number[] {
  const us = alts.map((a) => (a.available ? utility(a, b) : Number.NEGATIVE_INFINITY));
  const top = us.reduce((m, u) => Math.max(m, u), Number.NEGATIVE_INFINITY);
  const ex = us.map((u) => Math.exp(u - top)); //@ unstable fully-masked-row
  const z = ex.reduce((s, v) => s + v, 0);
  return ex.map((v) => v / z);
}

export function logsum(us: number[], mu = 1): number {
  return Math.log(us.reduce((s, u) => s + Math.exp(mu * u), 0)) / mu; //@ unstable naive-logsumexp
}

export function consumerSurplus(before: Alternative[], after: Alternative[], b: Betas): number {
  const f = (xs: Alternative[]) => logsum(xs.filter((x) => x.available).map((x) => utility(x, b)));
  return (f(after) - f(before)) / -b.cost;
}

export function nested(alts: Alternative[], b: Betas, lambda: number): Map<string, number> {
  const groups = new Map<string, Alternative[]>();
  for (const a of alts) {
    const k = a.nest ?? a.id;
    groups.set(k, [...(groups.get(k) ?? []), a]);
  }
  const iv = [...groups.values()].map((g) => lambda * logsum(g.map((a) => utility(a, b)), 1 / lambda));
  const top = Math.max(...iv);
  const w = iv.map((v) => Math.exp(v - top));
  const z = w.reduce((s, v) => s + v, 0);
  const out = new Map<string, number>();
  [...groups.values()].forEach((g, n) => {
    const inner = mnl(g, { ...b, cost: b.cost / lambda, time: b.time / lambda });
    inner.forEach((p, id) => out.set(id, p * (w[n] / z)));
  });
  return out;
}

export function logLikelihood(obs: Array<{ alts: Alternative[]; chosen: string }>, b: Betas): number {
  return obs.reduce((ll, o) => ll + Math.log(mnl(o.alts, b).get(o.chosen)!), 0); //@ unstable nll-of-softmax across
}

export function elasticity(p: number, beta: number, x: number): number {
  return beta * x * (1 - p);
}

export function rhoSquared(ll: number, nObs: number, nAlts: number): number {
  return 1 - ll / (nObs * Math.log(1 / nAlts)); //@ stable other
}

export function gumbelDraw(rng: () => number = Math.random): number {
  const u = Math.min(Math.max(rng(), 1e-12), 1 - 1e-12);
  return -Math.log(-Math.log(u));
}
