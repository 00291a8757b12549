// Discrete choice models for the pricing dashboard.

export interface Alternative {
  id: string;
  nest: string;
  price: number;
  quality: number;
}

export interface Params {
  price: number;
  quality: number;
  lambda: Record<string, number>;
}

export const utility = (a: Alternative, p: Params): number => p.quality * a.quality - p.price * a.price;

export class MultinomialLogit {
  constructor(protected params: Params) {}

  shares(alts: Alternative[]): Map<string, number> {
    const expU = new Map<string, number>();
    let denom = 1; // outside option
    for (const a of alts) {
      const e = Math.exp(utility(a, this.params)); //@ unstable naive-softmax
      expU.set(a.id, e);
      denom += e;
    }
    expU.forEach((v, k) => expU.set(k, v / denom));
    return expU;
  }

  logLik(observations: Array<{ alts: Alternative[]; chosen: string }>): number {
    return observations.reduce((ll, o) => ll + Math.log(this.shares(o.alts).get(o.chosen)!), 0); //@ unstable nll-of-softmax across
  }

  consumerSurplus(alts: Alternative[]): number {
    const total = alts.map((a) => Math.exp(utility(a, this.params))).reduce((x, y) => x + y, 1);
    return Math.log(total) / this.params.price; //@ unstable naive-logsumexp
  }

  elasticity(a: Alternative, alts: Alternative[]): number {
    return -this.params.price * a.price * (1 - this.shares(alts).get(a.id)!);
  }
}

export class NestedLogit extends MultinomialLogit {
  private groups(alts: Alternative[]): Map<string, Alternative[]> {
    const g = new Map<string, Alternative[]>();
    alts.forEach((a) => g.set(a.nest, [...(g.get(a.nest) ?? []), a]));
    return g;
  }

  inclusiveValue(members: Alternative[], lambda: number): number {
    return Math.log(members.reduce((s, m) => s + Math.exp(utility(m, this.params) / lambda), 0)); //@ unstable naive-logsumexp
  }

  inclusiveValueShifted(members: Alternative[], lambda: number): number {
    const v = members.map((m) => utility(m, this.params) / lambda);
    const c = Math.max(...v);
    return c + Math.log(v.reduce((s, x) => s + Math.exp(x - c), 0)); //@ stable naive-logsumexp
  }

  nestShares(alts: Alternative[]): Record<string, number> {
    const out: Record<string, number> = {};
    let z = 0;
    for (const [name, members] of this.groups(alts)) {
      const lam = this.params.lambda[name] ?? 1;
      out[name] = Math.exp(lam * this.inclusiveValue(members, lam)); //@ unstable naive-softmax
      z += out[name];
    }
    for (const k of Object.keys(out)) out[k] /= z;
    return out;
  }
}

export function priceGrid(lo: number, hi: number, n: number): number[] {
  const step = Math.log(hi / lo) / (n - 1); //@ stable other
  return Array.from({ length: n }, (_, i) => lo * Math.exp(step * i)); //@ stable other
}

export function logitFromShares(share: number, outside: number): number {
  return Math.log(share) - Math.log(outside); //@ stable other
}
