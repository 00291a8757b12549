const STOPWORDS = new Set(['the', 'a', 'an', 'of', 'and', 'to', 'in']);

function tokenize(text) {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((t) => t && !STOPWORDS.has(t));
}

class NaiveBayes {
  constructor({ alpha = 1 } = {}) {
    this.alpha = alpha;
    this.docs = new Map();
    this.words = new Map();
    this.totals = new Map();
    this.vocab = new Set();
    this.n = 0;
  }

  learn(text, label) {
    this.n++;
    this.docs.set(label, (this.docs.get(label) || 0) + 1);
    if (!this.words.has(label)) this.words.set(label, new Map());
    const bag = this.words.get(label);
    for (const t of tokenize(text)) {
      this.vocab.add(t);
      bag.set(t, (bag.get(t) || 0) + 1);
      this.totals.set(label, (this.totals.get(label) || 0) + 1);
    }
    return this;
  }

  jointLog(text) {
    const toks = tokenize(text);
    return [...this.docs.entries()].map(([label, count]) => {
      const bag = this.words.get(label);
      const denom = (this.totals.get(label) || 0) + this.alpha * this.vocab.size;
      let lp = Math.log(count / this.n); //@ stable other
      for (const t of toks) lp += Math.log(((bag.get(t) || 0) + this.alpha) / denom); //@ stable other
      return { label, lp };
    });
  }

  classify(text) {
    return this.jointLog(text).reduce((best, c) => (c.lp > best.lp ? c : best)).label;
  }

  probabilities(text) {
    const joint = this.jointLog(text);
    const likes = joint.map(({ lp }) => Math.exp(lp)); //@ unstable naive-softmax
    const evidence = likes.reduce((a, b) => a + b, 0);
    return Object.fromEntries(joint.map(({ label }, i) => [label, likes[i] / evidence]));
  }

  margin(text) {
    const [a, b] = this.jointLog(text).sort((x, y) => y.lp - x.lp);
    return b ? 1 - Math.exp(b.lp - a.lp) : 1; //@ stable other
  }
}

/** Mutual information feature ranking over raw counts. */
function mutualInformation(model, term) {
  let mi = 0;
  let withTerm = 0;
  for (const bag of model.words.values()) withTerm += bag.get(term) || 0;
  const total = [...model.totals.values()].reduce((a, b) => a + b, 0);
  for (const [label, bag] of model.words) {
    const joint = (bag.get(term) || 0) / total;
    const pc = model.totals.get(label) / total;
    const pt = withTerm / total;
    if (joint > 0) mi += joint * Math.log2(joint / (pc * pt)); //@ stable log-of-softmax
  }
  return mi;
}

function evaluate(model, rows) {
  let hit = 0;
  let logLoss = 0;
  for (const { text, label } of rows) {
    if (model.classify(text) === label) hit++;
    const p = model.probabilities(text)[label];
    logLoss -= Math.log(p); //@ unstable nll-of-softmax across
  }
  return { accuracy: hit / rows.length, logLoss: logLoss / rows.length };
}

const model = new NaiveBayes({ alpha: 0.5 });
[
  ['cheap pills buy now', 'spam'],
  ['win money now', 'spam'],
  ['meeting moved to tuesday', 'ham'],
  ['lunch on friday?', 'ham'],
].forEach(([t, l]) => model.learn(t, l));

if (process.argv.includes('--demo')) {
  console.log(model.probabilities('buy cheap lunch'));
  console.log(evaluate(model, [{ text: 'win pills', label: 'spam' }]));
  console.log(mutualInformation(model, 'now'));
}

module.exports = { NaiveBayes, evaluate, mutualInformation, tokenize };
