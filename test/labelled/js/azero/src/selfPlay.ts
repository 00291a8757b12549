import { MCTS, SearchConfig } from './mcts';
import { visitDistribution, maskedPolicy, policyLoss, entropyOfVisits } from './policy';
import { GameState, PolicyValue, Sample, SelfPlayConfig } from './types';

type Evaluator = (s: GameState) => PolicyValue;

function choose(p: number[]): number {
  let r = Math.random();
  for (let i = 0; i < p.length; i++) {
    r -= p[i];
    if (r <= 0) return i;
  }
  return p.lastIndexOf(Math.max(...p));
}

export class SelfPlay {
  private temperature: number;

  constructor(private evaluator: Evaluator, private search: SearchConfig, private cfg: SelfPlayConfig) {
    this.temperature = cfg.startTemperature;
  }

  playGame(start: GameState): Sample[] {
    const mcts = new MCTS(this.evaluator, this.search);
    const samples: Sample[] = [];
    let s = start;
    let move = 0;
    while (!s.isTerminal()) {
      const counts = mcts.run(s);
      const tau = move < this.cfg.temperatureMoves ? this.temperature : 0;
      const pi = visitDistribution(counts, tau);
      samples.push({ planes: s.planes(), target: pi, z: 0, legal: s.legalMoves() });
      s = s.play(choose(pi));
      move++;
      if (move % 10 === 0) console.log(`move ${move} H=${entropyOfVisits(counts).toFixed(2)}`);
    }
    let z = s.outcome();
    for (let i = samples.length - 1; i >= 0; i--) {
      z = -z;
      samples[i].z = z;
    }
    return samples;
  }

  /** Plays straight from the network output, used for quick rating games. */
  rawMove(s: GameState, ply: number, maxPly = 60): number {
    const { logits } = this.evaluator(s);
    const temp = this.cfg.startTemperature * (1 - Math.min(ply, maxPly) / maxPly);
    const legal = s.legalMoves();
    const top = Math.max(...legal.map((a) => logits[a]));
    const w = legal.map((a) => Math.exp((logits[a] - top) / temp)); //@ unstable zero-temperature
    const total = w.reduce((x, y) => x + y, 0);
    return legal[choose(w.map((x) => x / total))];
  }

  validate(samples: Array<Sample & { state: GameState }>): { policy: number; value: number } {
    let pl = 0;
    let vl = 0;
    for (const smp of samples) {
      const out = this.evaluator(smp.state);
      pl += policyLoss(maskedPolicy(out.logits, smp.legal, smp.target.length), smp.target);
      vl += (out.value - smp.z) ** 2;
    }
    return { policy: pl / samples.length, value: vl / samples.length };
  }
}
