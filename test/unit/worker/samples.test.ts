import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, write } from '../../../src/extension/notebook/text.ts';
import { evaluateCell } from '../../../src/worker/cells/evaluate.ts';
import { Scope } from '../../../src/worker/cells/scope.ts';

const sample = readFileSync(join(import.meta.dirname, '../../../samples/overflow.softmax.md'), 'utf8');

test('the sample notebook is written as it was read, and needs no layout', () => {
  const { cells, layout } = parse(sample);
  assert.equal(write({ cells, layout }), sample);
  assert.equal(write({ cells: cells.map(({ kind, text }) => ({ kind, text })) }), sample);
});

test('every cell of the sample notebook runs and shows something', async () => {
  const scope = new Scope();
  for (const { kind, text } of parse(sample).cells) {
    if (kind !== 'code') continue;
    const { outputs, error } = await evaluateCell(text, scope, () => Promise.resolve());
    assert.equal(error, undefined, text);
    assert.ok(outputs.length > 0, text);
  }
});

test('the sample says what its last question asks: 89 is the first whole number that overflows in bfloat16', async () => {
  for (const [first, isNaN] of [
    [88, false],
    [89, true],
  ] as const) {
    const cell = `softmax([${first}, 0], "bfloat16")`;
    const { outputs } = await evaluateCell(cell, new Scope(), () => Promise.resolve());
    assert.equal(/NaN/.test(outputs[0]!.plain), isNaN, cell);
  }
});
