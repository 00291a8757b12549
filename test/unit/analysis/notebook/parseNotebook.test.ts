import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseNotebook } from '../../../../src/analysis/notebook/index.ts';
import type { NotebookError } from '../../../../src/analysis/notebook/index.ts';

const code = (source: unknown, more: object = {}) => ({
  cell_type: 'code',
  metadata: {},
  source,
  outputs: [],
  ...more,
});
const markdown = { cell_type: 'markdown', metadata: {}, source: ['# A title'] };

function read(notebook: unknown) {
  const result = parseNotebook(JSON.stringify(notebook));
  assert.ok(result.ok, 'refused');
  return result.notebook;
}

function errorOf(text: string): NotebookError {
  const result = parseNotebook(text);
  assert.ok(!result.ok, 'accepted');
  return result.error;
}

test('code cells come with their place among all cells', () => {
  const { cells } = read({ cells: [markdown, code('a'), { cell_type: 'raw', source: '' }, code('b')], nbformat: 4 });
  assert.deepEqual(cells, [
    { index: 1, language: 'python', text: 'a' },
    { index: 3, language: 'python', text: 'b' },
  ]);
});

test('a source is a string or a list of strings, and line ends stay as stored', () => {
  const { cells } = read({ cells: [code('x = 1\r\ny = 2\n'), code(['x = 1\r\n', 'y = "𝄞"\n', 'z']), code([])] });
  assert.deepEqual(
    cells.map((cell) => cell.text),
    ['x = 1\r\ny = 2\n', 'x = 1\r\ny = "𝄞"\nz', ''],
  );
});

test('nbformat 3 keeps cells in worksheets, with "input" for "source" and a language per cell', () => {
  const old = (input: unknown, language: string) => ({ cell_type: 'code', language, input, outputs: [] });
  const notebook = read({
    nbformat: 3,
    metadata: { name: '' },
    worksheets: [{ cells: [markdown, old(['a\n', 'b'], 'python')] }, { cells: [old('c', 'Julia')] }, {}],
  });
  assert.deepEqual(notebook.cells, [
    { index: 1, language: 'python', text: 'a\nb' },
    { index: 2, language: 'julia', text: 'c' },
  ]);
});

for (const [metadata, language] of [
  [undefined, 'python'],
  [{}, 'python'],
  [{ kernelspec: { name: 'python3' } }, 'python'],
  [{ kernelspec: { language: 'julia' } }, 'julia'],
  [{ language_info: { name: 'R' } }, 'r'],
  [{ language_info: { name: 'python' }, kernelspec: { language: 'julia' } }, 'python'],
  [{ language_info: { name: 'ipython3' } }, 'python'],
  [{ language_info: { name: '' }, kernelspec: { language: 'scala' } }, 'scala'],
  [{ language_info: null, kernelspec: [] }, 'python'],
] as const) {
  test(`metadata ${JSON.stringify(metadata)} makes the cells ${language}`, () => {
    const notebook = read({ metadata, cells: [code('')] });
    assert.equal(notebook.language, language);
    assert.equal(notebook.cells[0]!.language, language);
  });
}

test('a cell may have a language of its own, as VS Code stores it', () => {
  const sql = code('select 1', { metadata: { vscode: { languageId: 'sql' } } });
  assert.deepEqual(
    read({ cells: [sql, code('')] }).cells.map((cell) => cell.language),
    ['sql', 'python'],
  );
});

test('an output with NaN, which Python writes, does not spoil the notebook', () => {
  const text = JSON.stringify({ cells: [code('a', { outputs: [{ data: { loss: 'HERE' } }] })] });
  const result = parseNotebook(text.replace('"HERE"', '[NaN, -Infinity]'));
  assert.ok(result.ok);
  assert.equal(result.notebook.cells[0]!.text, 'a');
});

test('an empty list of cells is an empty notebook', () => {
  assert.deepEqual(read({ cells: [] }).cells, []);
});

test('broken JSON is refused with its place', () => {
  assert.deepEqual(errorOf('{\n "cells": [,]\n}'), {
    code: 'not-json',
    message: 'not JSON at line 2, column 12: expected a value, found ","',
    line: 2,
    column: 12,
  });
});

for (const text of ['', ' \n', '[]', '3', 'null', '{}', '{"cells": {}}', '{"worksheets": 1}']) {
  test(`${JSON.stringify(text)} is not a notebook`, () => {
    assert.equal(errorOf(text).code, 'not-a-notebook');
  });
}

for (const cells of [
  [markdown, 3],
  [markdown, { cell_type: 'code' }],
  [markdown, code(['a', 1])],
  [markdown, code({})],
]) {
  test(`a broken cell is named: ${JSON.stringify(cells[1])}`, () => {
    const error = errorOf(JSON.stringify({ cells }));
    assert.equal(error.code, 'bad-cell');
    assert.match(error.message, /^not a notebook: cell 1 /);
    assert.equal(error.cell, 1);
  });
}
