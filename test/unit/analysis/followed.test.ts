// How far calls are followed does not depend on how code is laid out.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createAnalyzer } from '../../../src/analysis/index.ts';
import { assets, file } from './support/analyzer.ts';

/** log(softmax(x)), the softmax two calls away in a function of so many statements more. */
function helperOfHelper(statements: number, layout: (line: string) => string): string {
  const more = Array.from({ length: statements }, () => layout('    seen.append(len(seen))\n')).join('');
  return `import torch

def squash(x, seen):
${more}    return torch.softmax(x, dim=1)

def between(x, seen):
    return squash(x, seen)

def outer(x):
    return torch.log(between(x, []))
`;
}

async function rules(text: string): Promise<readonly string[]> {
  const analysis = await (await createAnalyzer(assets)).analyze(file(text));
  assert.ok(analysis.ok);
  return analysis.findings.map(({ rule }) => rule);
}

const plain = (line: string) => line;
const airy = (line: string) =>
  `    # ${'what this does '.repeat(8)}\n\n${line.replace('(len(seen))', '(\n        (len(seen))\n    )')}`;

suite('a helper of a helper', () => {
  for (const [name, layout] of Object.entries({ plain, airy })) {
    test(`is followed if it is small, ${name}`, async () => {
      assert.deepEqual(await rules(helperOfHelper(10, layout)), ['log-of-softmax']);
    });

    test(`is not followed if it is large, ${name}`, async () => {
      assert.deepEqual(await rules(helperOfHelper(60, layout)), []);
    });
  }

  test('is told to be small or large at the same statement, however it is laid out', async () => {
    const firstLarge = async (layout: (line: string) => string) => {
      let [low, high] = [10, 60];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((await rules(helperOfHelper(middle, layout))).length > 0) low = middle;
        else high = middle;
      }
      return high;
    };
    assert.equal(await firstLarge(airy), await firstLarge(plain));
  });
});
