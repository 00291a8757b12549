// Where the check is looser than to the letter, all mutants are tried, not a sample: lines of a function in the place of its call, in
// which the logarithm's own value may stand once more, and promises that are kept by elements.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { verify } from '../../../../src/analysis/verify/verify.ts';
import { plannedRewrites } from '../support/checks.ts';
import { fixturesIn } from '../support/fixtures.ts';
import { arraysIn, mutantsOf } from '../support/mutants.ts';

/** In these everything that such lines compute is read. */
const unfolded = ['several-outputs-run', 'sequences', 'once-more', 'unfolded'].map(
  (name) => `python/log-of-softmax/${name}`,
);
const names = [...unfolded, 'javascript/log-of-softmax/narrow.ts'];

suite('all mutants', () => {
  for (const { name, text, language } of ['python', 'javascript'].flatMap((of) => fixturesIn(`${of}/log-of-softmax`))) {
    if (!names.includes(name)) continue;
    test(`of ${name} are refused`, async (t) => {
      let tried = 0;
      const accepted: string[] = [];
      for (const { check, match, plan, edits } of await plannedRewrites(text, language)) {
        if (verify(check, match, plan, edits).kind !== 'ok') continue;
        for (const [index, edit] of edits.entries()) {
          for (const mutant of mutantsOf(edit.text, arraysIn(text))) {
            // Without an axis it is over the last one, in the terms.
            if (/softmax\((?:[^(),]|\([^()]*\))*\)/.test(mutant.text)) continue;
            const changed = edits.map((other, at) => (at === index ? { ...other, text: mutant.text } : other));
            tried++;
            if (verify(check, match, plan, changed).kind === 'ok') accepted.push(`${mutant.operator}: ${mutant.text}`);
          }
        }
      }
      t.diagnostic(`${tried} mutants`);
      assert.deepEqual(accepted, []);
      assert.ok(tried > 20);
    });
  }
});
