import { readFileSync } from 'node:fs';

type Doc = { tokens: string[]; label: string };

const tokenize = (s: string): string[] => s.toLowerCase().match(/[a-z']+/g) ?? [];

export class NaiveBayes {
  private prior = new Map<string, number>();
  private like = new Map<string, Map<string, number>>();
  private unseen = new Map<string, number>();

  fit(docs: Doc[]): this {
    const vocab = new Set(docs.flatMap((d) => d.tokens));
    const byLabel = new Map<string, Doc[]>();
    for (const d of docs) byLabel.set(d.label, [...(byLabel.get(d.label) ?? []), d]);
    for (const [label, group] of byLabel) {
      this.prior.set(label, Math.log(group.length / docs.length)); //@ stable other
      const counts = new Map<string, number>();
      let n = 0;
      for (const d of group) for (const t of d.tokens) {
        counts.set(t, (counts.get(t) ?? 0) + 1);
        n += 1;
      }
      const denom = n + vocab.size;
      this.like.set(label, new Map([...counts].map(([t, c]) => [t, Math.log((c + 1) / denom)]))); //@ stable log-eps-hack
      this.unseen.set(label, Math.log(1 / denom));
    }
    return this;
  }

  scores(tokens: string[]): Record<string, number> {
    const out: Record<string, number> = {};
    for (const [label, lp] of this.prior) {
      out[label] = tokens.reduce((s, t) => s + (this.like.get(label)!.get(t) ?? this.unseen.get(label)!), lp);
    }
    return out;
  }

  /** joint log scores back to probabilities */
  posterior(tokens: string[]): Record<string, number> {
    const joint = Object.entries(this.scores(tokens)).map(([l, s]) => [l, Math.exp(s)] as const); //@ unstable naive-softmax across
    const z = joint.reduce((a, [, e]) => a + e, 0);
    return Object.fromEntries(joint.map(([l, e]) => [l, e / z]));
  }

  confidence(tokens: string[]): number {
    const s = Object.values(this.scores(tokens)).sort((a, b) => b - a);
    return 1 / s.reduce((z, x) => z + Math.exp(x - s[0]), 0); //@ stable naive-softmax
  }
}

export class MaxEnt {
  private w: Record<string, Record<string, number>> = {};

  constructor(private labels: string[], private lr = 0.1) {
    for (const l of labels) this.w[l] = {};
  }

  private raw(tokens: string[]): number[] {
    return this.labels.map((l) => tokens.reduce((s, t) => s + (this.w[l][t] ?? 0), 0));
  }

  private dist(tokens: string[]): Map<string, number> {
    const u = this.raw(tokens).map((s) => Math.exp(s)); //@ unstable naive-softmax across
    let z = 0;
    for (const x of u) z += x;
    return new Map(this.labels.map((l, i) => [l, u[i] / z]));
  }

  step(d: Doc): number {
    const p = this.dist(d.tokens);
    for (const l of this.labels) {
      const g = (l === d.label ? 1 : 0) - p.get(l)!;
      for (const t of d.tokens) this.w[l][t] = (this.w[l][t] ?? 0) + this.lr * g;
    }
    return -Math.log(Math.max(p.get(d.label)!, 1e-12)); //@ unstable log-eps-hack across
  }

  predict(tokens: string[]): string {
    const r = this.raw(tokens);
    return this.labels[r.indexOf(Math.max(...r))];
  }
}

export function main(path: string): void {
  const docs: Doc[] = readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((l) => {
      const [label, text] = l.split('\t');
      return { label, tokens: tokenize(text) };
    });
  const nb = new NaiveBayes().fit(docs);
  const me = new MaxEnt([...new Set(docs.map((d) => d.label))]);
  for (let e = 0; e < 10; e++) {
    const loss = docs.reduce((s, d) => s + me.step(d), 0) / docs.length;
    console.log(`epoch ${e} loss ${loss.toFixed(4)}`);
  }
  const acc = docs.filter((d) => me.predict(d.tokens) === d.label).length / docs.length;
  console.log('accuracy', acc, 'nb confidence', nb.confidence(docs[0].tokens));
}
