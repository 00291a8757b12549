class Node {
  constructor(prior) {
    this.prior = prior;
    this.visits = 0;
    this.value = 0;
    this.children = new Map();
  }
  get q() { return this.visits ? this.value / this.visits : 0; }
}

// illegal moves get -Infinity
function maskedPriors(logits, legal) {
  const masked = logits.map((l, i) => (legal[i] ? l : -Infinity));
  const max = Math.max(...masked);
  const exps = masked.map((l) => Math.exp(l - max)); //@ unstable fully-masked-row across
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / sum);
}

class MCTS {
  constructor(net, cfg) {
    this.net = net;
    this.cfg = cfg;
  }

  async expand(node, state) {
    const { policy, value } = await this.net.evaluate(state.planes());
    const priors = maskedPriors(policy, state.legalMask());
    priors.forEach((p, move) => {
      if (p > 0) node.children.set(move, new Node(p));
    });
    return state.over() ? state.result() : value;
  }

  select(node) {
    const total = Math.sqrt(node.visits + 1);
    let best = null, bestScore = -Infinity;
    for (const [move, child] of node.children) {
      const u = this.cfg.cpuct * child.prior * total / (1 + child.visits);
      const s = -child.q + u;
      if (s > bestScore) { bestScore = s; best = [move, child]; }
    }
    return best;
  }

  async run(state) {
    const root = new Node(1);
    await this.expand(root, state);
    for (let i = 0; i < this.cfg.simulations; i++) {
      const s = state.clone();
      const path = [root];
      let node = root;
      while (node.children.size) {
        const [move, child] = this.select(node);
        s.play(move);
        node = child;
        path.push(node);
      }
      let v = await this.expand(node, s);
      for (const n of path.reverse()) {
        n.visits++;
        n.value += v;
        v = -v;
      }
    }
    return root;
  }
}

function visitPolicy(root, size, temperature) {
  const counts = new Array(size).fill(0);
  for (const [m, c] of root.children) counts[m] = c.visits;
  const powed = counts.map((c) => Math.pow(c, 1 / temperature)); //@ unstable zero-temperature across
  const sum = powed.reduce((a, b) => a + b, 0);
  return powed.map((p) => p / sum);
}

function visitPolicyEval(root, size, temperature) {
  const counts = new Array(size).fill(0);
  for (const [m, c] of root.children) counts[m] = c.visits;
  if (temperature === 0) {
    const best = counts.indexOf(Math.max(...counts));
    return counts.map((_, i) => (i === best ? 1 : 0));
  }
  const logs = counts.map((c) => (c > 0 ? Math.log(c) / temperature : -Infinity)); //@ stable zero-temperature
  const top = Math.max(...logs);
  const w = logs.map((l) => Math.exp(l - top));
  const z = w.reduce((a, b) => a + b, 0);
  return w.map((x) => x / z);
}

module.exports = { MCTS, Node, visitPolicy, visitPolicyEval };
