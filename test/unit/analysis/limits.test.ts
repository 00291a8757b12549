// What would take too long is given up after a number of steps, the same on every machine.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createAnalyzer } from '../../../src/analysis/index.ts';
import { assets, file } from './support/analyzer.ts';

const head = 'import numpy as np\n';
const naive = 'def f(x):\n    e = np.exp(x)\n    return e / e.sum()\n';
const long = `${head}${naive}${'y = [x, x, x, x]\n'.repeat(400)}`;
const many = head + Array.from({ length: 40 }, (_, index) => naive.replace('f(x)', `f${index}(x)`)).join('');

async function analyzed(text: string, limits: { readonly finding: number; readonly rewriting: number }) {
  const analyzer = await createAnalyzer(assets, limits);
  try {
    return await analyzer.analyze(file(text));
  } finally {
    analyzer.dispose();
  }
}

suite('a document that takes more steps than it may', () => {
  test('is given up with a code', async () => {
    const analysis = await analyzed(long, { finding: 1000, rewriting: 100_000 });
    assert.ok(!analysis.ok);
    assert.equal(analysis.code, 'timeout');
    assert.match(analysis.message, /more than 1000 steps/);
  });

  test('is analysed whole within the usual limits', async () => {
    const analysis = await (await createAnalyzer(assets)).analyze(file(long));
    assert.ok(analysis.ok);
    assert.equal(analysis.findings.length, 1);
  });

  test('takes the same number of steps each time', async () => {
    const ends = async (finding: number) => (await analyzed(long, { finding, rewriting: 100_000 })).ok;
    let [low, high] = [1000, 1_000_000];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (await ends(middle)) high = middle;
      else low = middle;
    }
    assert.deepEqual([await ends(low), await ends(high)], [false, true]);
  });

  test('keeps its findings where only the rewrites are too many, with the reason', async () => {
    const analysis = await analyzed(many, { finding: 1_000_000, rewriting: 5000 });
    assert.ok(analysis.ok);
    assert.equal(analysis.findings.length, 40);
    const [first, last] = [analysis.findings[0]!, analysis.findings.at(-1)!];
    assert.ok(first.rewrites.some(({ withheld }) => withheld === undefined));
    assert.deepEqual(
      last.rewrites.map(({ withheld, edits }) => [withheld, edits.length]),
      [['there is too much in this text to check every rewrite', 0]],
    );
  });

  test('tells no branches apart on which what is rewritten does not depend', async () => {
    const branches = Array.from({ length: 16 }, (_, i) => `    if c == ${i}:\n        x = x + w[${i}]\n`).join('');
    const softmax = '    p = np.exp(x) / np.sum(np.exp(x), axis=1, keepdims=True)\n';
    const text = `${head}def f(x, w, c):\n${branches}${softmax}    return np.log(p)\n`;
    const analysis = await (await createAnalyzer(assets)).analyze(file(text));
    assert.ok(analysis.ok);
    const finding = analysis.findings.find(({ rule }) => rule === 'log-of-softmax');
    assert.ok(finding);
    assert.ok(finding.rewrites.some(({ form, safe, verified }) => form === 'inline' && safe && verified));
    assert.deepEqual(
      finding.rewrites.flatMap(({ withheld }) => withheld ?? []),
      [],
    );
  });
});
