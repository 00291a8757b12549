// Programs that nobody wrote have an answer, and rewrites that can be made.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { LanguageId } from '../../../src/analysis/index.ts';
import { answer, assertMakeable } from './support/answers.ts';
import { programOf } from './support/programs.ts';

suite('programs that are put together by chance', () => {
  for (const language of ['python', 'javascript'] as const) {
    test(`have an answer in ${language}, and every rewrite can be made`, async () => {
      let [findings, rewrites] = [0, 0];
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(9_999), { minLength: 150, maxLength: 250 }), async (choices) => {
          const text = programOf(language, choices);
          for (const { rewrites: offered } of await answer(text, language)) {
            findings++;
            for (const { edits } of offered) await assertMakeable(text, language, edits);
            rewrites += offered.filter(({ edits }) => edits.length > 0).length;
          }
        }),
        { numRuns: Number(process.env['FC_RUNS'] ?? 150) },
      );
      assert.ok(findings > 200, `only ${findings} findings were seen`);
      assert.ok(rewrites > 50, `only ${rewrites} rewrites were seen`);
    });
  }
});

const rounds: Readonly<Record<string, readonly [LanguageId, string]>> = {
  'a total that each round adds to, and takes the logarithm of': [
    'python',
    'import numpy as np\ndef f(x):\n    s = 0.0\n    t = 0.0\n    for v in reversed(x):\n        s += np.exp(v)\n        t += v - np.log(s)\n    return t\n',
  ],
  'the same of numbers': [
    'javascript',
    'function f(x) { let s = 0, t = 0; for (const v of x) { s += Math.exp(v); t += v - Math.log(s); } return t; }\n',
  ],
};
for (const [what, [language, text]] of Object.entries(rounds)) {
  test(`${what}: an answer, with a finding`, async () => {
    assert.notEqual((await answer(text, language)).length, 0);
  });
}
