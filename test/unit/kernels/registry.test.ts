import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { findKernel, kernelNames, kernels } from '../../../src/kernels/index.ts';

const folder = new URL('../../../src/kernels/', import.meta.url);

test('every kernel is a folder of its name with twins side by side, and every such folder a kernel', () => {
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(new URL(`${entry.name}/`, folder)).includes('naive.ts'))
    .map(({ name }) => name);
  assert.deepEqual(folders.sort(), [...kernelNames].sort());
  assert.equal(kernelNames.length, 16);
  for (const name of folders) assert.ok(readdirSync(new URL(`${name}/`, folder)).includes('stable.ts'), name);
});

test('every kernel says what it is, what it takes and what its twins compute', () => {
  for (const name of kernelNames) {
    const { title, formula, naive, stable, takes } = kernels[name];
    assert.ok(title.length > 0 && formula.naive.length > 0 && formula.stable.length > 0, name);
    assert.notEqual(formula.naive, formula.stable, name);
    assert.notEqual(naive, stable, name);
    assert.equal(takes.includes('target'), name.startsWith('cross-entropy'), name);
  }
});

test('a name that is no kernel finds nothing, be it a property of every object', () => {
  for (const name of ['', 'Softmax', 'toString', '__proto__', 'constructor']) assert.equal(findKernel(name), undefined);
});
