// npm test: sets up a fresh clone, runs every stage, and counts.
/* global AbortController */
import { parseArgs } from 'node:util';
import { ensureBuild, ensureDependencies, requireNode } from './setup.mjs';
import { runStage } from './stage.mjs';
import { stages } from './stages.mjs';
import { summary } from './summary.mjs';

const help = `npm test [-- STAGE…]

Installs what is missing and runs every stage, or the named ones. A stage that fails does not stop the others.
Property tests draw the same values in each run; SEED=$RANDOM draws others.
Stages: ${stages.map(({ name }) => name).join(', ')}`;

/** A run that fails says something of the code, not of its luck. What it is does not matter. */
const defaultSeed = '271828';

/** @throws {Error} for a name that is no stage */
function chosen(names) {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) throw new Error(`There is no stage "${unknown.join('", "')}".\n\n${help}`);
  return names.length === 0 ? stages : stages.filter(({ name }) => names.includes(name));
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const wanted = chosen(positionals);
  requireNode();
  process.env.SEED ??= defaultSeed;
  await ensureDependencies();
  const interrupt = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => interrupt.abort());
  const results = [];
  let unbuilt = '';
  if (wanted.some(({ built }) => built) && !wanted.some(({ name }) => name === 'build')) {
    await ensureBuild().catch((error) => (unbuilt = error.message));
  }
  for (const stage of wanted) {
    if (interrupt.signal.aborted) break;
    console.log(`\n── ${stage.name} ${'─'.repeat(Math.max(0, 70 - stage.name.length))}`);
    if (stage.built && unbuilt) {
      console.log(`Not run: ${unbuilt}`);
      results.push({
        name: stage.name,
        passed: 0,
        failed: 1,
        skipped: 0,
        seconds: 0,
        note: 'not run: no build',
        failures: [],
      });
      continue;
    }
    const result = await runStage(stage, interrupt.signal);
    if (stage.name === 'build' && result.failed > 0) unbuilt = 'the build failed.';
    results.push(result);
  }
  console.log(`\n${summary(results, interrupt.signal.aborted)}`);
  if (interrupt.signal.aborted) return 130;
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
