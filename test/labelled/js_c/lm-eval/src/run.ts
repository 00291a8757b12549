import { readFileSync } from 'node:fs';
import { calibrationError, choiceWeights, klToReference, meanEntropy, perplexity, scoreFromLogits, scoreTokens } from './metrics';
import { OnnxCausalLM } from './model';
import type { ScoringModel } from './model';

interface Item {
  context: number[];
  choices: number[][];
  gold: number;
}

async function multipleChoice(lm: ScoringModel, items: Item[], fast: boolean): Promise<void> {
  const conf: number[] = [];
  const hit: boolean[] = [];
  let nllGold = 0;
  for (const item of items) {
    const logliks: number[] = [];
    for (const choice of item.choices) {
      const ids = [...item.context, ...choice];
      const from = item.context.length - 1;
      const scores = fast
        ? scoreTokens((await lm.distributions(ids)).slice(from), choice)
        : scoreFromLogits((await lm.rawLogits(ids)).slice(from), choice);
      logliks.push(-scores.reduce((s, x) => s + x.nll, 0));
    }
    const w = choiceWeights(logliks);
    const best = w.indexOf(Math.max(...w));
    conf.push(w[best]);
    hit.push(best === item.gold);
    nllGold -= Math.log(w[item.gold]); //@ unstable nll-of-softmax across
  }
  console.table({
    accuracy: hit.filter(Boolean).length / items.length,
    ece: calibrationError(conf, hit),
    nll: nllGold / items.length,
    chance: Math.log(items[0].choices.length), //@ stable other
  });
}

async function languageModelling(lm: ScoringModel, ref: ScoringModel | null, ids: number[]): Promise<void> {
  const rows = await lm.rawLogits(ids);
  const scores = scoreFromLogits(rows.slice(0, -1), ids.slice(1));
  const dists = await lm.distributions(ids);
  console.log('ppl', perplexity(scores), 'entropy', meanEntropy(dists));
  if (ref) {
    const other = await ref.distributions(ids);
    console.log('kl', dists.reduce((s, d, t) => s + klToReference(d, other[t]), 0) / dists.length);
  }
}

async function main(): Promise<void> {
  const [task, modelPath, dataPath, refPath] = process.argv.slice(2);
  const lm = await OnnxCausalLM.load(modelPath, 50257);
  const data = JSON.parse(readFileSync(dataPath, 'utf8'));
  if (task === 'mc') await multipleChoice(lm, data, process.env.FAST === '1');
  else await languageModelling(lm, refPath ? await OnnxCausalLM.load(refPath, 50257) : null, data);
}

main().catch((err) => {
  console.error(err);
  process.exit(1);
});
