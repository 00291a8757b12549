import { logSumExp, pickWeighted } from './math-utils';

export interface Node {
  id: number;
  nodeId: number;
  pos: number;
  length: number;
  score: number;
  prev: Node | null;
  backtrace: number;
}

export class Lattice {
  readonly chars: string[];
  readonly beginNodes: Node[][];
  readonly endNodes: Node[][];
  private counter = 0;

  constructor(readonly sentence: string) {
    this.chars = Array.from(sentence);
    this.beginNodes = Array.from({ length: this.chars.length + 1 }, () => []);
    this.endNodes = Array.from({ length: this.chars.length + 1 }, () => []);
    this.endNodes[0].push(this.make(-1, 0, 0, 0));
    this.beginNodes[this.chars.length].push(this.make(-2, this.chars.length, 0, 0));
  }

  private make(id: number, pos: number, length: number, score: number): Node {
    return { id, nodeId: this.counter++, pos, length, score, prev: null, backtrace: 0 };
  }

  insert(pos: number, length: number, score: number, id: number): void {
    const node = this.make(id, pos, length, score);
    this.beginNodes[pos].push(node);
    this.endNodes[pos + length].push(node);
  }

  viterbi(): Node[] {
    for (let pos = 0; pos <= this.chars.length; pos++) {
      for (const r of this.beginNodes[pos]) {
        let best = -Infinity;
        for (const l of this.endNodes[pos]) {
          const s = l.backtrace + r.score;
          if (s > best) {
            best = s;
            r.prev = l;
          }
        }
        r.backtrace = best;
      }
    }
    const path: Node[] = [];
    let node = this.beginNodes[this.chars.length][0].prev;
    while (node && node.prev) {
      path.push(node);
      node = node.prev;
    }
    return path.reverse();
  }

  forward(theta: number): Float64Array {
    const alpha = new Float64Array(this.counter);
    for (let pos = 0; pos <= this.chars.length; pos++) {
      for (const r of this.beginNodes[pos]) {
        this.endNodes[pos].forEach((l, i) => {
          alpha[r.nodeId] = logSumExp(alpha[r.nodeId], theta * l.score + alpha[l.nodeId], i === 0); //@ stable naive-logsumexp
        });
      }
    }
    return alpha;
  }

  sample(theta: number, rand: () => number = Math.random): Node[] {
    const alpha = this.forward(theta);
    const out: Node[] = [];
    let node = this.beginNodes[this.chars.length][0];
    let z = alpha[node.nodeId];
    for (;;) {
      const prev = this.endNodes[node.pos];
      const probs = prev.map((l) => Math.exp(alpha[l.nodeId] + theta * l.score - z)); //@ stable naive-softmax
      node = prev[pickWeighted(probs, rand)];
      if (node.id === -1) return out.reverse();
      z = alpha[node.nodeId];
      out.push(node);
    }
  }
}
