// What was compared once is not compared again, in whatever text it comes back.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze.ts';
import { ParserPool } from '../../../../src/analysis/languages/parser.ts';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { interval } from '../../../../src/analysis/terms/bounds/interval.ts';
import { inputsOf } from '../../../../src/analysis/terms/evaluate/inputs.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import { structureOf } from '../../../../src/analysis/terms/structure.ts';
import { agreement } from '../../../../src/analysis/verify/agreement.ts';
import { remembering, type Compare } from '../../../../src/analysis/verify/cache.ts';
import { assets, file } from '../support/analyzer.ts';
import { termOf } from '../support/lowered.ts';

function counting(): { readonly compare: Compare; readonly count: () => number } {
  let times = 0;
  const compare: Compare = (...given) => {
    times++;
    return agreement(...given);
  };
  return { compare, count: () => times };
}

async function pairIn(store: TermStore, axis = 1) {
  const before = await termOf(`np.exp(x) / np.exp(x).sum(axis=${axis}, keepdims=True)`, store);
  return [before, await termOf(`torch.softmax(x, ${axis})`, store)] as const;
}

suite('remembered comparisons', () => {
  test('are those of the same structure, in another store and by other numbers', async () => {
    const { compare, count } = counting();
    const remembered = remembering(compare);
    const first = remembered(...(await pairIn(new TermStore())), new Bounds(), 1e-10);
    const other = new TermStore();
    other.variable('parameter', 'unrelated', 'elsewhere');
    const second = remembered(...(await pairIn(other)), new Bounds(), 1e-10);
    assert.equal(count(), 1);
    assert.ok(first.ok);
    assert.equal(second, first);
  });

  test('are of their tolerance, bounds and terms alone', async () => {
    const { compare, count } = counting();
    const remembered = remembering(compare);
    const store = new TermStore();
    const pair = await pairIn(store);
    remembered(...pair, new Bounds(), 1e-10);
    remembered(...pair, new Bounds(), 1e-9);
    assert.equal(count(), 2, 'another tolerance');
    remembered(...pair, new Bounds(), 1e-9, { mayOverflow: true });
    assert.equal(count(), 3, 'large values may be lost');
    remembered(...pair, new Bounds(), 1e-9, { ofNumbers: true });
    assert.equal(count(), 4, 'of numbers');
    const [x] = inputsOf(pair).values;
    remembered(...pair, new Bounds(new Map([[x!, interval(0, 1)]])), 1e-10);
    assert.equal(count(), 5, 'other bounds');
    remembered(...(await pairIn(store, 0)), new Bounds(), 1e-10);
    assert.equal(count(), 6, 'another axis');
    remembered(...pair, new Bounds(), 1e-10);
    assert.equal(count(), 6);
  });

  test('are forgotten when others have come, the one asked for longest ago first', async () => {
    const { compare, count } = counting();
    const remembered = remembering(compare, 2);
    const store = new TermStore();
    const pairs = [await pairIn(store, 0), await pairIn(store, 1), await pairIn(store, -1)] as const;
    const ask = (index: 0 | 1 | 2) => remembered(...pairs[index], new Bounds(), 1e-10);
    ask(0);
    ask(1);
    ask(0);
    ask(2);
    assert.equal(count(), 3);
    ask(0);
    assert.equal(count(), 3);
    ask(1);
    assert.equal(count(), 4);
  });

  test('are used when something else in the text was edited, with the same findings', async () => {
    const pool = await ParserPool.create(assets.runtime, assets.grammars);
    const { compare, count } = counting();
    const remembered = remembering(compare);
    const text = 'import numpy as np\n\n\ndef f(x):\n    e = np.exp(x)\n    return e / e.sum(axis=1, keepdims=True)\n';
    const edited = `${text}\n\ndef g(y):\n    return y + 1\n`;
    const first = await analyzeDocument(file(text), pool, remembered);
    const compared = count();
    assert.ok(compared > 0);
    const second = await analyzeDocument(file(edited), pool, remembered);
    assert.equal(count(), compared);
    assert.ok(first.ok && second.ok);
    assert.deepEqual(
      second.findings.map(({ rewrites }) => rewrites.map(({ verified }) => verified)),
      first.findings.map(({ rewrites }) => rewrites.map(({ verified }) => verified)),
    );
    await analyzeDocument(file(edited.replace('axis=1', 'axis=0')), pool, remembered);
    assert.ok(count() > compared, 'another axis is another term');
    pool.dispose();
  });

  test('are not made where only findings are asked for, which are the same but for their rewrites', async () => {
    const pool = await ParserPool.create(assets.runtime, assets.grammars);
    const { compare, count } = counting();
    const text = 'import numpy as np\np = np.exp(x) / np.exp(x).sum()  # a comment\n';
    const early = await analyzeDocument(file(text), pool, compare, { findingsOnly: true });
    assert.equal(count(), 0);
    const whole = await analyzeDocument(file(text), pool, compare);
    assert.ok(early.ok && whole.ok && count() > 0);
    assert.ok(whole.findings.some(({ rewrites }) => rewrites.length > 0));
    assert.deepEqual(
      early.findings,
      whole.findings.map((finding) => ({ ...finding, rewrites: [] })),
    );
    pool.dispose();
  });
});

suite('the structure of terms', () => {
  const texts = [
    ...['np.exp(x)', 'np.exp(y)', 'np.log(x)', 'x + y', 'x - y', 'y - x', 'x + x', 'x.sum()', 'x.sum(axis=0)'],
    ...['x.sum(axis=0, keepdims=True)', 'x.max(axis=0)', 'x.sum(axis=y)', 'torch.softmax(x, 0)', 'torch.softmax(x, 1)'],
    ...[
      'x[:, None]',
      'x[None]',
      'x.T',
      'x.swapaxes(0, 1)',
      'x.swapaxes(0, 2)',
      'x[y]',
      'x[z]',
      'x[0]',
      'x[1]',
      'x[y, z]',
    ],
    ...['np.where(x, y, z)', 'np.where(x, z, y)', 'x < y', 'x <= y', 'x.half()', 'x.double()', '0 * x', '-0.0 * x'],
    ...['x.reshape(y, 1)', 'x.reshape(1, y)', 'F.binary_cross_entropy_with_logits(x, y)', 'unknown(x)', 'other(x)'],
    ...['F.cross_entropy(x, y)', 'np.clip(x, 0, 1)', 'x.reshape(2, -1, 2)', 'x.reshape(3, -1, 2)', '[x, y]', '[y, x]'],
  ];

  test('is the same for the same expression in another store, and different for any other', async () => {
    const seen = new Map<string, string>();
    for (const text of texts) {
      const structure = structureOf([await termOf(text)]);
      const store = new TermStore();
      store.variable('parameter', 'unrelated', 'elsewhere');
      assert.equal(structureOf([await termOf(text, store)]), structure, text);
      assert.equal(seen.get(structure), undefined, `${text} and ${seen.get(structure)}`);
      seen.set(structure, text);
    }
  });

  test('tells variables of one name apart', () => {
    const store = new TermStore();
    const [a, b] = [store.variable('parameter', 'x', 'f'), store.variable('parameter', 'x', 'g')];
    assert.notEqual(structureOf([store.binary('add', a, b)]), structureOf([store.binary('add', a, a)]));
  });
});
