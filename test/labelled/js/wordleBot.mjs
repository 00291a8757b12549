import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

const { values: args } = parseArgs({
  options: {
    words: { type: 'string', default: 'words.json' },
    greedy: { type: 'boolean', default: false },
    temperature: { type: 'string', default: '0.8' },
  },
});

const pattern = (guess, answer) => {
  const res = Array(5).fill(0);
  const left = {};
  for (let i = 0; i < 5; i++) {
    if (guess[i] === answer[i]) res[i] = 2;
    else left[answer[i]] = (left[answer[i]] ?? 0) + 1;
  }
  for (let i = 0; i < 5; i++) {
    if (res[i] === 0 && left[guess[i]] > 0) {
      res[i] = 1;
      left[guess[i]]--;
    }
  }
  return res.join('');
};

/** expected information of a guess, in bits */
function information(guess, candidates) {
  const counts = new Map();
  for (const c of candidates) {
    const p = pattern(guess, c);
    counts.set(p, (counts.get(p) ?? 0) + 1);
  }
  let bits = 0;
  for (const n of counts.values()) {
    const p = n / candidates.length;
    bits -= p * Math.log2(p); //@ stable log-of-softmax
  }
  return bits;
}

// word frequency -> prior, squashed by a sigmoid over the rank
function prior(rank, n) {
  const x = (10 * (n / 2 - rank)) / n;
  const e = Math.exp(x);
  return e / (1 + e); //@ stable naive-sigmoid
}

// information is at most log2(243) bits, about 7.9
function pickWeighted(scored, temperature) {
  const T = Math.max(temperature, 0.1);
  const best = scored[0].bits;
  const w = scored.map((s) => Math.exp((s.bits - best) / T)); //@ stable naive-softmax
  const z = w.reduce((a, b) => a + b, 0);
  let r = Math.random() * z;
  for (let i = 0; i < w.length; i++) if ((r -= w[i]) <= 0) return scored[i].word;
  return scored[0].word;
}

class Bot {
  constructor(words, options) {
    this.words = words;
    this.temperature = options.greedy ? 0 : Number(options.temperature);
    this.reset();
  }

  reset() {
    this.candidates = this.words.slice();
    this.trace = [];
  }

  scored() {
    return this.candidates
      .map((word) => ({ word, bits: information(word, this.candidates) }))
      .sort((a, b) => b.bits - a.bits);
  }

  next() {
    const s = this.scored();
    return this.temperature === 0 ? s[0].word : pickWeighted(s, this.temperature);
  }

  /** share of every candidate shown in the hint panel */
  hints() {
    const flat = this.scored().map((s) => Math.exp(s.bits / this.temperature)); //@ unstable zero-temperature across
    const total = flat.reduce((a, b) => a + b, 0);
    return flat.map((f) => f / total);
  }

  feedback(guess, res) {
    const before = this.candidates.length;
    this.candidates = this.candidates.filter((c) => pattern(guess, c) === res);
    this.trace.push({ guess, res, gained: Math.log2(before / Math.max(1, this.candidates.length)) }); //@ stable other
  }
}

async function main() {
  const words = JSON.parse(await readFile(args.words, 'utf8'));
  const bot = new Bot(words, args);
  const log = console;
  let total = 0;
  for (const answer of words.slice(0, 200)) {
    bot.reset();
    for (let turn = 1; turn <= 6; turn++) {
      const g = bot.next();
      if (g === answer) {
        total += turn;
        break;
      }
      bot.feedback(g, pattern(g, answer));
    }
  }
  log.log('average', total / 200, 'prior mid', prior(words.length / 2, words.length)); //@ stable other
}

main();
