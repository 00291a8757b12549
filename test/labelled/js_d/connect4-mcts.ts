type Board = Int8Array;

interface Evaluation {
  policy: Float32Array; // raw output of the policy head
  value: number;
}

interface Net {
  evaluate(board: Board, player: number): Promise<Evaluation>;
}

const COLS = 7;
const ROWS = 6;

class TreeNode {
  visits = 0;
  valueSum = 0;
  children = new Map<number, TreeNode>();
  constructor(public prior: number) {}

  get q(): number {
    return this.visits === 0 ? 0 : this.valueSum / this.visits;
  }
}

export function legalMoves(b: Board): number[] {
  const out: number[] = [];
  for (let c = 0; c < COLS; c++) if (b[c] === 0) out.push(c);
  return out;
}

export function play(b: Board, col: number, player: number): Board {
  const nb = b.slice() as Board;
  for (let r = ROWS - 1; r >= 0; r--) {
    if (nb[r * COLS + col] === 0) {
      nb[r * COLS + col] = player;
      break;
    }
  }
  return nb;
}

export class MCTS {
  constructor(private net: Net, private sims = 200, private cBase = 19652, private cInit = 1.25) {}

  private priors(policy: Float32Array, moves: number[]): Map<number, number> {
    const legal = moves.map((m) => policy[m]);
    const top = Math.max(...legal);
    let z = 0;
    const res = new Map<number, number>();
    moves.forEach((m, i) => {
      const e = Math.exp(legal[i] - top); //@ stable naive-softmax
      res.set(m, e);
      z += e;
    });
    for (const [m, e] of res) res.set(m, e / z);
    return res;
  }

  private select(node: TreeNode): [number, TreeNode] {
    const c = Math.log((1 + node.visits + this.cBase) / this.cBase) + this.cInit; //@ stable other
    let best: [number, TreeNode] | null = null;
    let bestScore = -Infinity;
    for (const [m, ch] of node.children) {
      const u = (c * ch.prior * Math.sqrt(node.visits)) / (1 + ch.visits);
      if (-ch.q + u > bestScore) {
        bestScore = -ch.q + u;
        best = [m, ch];
      }
    }
    return best!;
  }

  async run(board: Board, player: number): Promise<TreeNode> {
    const root = new TreeNode(1);
    for (let i = 0; i < this.sims; i++) {
      let node = root;
      let b = board;
      let p = player;
      const path = [root];
      while (node.children.size > 0) {
        const [m, ch] = this.select(node);
        b = play(b, m, p);
        p = -p;
        node = ch;
        path.push(node);
      }
      const { policy, value } = await this.net.evaluate(b, p);
      for (const [m, pr] of this.priors(policy, legalMoves(b))) node.children.set(m, new TreeNode(pr));
      let v = value;
      for (let k = path.length - 1; k >= 0; k--) {
        path[k].visits += 1;
        path[k].valueSum += v;
        v = -v;
      }
    }
    return root;
  }

  /** visit distribution, temperature as in AlphaZero */
  static visitPolicy(root: TreeNode, temperature: number): number[] {
    const logits = new Array(COLS).fill(-Infinity);
    for (const [m, ch] of root.children) logits[m] = Math.log(ch.visits + 1e-10) / temperature; //@ unstable zero-temperature across
    const mx = Math.max(...logits);
    const e = logits.map((l) => Math.exp(l - mx));
    const s = e.reduce((a, b) => a + b, 0);
    return e.map((x) => x / s);
  }
}

export async function selfPlay(net: Net, maxMoves = 42) {
  const search = new MCTS(net);
  let board = new Int8Array(COLS * ROWS) as Board;
  let player = 1;
  const history: { board: Board; pi: number[]; player: number }[] = [];
  for (let t = 0; t < maxMoves && legalMoves(board).length; t++) {
    const root = await search.run(board, player);
    const pi = MCTS.visitPolicy(root, t < 10 ? 1 : 0);
    history.push({ board, pi, player });
    let r = Math.random();
    let col = pi.findIndex((x) => (r -= x) < 0);
    if (col < 0) col = legalMoves(board)[0];
    board = play(board, col, player);
    player = -player;
  }
  return history;
}

/** training loss of one position, rows of raw policy outputs */
export function azLoss(out: Evaluation, pi: number[], z: number): number {
  const exps = Array.from(out.policy, (v) => Math.exp(v)); //@ unstable naive-softmax
  const total = exps.reduce((a, b) => a + b, 0);
  const ce = pi.reduce((s, p, i) => s - p * Math.log(exps[i] / total), 0); //@ unstable nll-of-softmax
  return ce + (z - out.value) ** 2;
}
