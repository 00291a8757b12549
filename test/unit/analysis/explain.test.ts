import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { explainFinding } from '../../../src/analysis/index.ts';
import { findingsIn } from './support/analyzer.ts';

async function explained(text: string): Promise<string> {
  const [finding] = await findingsIn(text);
  assert.ok(finding);
  return explainFinding(finding);
}

const numpy =
  'import numpy as np\ndef f(x, w):\n    z = x @ w\n    e = np.exp(z)\n    return e / e.sum(axis=1, keepdims=True)\n';

suite('explainFinding', () => {
  test('says what overflows, at which value, and what the result becomes', async () => {
    const text = await explained(numpy);
    assert.match(text, /^exp\(z\) overflows float64 when z > 709\.78; then this softmax is NaN\./);
    assert.match(text, /inf \/ inf is NaN/);
  });

  test('lists the thresholds of all four formats, and marks the one in use', async () => {
    const text = await explained(numpy);
    assert.match(text, /\| float64 \(here\) \| 709\.78 \| -745\.13 \|/);
    assert.match(text, /\| float32 \| 88\.72 \| -103\.97 \|/);
    assert.match(text, /\| float16 \| 11\.09 \| -17\.33 \|/);
    assert.match(text, /\| bfloat16 \| 88\.72 \| -92\.88 \|/);
  });

  test('gives the chain of reasons from the exponent to the quotient', async () => {
    const text = await explained(numpy);
    assert.match(text, /1\. z is x @ w: nothing bounds it from above\n2\. exp\(z\) is inf when z > 709\.78/);
    assert.match(text, /3\. the sum over axis 1 is then inf\n4\. inf \/ inf is NaN/);
  });

  test('says whether the format is declared or the usual one of the library', async () => {
    assert.match(await explained(numpy), /does not say in which format .* float64 is what its library uses/);
    const half = 'import torch\ndef f(x):\n    e = x.half().exp()\n    return e / e.sum(1, keepdim=True)\n';
    assert.match(await explained(half), /The code says that it computes in float16\./);
    assert.match(await explained(half), /\| float16 \(here\) \|/);
  });

  test('keeps its table whole when the code has a bar in it', async () => {
    const text = await explained('import numpy as np\ndef f(x, y):\n    return np.exp(x | y) / np.exp(x | y).sum()\n');
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    assert.equal(rows.length, 6);
    for (const row of rows) assert.equal(row.replaceAll('\\|', '').split('|').length, 5, row);
  });

  test('puts long code on one line and cuts it', async () => {
    const sum = Array.from({ length: 30 }, (_, n) => `x${n}`).join(' +\n        ');
    const text = await explained(`import numpy as np\ndef f(x):\n    return np.exp(${sum}) / np.exp(${sum}).sum()\n`);
    assert.match(text, /^exp\(x0 \+ x1 \+ .{30,60}…\) overflows float64/);
  });
});
