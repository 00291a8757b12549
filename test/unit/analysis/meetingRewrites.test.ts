// All that --fix makes of a shift that is no maximum and of the logarithm after it: neither may take away what the other reads.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { combineRewrites } from '../../../src/analysis/index.ts';
import { edited, findingsIn } from './support/analyzer.ts';

/** The text after its safe inline rewrites, round after round. */
async function fixed(text: string): Promise<string> {
  const findings = await findingsIn(text, 'python');
  const rewrites = findings.flatMap(({ rewrites: all }) => all.filter(({ form, safe }) => form === 'inline' && safe));
  const { edits } = combineRewrites(rewrites, () => text);
  return edits.length === 0 ? text : fixed(edited(text, edits));
}

const head = 'import numpy as np\n\n\ndef f(x):\n';
const shifted = 'np.exp(x - np.max(x, axis=1, keepdims=True))';
const logs = '    shifted = x - np.max(x, axis=1, keepdims=True)\n';
const log = 'shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))';
const quotient = '    p = e / e.sum(axis=1, keepdims=True)\n';

suite('rewrites of one softmax', () => {
  test('of which one takes the mean away, and one has it in its logits', async () => {
    const text = `${head}    c = x.mean()\n    e = np.exp(x - c)\n${quotient}    return -np.sum(p * np.log(p))\n`;
    const anew = 'x - np.max(x, axis=1, keepdims=True) - np.log(e.sum(axis=1, keepdims=True))';
    assert.equal(await fixed(text), `${head}    e = ${shifted}\n${quotient}    return -np.sum(p * (${anew}))\n`);
  });

  test('whose maximum is never below 0', async () => {
    const largest = '    m = np.maximum(x.max(axis=1, keepdims=True), 0)\n';
    const text = `${head}${largest}    e = np.exp(x - m)\n${quotient}    return np.log(p)\n`;
    const anew = `${head}    e = ${shifted}\n${logs}    return ${log}\n`;
    assert.equal(await fixed(text), anew.replaceAll('np.max(x, ', 'x.max('));
  });

  test('that is shifted by another number in each column', async () => {
    const mean = '    mu = x.mean(axis=0, keepdims=True)\n';
    const text = `${head}${mean}    e = np.exp(x - mu)\n${quotient}    return np.log(p)\n`;
    const after = await fixed(text);
    assert.ok(after.startsWith(`${head}${mean}`));
    assert.match(after, / {4}shifted = x - mu - np\.max\(x - mu, axis=1, keepdims=True\)\n/);
  });
});
