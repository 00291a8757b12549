import express from 'express';
import pino from 'pino';
import { loadEngine, loadTokenizer } from './engine';
import { generate } from './generate';
import { rerank } from './rerank';

const log = pino({ level: process.env.LOG_LEVEL ?? 'info' });
const app = express();
app.use(express.json());

const engine = loadEngine(process.env.MODEL_DIR ?? './models');
const tokenizer = loadTokenizer(process.env.MODEL_DIR ?? './models');

app.post('/v1/completions', async (req, res) => {
  const { prompt, max_tokens, temperature } = req.body;
  const started = Date.now();
  let text = '';
  let lp = 0;
  let n = 0;
  for await (const t of generate(await engine, await tokenizer, prompt, { maxTokens: max_tokens, temperature })) {
    text += t.text;
    lp += t.logprob;
    n++;
  }
  const perplexity = Math.exp(-lp / Math.max(n, 1));
  log.info({ n, perplexity, ms: Date.now() - started }, 'completion');
  res.json({ choices: [{ text }], usage: { completion_tokens: n }, perplexity });
});

app.post('/v1/rerank', async (req, res) => {
  const { query, documents } = req.body;
  const results = await rerank(await engine, query, documents);
  log.info({ n: documents.length }, 'rerank');
  res.json({ results });
});

function backoff(attempt: number): number {
  return Math.min(30_000, 250 * Math.exp(attempt)) * (0.5 + Math.random() / 2); //@ stable other
}

async function start(attempt = 0): Promise<void> {
  try {
    await engine;
    app.listen(Number(process.env.PORT ?? 8080), () => log.info('listening'));
  } catch (err) {
    log.error(err);
    setTimeout(() => start(attempt + 1), backoff(attempt));
  }
}

start();
