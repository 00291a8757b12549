import { AutoTokenizer, AutoModelForSequenceClassification, env } from '@huggingface/transformers';
import express from 'express';

env.allowLocalModels = false;
const MODEL = 'Xenova/nli-deberta-v3-xsmall';
const tokenizer = await AutoTokenizer.from_pretrained(MODEL);
const model = await AutoModelForSequenceClassification.from_pretrained(MODEL, { dtype: 'q8' });

const app = express();
app.use(express.json());

async function nliLogits(premise, hypothesis) {
  const inputs = tokenizer(premise, { text_pair: hypothesis, truncation: true });
  const { logits } = await model(inputs);
  return Array.from(logits.data);
}

const squash = (x) => 1 / (1 + Math.exp(-Math.max(-50, Math.min(50, x)))); //@ stable naive-sigmoid

function pairwise(entail, contra) {
  const a = Math.exp(entail);
  const b = Math.exp(contra);
  return a / (a + b); //@ unstable naive-softmax across
}

function normalise(scores) {
  const hi = Math.max(...scores);
  const exp = scores.map((s) => Math.exp(s - hi)); //@ stable naive-softmax
  const z = exp.reduce((a, b) => a + b, 0);
  return exp.map((e) => e / z);
}

app.post('/zero-shot', async (req, res) => {
  const { text, labels, multi = false, template = 'This text is about {}.' } = req.body;
  const rows = [];
  for (const label of labels) {
    const [contra, , entail] = await nliLogits(text, template.replace('{}', label));
    rows.push({ label, contra, entail });
  }
  const scores = multi
    ? rows.map((r) => pairwise(r.entail, r.contra))
    : normalise(rows.map((r) => r.entail));
  res.json(rows.map((r, i) => ({ label: r.label, score: scores[i] })).sort((x, y) => y.score - x.score));
});

app.post('/rerank', async (req, res) => {
  const { query, passages } = req.body;
  const out = [];
  for (const p of passages) {
    const [, , score] = await nliLogits(p, query);
    out.push({ passage: p, score: squash(score) });
  }
  res.json(out.sort((a, b) => b.score - a.score));
});

app.post('/nll', async (req, res) => {
  const { premise, hypothesis, gold } = req.body;
  const p = normalise(await nliLogits(premise, hypothesis));
  const loss = -Math.log(p[gold]); //@ unstable nll-of-softmax across
  res.json({ loss, perplexity: Math.exp(loss) });
});

app.get('/health', (_, res) => res.json({ ok: true, uptimeLog: Math.log10(process.uptime() + 1) }));

app.listen(process.env.PORT || 3000);
