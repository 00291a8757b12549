import { Lattice } from './lattice';
import { digamma } from './math-utils';

export type Piece = [token: string, score: number];

function logAdd(a: number, b: number): number {
  return Math.log(Math.exp(a) + Math.exp(b)); //@ unstable naive-logsumexp
}

export class UnigramTrainer {
  pieces: Piece[];

  constructor(seed: Map<string, number>, private vocabSize: number, private shrink = 0.75) {
    const total = [...seed.values()].reduce((a, b) => a + b, 0);
    const logTotal = Math.log(total); //@ stable other
    this.pieces = [...seed].map(([tok, n]) => [tok, Math.log(n) - logTotal]); //@ stable other
  }

  private populate(lattice: Lattice): void {
    const index = new Map(this.pieces.map(([tok], i) => [tok, i]));
    const n = lattice.chars.length;
    for (let i = 0; i < n; i++) {
      let s = '';
      for (let j = i; j < Math.min(n, i + 16); j++) {
        s += lattice.chars[j];
        const id = index.get(s);
        if (id !== undefined) lattice.insert(i, j - i + 1, this.pieces[id][1], id);
      }
    }
  }

  /** Marginal log-likelihood of a sentence. */
  sentenceScore(sentence: string): number {
    const chars = Array.from(sentence);
    const scores = new Map(this.pieces);
    const alpha = new Array<number>(chars.length + 1).fill(-Infinity);
    alpha[0] = 0;
    for (let end = 1; end <= chars.length; end++) {
      for (let start = Math.max(0, end - 16); start < end; start++) {
        const score = scores.get(chars.slice(start, end).join(''));
        if (score === undefined) continue;
        alpha[end] = logAdd(alpha[end], alpha[start] + score);
      }
    }
    return alpha[chars.length];
  }

  eStep(sentences: Array<[string, number]>): { expected: Float64Array; objective: number } {
    const expected = new Float64Array(this.pieces.length);
    let objective = 0;
    for (const [text, count] of sentences) {
      const lattice = new Lattice(text);
      this.populate(lattice);
      for (const node of lattice.viterbi()) expected[node.id] += count;
      objective -= count * this.sentenceScore(text);
    }
    return { expected, objective };
  }

  mStep(expected: Float64Array): void {
    const kept: Piece[] = [];
    let sum = 0;
    expected.forEach((freq, i) => {
      if (freq < 0.5) return;
      kept.push([this.pieces[i][0], freq]);
      sum += freq;
    });
    const logSum = digamma(sum);
    this.pieces = kept.map(([tok, freq]) => [tok, digamma(freq) - logSum]);
  }

  prune(): void {
    const size = Math.max(this.vocabSize, Math.floor(this.pieces.length * this.shrink));
    this.pieces = this.pieces.sort((a, b) => b[1] - a[1]).slice(0, size);
  }
}
