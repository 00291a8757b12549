// What opaque terms are known to say: rules ask for that, and never for what something is called.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { LanguageId } from '../../../../src/analysis/index.ts';
import { isTest } from '../../../../src/analysis/terms/comparison.ts';
import type { Saying } from '../../../../src/analysis/terms/term.ts';
import { lowered, returnedBy } from '../support/lowered.ts';

async function valueOf(expression: string, language: LanguageId) {
  const text =
    language === 'python'
      ? `import numpy as np\nimport torch\ndef f(x, y):\n    return ${expression}\n`
      : `function f(x, y) { return ${expression}; }\n`;
  const { document } = await lowered(text, undefined, language);
  return returnedBy(document, 'f')!;
}

const cases: readonly (readonly [LanguageId, string, Saying | undefined])[] = [
  ['python', 'x > y', 'test'],
  ['python', 'x == y', 'test'],
  ['python', 'x is None', 'test'],
  ['python', 'not x', 'not'],
  ['python', '~x', 'not'],
  ['python', 'np.logical_not(x)', 'not'],
  ['python', 'np.isnan(x)', 'nan'],
  ['python', 'torch.isnan(x)', 'nan'],
  ['python', 'torch.nan_to_num(x)', 'nan'],
  ['python', 'x.isnan()', 'nan'],
  ['python', 'np.is_nan(x)', 'nan'],
  ['python', 'finance(x)', undefined],
  ['python', 'x.banana()', undefined],
  ['python', '"text"', 'text'],
  ['python', 'mystery(x)', undefined],
  ['javascript', 'x > y', 'test'],
  ['javascript', '!x', 'not'],
  ['javascript', 'Number.isNaN(x)', 'nan'],
  ['javascript', 'finance(x)', undefined],
  ['javascript', '"text"', 'text'],
];

suite('opaque terms', () => {
  for (const [language, expression, says] of cases) {
    test(`of ${expression} in ${language} say ${says ?? 'nothing'}`, async () => {
      const term = await valueOf(expression, language);
      assert.ok(term.kind === 'opaque');
      assert.equal(term.says, says);
      assert.equal(isTest(term), says === 'test' || says === 'not');
    });
  }

  test('of a range of indices say so', async () => {
    const term = await valueOf('x[1:y]', 'python');
    assert.deepEqual(term.kind === 'gather' && term.indices.map((each) => each.kind === 'opaque' && each.says), [
      'slice',
    ]);
  });
});
