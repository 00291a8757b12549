'use strict';

const ort = require('onnxruntime-node');
const { AutoTokenizer } = require('@huggingface/transformers');

const sum = (a) => a.reduce((x, y) => x + y, 0);

function softmax(arr) {
  const maxVal = Math.max(...arr);
  const exps = arr.map((x) => Math.exp(x - maxVal)); //@ stable naive-softmax
  const s = sum(exps);
  return exps.map((e) => e / s);
}

class ZeroShotClassifier {
  constructor(session, tokenizer, label2id) {
    this.session = session;
    this.tokenizer = tokenizer;
    this.entailment = label2id.entailment;
    this.contradiction = label2id.contradiction;
  }

  static async load(dir) {
    const tokenizer = await AutoTokenizer.from_pretrained(dir);
    const session = await ort.InferenceSession.create(`${dir}/onnx/model.onnx`);
    return new ZeroShotClassifier(session, tokenizer, { contradiction: 0, neutral: 1, entailment: 2 });
  }

  async nli(premise, hypothesis) {
    const enc = await this.tokenizer(premise, { text_pair: hypothesis, truncation: true });
    const { logits } = await this.session.run({
      input_ids: new ort.Tensor('int64', enc.input_ids.data, enc.input_ids.dims),
      attention_mask: new ort.Tensor('int64', enc.attention_mask.data, enc.attention_mask.dims),
    });
    return Array.from(logits.data);
  }

  async classify(text, labels, { template = 'This example is {}.', multiLabel = false } = {}) {
    const entails = [];
    for (const label of labels) {
      const out = await this.nli(text, template.replace('{}', label));
      entails.push([out[this.contradiction], out[this.entailment]]);
    }
    let scores;
    if (multiLabel) {
      scores = entails.map((pair) => softmax(pair)[1]);
    } else {
      const e = entails.map(([, v]) => Math.exp(v)); //@ unstable naive-softmax
      scores = e.map((v) => v / sum(e));
    }
    return labels
      .map((label, i) => ({ label, score: scores[i] }))
      .sort((a, b) => b.score - a.score);
  }

  // uncertainty of the decision, in bits
  uncertainty(result) {
    return -sum(result.filter((r) => r.score > 0).map((r) => r.score * Math.log2(r.score)));
  }

  async entailProb(premise, hypothesis) {
    const out = await this.nli(premise, hypothesis);
    const c = out[this.contradiction];
    const e = out[this.entailment];
    return Math.exp(e) / (Math.exp(e) + Math.exp(c)); //@ unstable naive-softmax
  }

  async entailProb2(premise, hypothesis) {
    const out = await this.nli(premise, hypothesis);
    return 1 / (1 + Math.exp(out[this.contradiction] - out[this.entailment])); //@ stable naive-sigmoid
  }
}

async function main() {
  const clf = await ZeroShotClassifier.load(process.argv[2] || './models/nli');
  const res = await clf.classify('Last week I upgraded my phone and it crashes.', ['mobile', 'billing', 'website']);
  console.table(res);
  console.log('H =', clf.uncertainty(res).toFixed(3));
  console.log(await clf.entailProb('A man is eating.', 'Somebody eats.'));
}

if (require.main === module) main();

module.exports = { ZeroShotClassifier, softmax };
