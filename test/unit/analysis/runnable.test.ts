// Programs that nobody wrote, before and after their safe rewrites, run by NumPy and by Node: whatever they return, store or change in
// their arguments is the same.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { combineRewrites, type LanguageId } from '../../../src/analysis/index.ts';
import { edited } from './support/analyzer.ts';
import { answer } from './support/answers.ts';
import { pythonWith } from './support/python.ts';
import { runnableProgram } from './support/runnable.ts';
import { runnableMatrices } from './support/runnableMatrices.ts';

interface Pair {
  readonly before: string;
  readonly after: string;
}

const count = Number(process.env['FC_RUNS'] ?? 400);

/** Programs that have safe rewrites, with all of them made that can be made together, as `check --fix` does. */
async function rewritten(
  language: LanguageId,
  programOf = (each: readonly number[]) => runnableProgram(language, each),
): Promise<readonly Pair[]> {
  const choices = fc.array(fc.nat(9_999), { minLength: 120, maxLength: 200 });
  const pairs: Pair[] = [];
  for (const each of fc.sample(choices, { numRuns: count, seed: Number(process.env['SEED'] ?? 1) })) {
    const before = programOf(each);
    const found = await answer(before, language);
    const safe = found.flatMap(({ rewrites }) => rewrites.find((rewrite) => rewrite.safe) ?? []);
    const { edits } = combineRewrites(safe, () => before);
    if (edits.length > 0) pairs.push({ before, after: edited(before, edits) });
  }
  return pairs;
}

/** Sums may be made in another order. */
const tolerance = 1e-7;

/** Of arrays of another context, too. */
function numbersOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? [...value.flatMap((each) => numbersOf(each)), value.length] : [Number(value)];
}

function leftBy(text: string, x: readonly number[], y: readonly number[]): readonly (readonly number[])[] {
  const context = createContext({ given: { x: [...x], y: [...y], o: { h: 0 } } });
  const code = `${text}\n;[f(given.x, given.y, given.o), seen, given.o.h, given.x, given.y]`;
  return (runInContext(code, context) as readonly unknown[]).map(numbersOf);
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((v, i) => Math.abs(v - b[i]!) <= tolerance * Math.max(1, Math.abs(v)));
}

suite('programs that are put together by chance, after their safe rewrites', () => {
  for (const kind of ['vectors', 'matrices'] as const) {
    test(`leave the same by NumPy, of ${kind}`, async (t) => {
      const python = pythonWith('numpy');
      if (!python) {
        t.skip('no Python with numpy on this machine');
        return;
      }
      const pairs = await rewritten('python', kind === 'matrices' ? runnableMatrices : undefined);
      const script = fileURLToPath(new URL('./support/run_programs.py', import.meta.url));
      const input = JSON.stringify(pairs.map((pair) => ({ kind, ...pair })));
      const run = spawnSync(python, [script], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
      assert.equal(run.status, 0, run.stderr);
      const results = JSON.parse(run.stdout) as readonly { compared: number; differs: string | null }[];
      for (const [index, { differs }] of results.entries()) {
        assert.equal(differs, null, `${pairs[index]!.before}\nbecomes\n${pairs[index]!.after}\n${differs ?? ''}`);
      }
      const compared = results.reduce((sum, each) => sum + each.compared, 0);
      assert.ok(compared > count / 4, `only ${compared} runs were compared`);
    });
  }

  test('leave the same by Node', async () => {
    const inputs = fc.sample(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 8, maxLength: 8 }), {
      numRuns: 3,
      seed: 1,
    });
    let compared = 0;
    for (const { before, after } of await rewritten('javascript')) {
      for (const values of inputs) {
        const [x, y] = [values.slice(0, 4), values.slice(4)];
        const old = leftBy(before, x, y);
        if (!old.flat().every((v) => Number.isFinite(v) && Math.abs(v) < 1e12)) continue;
        compared++;
        const now = leftBy(after, x, y);
        const what = `${before}\nbecomes\n${after}\n${JSON.stringify([old, now])}`;
        assert.ok(
          old.every((part, index) => isSame(part, now[index]!)),
          what,
        );
      }
    }
    assert.ok(compared > count / 8, `only ${compared} runs were compared`);
  });
});
