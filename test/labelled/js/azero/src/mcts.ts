import { GameState, PolicyValue } from './types';
import { maskedPolicy } from './policy';

class Node {
  children = new Map<number, Node>();
  visits = 0;
  valueSum = 0;
  constructor(public prior: number) {}

  get q(): number {
    return this.visits === 0 ? 0 : this.valueSum / this.visits;
  }
}

export interface SearchConfig {
  simulations: number;
  cBase: number;
  cInit: number;
  dirichletAlpha: number;
  noiseFrac: number;
}

function gammaSample(shape: number): number {
  if (shape < 1) return gammaSample(shape + 1) * Math.pow(1 - Math.random(), 1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const u1 = 1 - Math.random();
    const x = Math.sqrt(-2 * Math.log(u1)) * Math.cos(2 * Math.PI * Math.random()); //@ stable other
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - Math.random();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v; //@ stable other
  }
}

export class MCTS {
  constructor(private evaluate: (s: GameState) => PolicyValue, private cfg: SearchConfig) {}

  private ucb(parent: Node, child: Node): number {
    const c = Math.log((1 + parent.visits + this.cfg.cBase) / this.cfg.cBase) + this.cfg.cInit; //@ stable other
    return -child.q + (c * child.prior * Math.sqrt(parent.visits)) / (1 + child.visits);
  }

  private expand(node: Node, s: GameState): number {
    const { logits, value } = this.evaluate(s);
    const p = maskedPolicy(logits, s.legalMoves(), s.numActions);
    for (const a of s.legalMoves()) node.children.set(a, new Node(p[a]));
    return value;
  }

  private addNoise(root: Node): void {
    const keys = [...root.children.keys()];
    const g = keys.map(() => gammaSample(this.cfg.dirichletAlpha));
    const sum = g.reduce((a, b) => a + b, 0);
    keys.forEach((k, i) => {
      const c = root.children.get(k)!;
      c.prior = c.prior * (1 - this.cfg.noiseFrac) + (g[i] / sum) * this.cfg.noiseFrac;
    });
  }

  run(state: GameState): number[] {
    const root = new Node(1);
    this.expand(root, state);
    this.addNoise(root);
    for (let i = 0; i < this.cfg.simulations; i++) {
      let node = root;
      let s = state;
      const path = [root];
      while (node.children.size > 0) {
        let bestA = -1;
        let bestV = -Infinity;
        node.children.forEach((ch, a) => {
          const u = this.ucb(node, ch);
          if (u > bestV) { bestV = u; bestA = a; }
        });
        node = node.children.get(bestA)!;
        s = s.play(bestA);
        path.push(node);
      }
      let v = s.isTerminal() ? s.outcome() : this.expand(node, s);
      for (let j = path.length - 1; j >= 0; j--) {
        path[j].valueSum += v;
        path[j].visits++;
        v = -v;
      }
    }
    const counts = new Array(state.numActions).fill(0);
    root.children.forEach((c, a) => { counts[a] = c.visits; });
    return counts;
  }
}
