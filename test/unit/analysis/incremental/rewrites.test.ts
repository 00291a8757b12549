// Rewrites of what is found, taken over from one version to the next where they would be made again.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createAnalyzer, type Analyzer } from '../../../../src/analysis/index.ts';
import { agreement } from '../../../../src/analysis/verify/agreement.ts';
import { analyzeDocument } from '../../../../src/analysis/analyze.ts';
import { Histories } from '../../../../src/analysis/incremental/histories.ts';
import { ParserPool } from '../../../../src/analysis/languages/parser.ts';
import { assets, file } from '../support/analyzer.ts';
import { assertSame } from '../support/versions.ts';

const text = (value: string) => `import numpy as np


def loss(x, w):
    e = np.exp(w(x))
    return e / e.sum()


def nll(x):
    return np.log(np.exp(x) / np.exp(x).sum())


def other(x):
    return np.log1p(np.exp(0 * x)) + ${value}
`;

/** The texts that the edits of each version write, given as it is without other versions. */
async function written(versions: readonly string[]): Promise<readonly (readonly string[])[]> {
  const incremental = await createAnalyzer(assets);
  const all: string[][] = [];
  for (const version of versions) {
    await assertSame(incremental, file(version));
    all.push(await editsOf(incremental, version));
  }
  incremental.dispose();
  return all;
}

async function editsOf(incremental: Analyzer, version: string): Promise<string[]> {
  const analysis = await incremental.analyze({ ...file(version), identity: 'one' });
  assert.ok(analysis.ok);
  return analysis.findings.flatMap(({ rewrites }) => rewrites.flatMap(({ edits }) => edits.map((edit) => edit.text)));
}

suite('rewrites of a version', () => {
  test('are compared once, however often a function elsewhere is edited', async () => {
    const pool = await ParserPool.create(assets.runtime, assets.grammars);
    const histories = new Histories();
    let compared = 0;
    const compare: typeof agreement = (...given) => {
      compared += 1;
      return agreement(...given);
    };
    const counts = [];
    for (const value of ['x', 'x + 1', 'x * 2']) {
      const document = { ...file(text(value)), identity: 'one' };
      const analysis = await analyzeDocument(document, pool, compare, {}, undefined, histories);
      assert.ok(analysis.ok);
      assert.ok(analysis.findings.length >= 2);
      counts.push(compared);
    }
    const [first = 0, second, third] = counts;
    assert.ok(first > 0);
    assert.deepEqual([second, third], [first, first]);
    histories.dispose();
    pool.dispose();
  });

  test('give names that nothing in the function has by now', async () => {
    const taken = text('x').replace('    e = ', '    # not the logits yet\n    e = ');
    const [first, second, third, fourth] = await written([text('x'), text('logits(x)'), taken, text('x + 1')]);
    assert.ok(first!.some((code) => code.startsWith('logits = ')));
    assert.deepEqual(second, first, 'what another function calls so is no matter');
    assert.ok(third!.some((code) => code.startsWith('logits_2 = ')));
    assert.deepEqual(fourth, first);
  });

  test('import by a name that nothing has by now', async () => {
    const [first, second] = await written([text('x'), text('log_softmax')]);
    assert.ok(first!.some((code) => code.includes('from scipy.special import log_softmax')));
    assert.ok(second!.some((code) => code.includes('import scipy.special') && !code.includes('from')));
  });

  test('import on a line of its own, wherever the one before ends by now', async () => {
    const all = await written([
      text('x'),
      text('x').replace('np\n', 'np  # arrays\n'),
      text('x + 1').replace('np\n', 'np  \n'),
    ]);
    assert.equal(all[1]!.length, all[0]!.length);
  });

  test('end their lines as the text does by now', async () => {
    const [, second] = await written([text('x'), text('x').replace('\n', '\r\n')]);
    assert.ok(second!.some((code) => code.includes('\r\n')));
  });

  test('of what stands outside of functions see who reads it', async () => {
    const outside = (value: string) => `import torch
x = torch.load('x')
for _ in range(3):
    e = torch.exp(x)
    p = e / e.sum(dim=1, keepdim=True)
def other(y):
    return torch.log1p(torch.exp(0 * y)) + ${value}
`;
    await written([outside('y'), outside('e'), outside('np.log(e)'), outside('e + p'), outside('y + 1')]);
  });
});
