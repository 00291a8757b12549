import { COLS, initial, legalMoves, play, winner } from './game';
import type { GameState } from './game';
import { PolicyValueNet } from './net';

interface TreeNode {
  state: GameState;
  prior: number;
  visits: number;
  total: number;
  children: Map<number, TreeNode>;
}

const node = (state: GameState, prior = 1): TreeNode => ({
  state,
  prior,
  visits: 0,
  total: 0,
  children: new Map(),
});

export class MCTS {
  constructor(private net: PolicyValueNet, private cPuct = 1.5, private cBase = 19652) {}

  private puct(parent: TreeNode, child: TreeNode): number {
    const c = Math.log((1 + parent.visits + this.cBase) / this.cBase) + this.cPuct; //@ stable other
    const q = child.visits ? -child.total / child.visits : 0;
    return q + (c * child.prior * Math.sqrt(parent.visits)) / (1 + child.visits);
  }

  private simulate(n: TreeNode): number {
    let v: number;
    if (winner(n.state) !== 0) {
      v = -1;
    } else if (n.children.size === 0) {
      const { policy, value } = this.net.evaluate(n.state);
      legalMoves(n.state).forEach((ok, a) => {
        if (ok) n.children.set(a, node(play(n.state, a), policy[a]));
      });
      v = n.children.size ? value : 0;
    } else {
      let best = -1;
      let bestScore = -Infinity;
      for (const [a, c] of n.children) {
        const s = this.puct(n, c);
        if (s > bestScore) {
          bestScore = s;
          best = a;
        }
      }
      v = -this.simulate(n.children.get(best)!);
    }
    n.visits++;
    n.total += v;
    return v;
  }

  search(state: GameState, sims: number, tau: number): Float64Array {
    const root = node(state);
    for (let i = 0; i < sims; i++) this.simulate(root);
    const pi = new Float64Array(COLS);
    for (const [a, c] of root.children) pi[a] = c.visits;
    return visitPolicy(pi, tau);
  }
}

function visitPolicy(visits: Float64Array, tau: number): Float64Array {
  const logits = visits.map((n) => Math.log(n) / tau); //@ unstable zero-temperature across
  const m = Math.max(...logits);
  const e = logits.map((l) => Math.exp(l - m));
  const z = e.reduce((a, b) => a + b, 0);
  return e.map((x) => x / z);
}

export function selfPlay(net: PolicyValueNet, sims = 100): Array<{ s: GameState; pi: Float64Array }> {
  const mcts = new MCTS(net);
  const out: Array<{ s: GameState; pi: Float64Array }> = [];
  let s = initial();
  for (let ply = 0; winner(s) === 0 && legalMoves(s).some(Boolean); ply++) {
    const tau = ply < 10 ? 1 : 0;
    const pi = mcts.search(s, sims, tau);
    out.push({ s, pi });
    let r = Math.random();
    const a = pi.findIndex((p) => (r -= p) <= 0);
    s = play(s, a);
  }
  return out;
}
