type Match = { a: string; b: string; winner: 'a' | 'b' | 'draw'; ts: number };

export class EloTable {
  private ratings = new Map<string, number>();

  constructor(private readonly k = 24, private readonly base = 1500) {}

  get(id: string): number {
    return this.ratings.get(id) ?? this.base;
  }

  expected(a: string, b: string): number {
    return 1 / (1 + Math.pow(10, (this.get(b) - this.get(a)) / 400));
  }

  record(m: Match): void {
    const e = this.expected(m.a, m.b);
    const s = m.winner === 'a' ? 1 : m.winner === 'b' ? 0 : 0.5;
    const delta = this.k * (s - e);
    this.ratings.set(m.a, this.get(m.a) + delta);
    this.ratings.set(m.b, this.get(m.b) - delta);
  }

  top(n = 20): Array<[string, number]> {
    return [...this.ratings.entries()].sort((x, y) => y[1] - x[1]).slice(0, n);
  }
}

/** Bradley-Terry by gradient ascent, strengths are in log-odds units */
export class BradleyTerry {
  theta: Float64Array;
  index: Map<string, number>;

  constructor(players: string[]) {
    this.index = new Map(players.map((p, i) => [p, i]));
    this.theta = new Float64Array(players.length);
  }

  winProb(i: number, j: number): number {
    const ei = Math.exp(this.theta[i]);
    const ej = Math.exp(this.theta[j]);
    return ei / (ei + ej); //@ unstable naive-softmax
  }

  logLikelihood(matches: Match[]): number {
    let ll = 0;
    for (const m of matches) {
      if (m.winner === 'draw') continue;
      const i = this.index.get(m.a)!;
      const j = this.index.get(m.b)!;
      ll += m.winner === 'a' ? Math.log(this.winProb(i, j)) : Math.log(this.winProb(j, i)); //@ unstable nll-of-softmax across
    }
    return ll;
  }

  /** -log(1 + exp(-(ti - tj))) in the form that does not overflow */
  logProb(i: number, j: number): number {
    const d = this.theta[j] - this.theta[i];
    return d > 0 ? -(d + Math.log1p(Math.exp(-d))) : -Math.log1p(Math.exp(d)); //@ stable naive-softplus
  }

  step(matches: Match[], lr: number, l2 = 1e-3): void {
    const g = new Float64Array(this.theta.length);
    for (const m of matches) {
      const i = this.index.get(m.a)!;
      const j = this.index.get(m.b)!;
      const s = m.winner === 'a' ? 1 : m.winner === 'b' ? 0 : 0.5;
      const r = s - Math.exp(this.logProb(i, j)); //@ stable other
      g[i] += r;
      g[j] -= r;
    }
    for (let p = 0; p < g.length; p++) this.theta[p] += lr * (g[p] - l2 * this.theta[p]);
    const mean = this.theta.reduce((a, b) => a + b, 0) / this.theta.length;
    this.theta = this.theta.map((t) => t - mean);
  }

  toElo(i: number): number {
    return 1500 + (400 / Math.log(10)) * this.theta[i];
  }
}

export function fitAll(matches: Match[], rounds = 500) {
  const names = [...new Set(matches.flatMap((m) => [m.a, m.b]))];
  const bt = new BradleyTerry(names);
  for (let r = 0; r < rounds; r++) {
    bt.step(matches, 0.05);
    if (r % 100 === 0) console.debug('ll', bt.logLikelihood(matches));
  }
  return names.map((n, i) => ({ name: n, elo: Math.round(bt.toElo(i)) })).sort((a, b) => b.elo - a.elo);
}
