import { features, Item } from './features';
import { bce, klDivergence, listNet, pairwise, toProbs } from './losses';

interface Query {
  items: Item[];
  grades: number[];
}

export class LinearRanker {
  w: number[] = new Array(5).fill(0);
  clickBias = 0;

  score(it: Item): number {
    return features(it).reduce((s, f, i) => s + f * this.w[i], 0);
  }

  clickProb(it: Item): number {
    return 1 / (1 + Math.exp(-(this.score(it) + this.clickBias)));
  }
}

function dcg(grades: number[]): number {
  return grades.reduce((s, g, i) => s + (2 ** g - 1) / Math.log2(i + 2), 0);
}

export function train(model: LinearRanker, queries: Query[], epochs: number, lr = 0.01): void {
  for (let e = 0; e < epochs; e++) {
    let list = 0, pair = 0, click = 0, drift = 0;
    for (const q of queries) {
      const before = toProbs(q.items.map((it) => model.score(it)));
      const target = toProbs(q.grades);
      list += listNet(target, before);
      for (let i = 0; i < q.items.length; i++) {
        const f = features(q.items[i]);
        const g = before[i] - target[i];
        model.w = model.w.map((w, k) => w - lr * g * f[k]);
        click += bce(q.grades[i] > 0 ? 1 : 0, model.clickProb(q.items[i]));
        if (i > 0) pair += pairwise(model.score(q.items[i - 1]), model.score(q.items[i]));
      }
      drift += klDivergence(before, toProbs(q.items.map((it) => model.score(it))));
    }
    const ndcg = queries.reduce((s, q) => {
      const order = q.items.map((it, i) => [model.score(it), q.grades[i]]).sort((a, b) => b[0] - a[0]);
      return s + dcg(order.map((o) => o[1])) / (dcg([...q.grades].sort((a, b) => b - a)) || 1);
    }, 0);
    console.log({ e, list, pair, click, drift, ndcg: ndcg / queries.length });
  }
}
