import _ from 'lodash';

export interface Doc {
  id: string;
  features: number[];
  relevance: number;
}

export interface Query {
  qid: string;
  docs: Doc[];
}

export class LinearRanker {
  weights: number[];
  constructor(n: number) {
    this.weights = _.times(n, () => (Math.random() - 0.5) * 0.01);
  }

  score = (d: Doc): number => _.sum(_.zipWith(d.features, this.weights, (a, b) => a * b));
}

export function dcg(rels: number[], k = 10): number {
  return _.sum(_.take(rels, k).map((r, i) => (2 ** r - 1) / Math.log2(i + 2))); //@ stable other
}

export function ndcg(ranker: LinearRanker, q: Query, k = 10): number {
  const ranked = _.orderBy(q.docs, ranker.score, 'desc').map((d) => d.relevance);
  const ideal = _.orderBy(q.docs, 'relevance', 'desc').map((d) => d.relevance);
  const best = dcg(ideal, k);
  return best === 0 ? 0 : dcg(ranked, k) / best;
}

/** RankNet pairwise cost */
export function rankNetCost(si: number, sj: number, sigma = 1): number {
  return Math.log(1 + Math.exp(-sigma * (si - sj))); //@ unstable naive-softplus
}

export function rankNetTotal(ranker: LinearRanker, q: Query): number {
  let c = 0;
  for (const a of q.docs) {
    for (const b of q.docs) {
      if (a.relevance > b.relevance) c += rankNetCost(ranker.score(a), ranker.score(b));
    }
  }
  return c;
}

export function hingePair(si: number, sj: number): number {
  return Math.max(0, 1 - (si - sj));
}

export function logisticPair(si: number, sj: number): number {
  const d = si - sj;
  return d > 0 ? Math.log1p(Math.exp(-d)) : -d + Math.log1p(Math.exp(d)); //@ stable naive-softplus
}

/** ListNet top-one cross entropy */
export function listNet(ranker: LinearRanker, q: Query): number {
  const s = q.docs.map(ranker.score);
  const topOne = (xs: number[]) => {
    const e = _.map(xs, Math.exp); //@ unstable naive-softmax across
    const z = _.sum(e);
    return _.map(e, (v) => v / z);
  };
  const P = topOne(s);
  const Y = topOne(q.docs.map((d) => d.relevance));
  return -_.sum(_.zipWith(Y, P, (y, p) => y * Math.log(p))); //@ unstable nll-of-softmax across
}

/** Plackett-Luce log likelihood of the observed order */
export function plackettLuce(scores: number[]): number {
  let ll = 0;
  let tail = 0;
  for (let i = scores.length - 1; i >= 0; i--) {
    tail += Math.exp(scores[i]);
    ll += scores[i] - Math.log(tail); //@ unstable naive-logsumexp
  }
  return ll;
}

/** same, with suffix maxima */
export function plackettLuceFast(scores: number[]): number {
  let ll = 0;
  let m = -Infinity;
  let acc = 0;
  for (let i = scores.length - 1; i >= 0; i--) {
    const s = scores[i];
    if (s > m) {
      acc = acc * Math.exp(m - s) + 1;
      m = s;
    } else {
      acc += Math.exp(s - m); //@ stable naive-logsumexp
    }
    ll += s - (m + Math.log(acc)); //@ stable naive-logsumexp
  }
  return ll;
}

export function clickModelBias(positions: number[], eta = 1): number[] {
  return positions.map((p) => Math.exp(-eta * Math.log(p + 1))); //@ stable other
}

export function bm25Idf(nDocs: number, df: number): number {
  return Math.log(1 + (nDocs - df + 0.5) / (df + 0.5)); //@ stable other
}
