import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSource, type Reading } from '../../../src/cli/read.ts';
import type { SourceDocument } from '../../../src/analysis/index.ts';
import { notebookJson, temporaryFolder } from './support/folder.ts';

const script = { language: 'python', kind: 'file', cells: [{ index: 0, text: 'x = 1\r\n' }] };

function documentOf(reading: Reading): SourceDocument {
  assert.equal(reading.kind, 'source');
  return reading.source.document;
}

for (const name of ['a.py', 'a.PY', 'a.pyw', 'a.pyi', 'script', '.startup']) {
  test(`${name} is read as Python`, (t) => {
    const folder = temporaryFolder(t, { [name]: '\ufeffx = 1\r\n' });
    assert.deepEqual(documentOf(readSource(join(folder, name))), script);
  });
}

test('a file of any name is Python if its first line says so', (t) => {
  const folder = temporaryFolder(t, { 'train.cgi': '#!/usr/bin/env python3\n', 'run.sh': '#!/bin/sh\n# python\n' });
  assert.equal(readSource(join(folder, 'train.cgi')).kind, 'source');
  assert.equal(readSource(join(folder, 'run.sh')).kind, 'error');
});

test('a file of another kind is an error that says what is understood', (t) => {
  const folder = temporaryFolder(t, { 'a.txt': 'x = 1\n' });
  const message =
    /^files with the extension "\.txt" are not understood, only Python \(\.py, .*\.ipynb\), JavaScript .*\.tsx\)$/;
  const reading = readSource(join(folder, 'a.txt'));
  assert.equal(reading.kind, 'error');
  assert.match(reading.message, message);
});

for (const [name, language] of [
  ['a.js', 'javascript'],
  ['a.mjs', 'javascript'],
  ['a.cjs', 'javascript'],
  ['a.jsx', 'javascript'],
  ['a.ts', 'typescript'],
  ['a.mts', 'typescript'],
  ['a.cts', 'typescript'],
  ['a.tsx', 'tsx'],
] as const) {
  test(`${name} is read as ${language}, whatever a comment says of its encoding`, (t) => {
    const text = '// -*- coding: latin-1 -*-\nconst é = 1;\n';
    const folder = temporaryFolder(t, { [name]: text });
    const document = documentOf(readSource(join(folder, name)));
    assert.deepEqual(document, { language, kind: 'file', cells: [{ index: 0, text }] });
  });
}

test('the Python cells of a notebook are one document with their places among all cells', (t) => {
  const folder = temporaryFolder(t, { 'a.ipynb': `\ufeff${notebookJson(['a\r\n', 'b'])}` });
  const cells = [
    { index: 1, text: 'a\r\n' },
    { index: 3, text: 'b' },
  ];
  assert.deepEqual(documentOf(readSource(join(folder, 'a.ipynb'))), { language: 'python', kind: 'notebook', cells });
});

test('a notebook in another language is no document and no error', (t) => {
  const folder = temporaryFolder(t, { 'a.ipynb': notebookJson(['x'], 'julia') });
  assert.deepEqual(readSource(join(folder, 'a.ipynb')), { kind: 'other-language', language: 'julia' });
});

for (const [name, content, message] of [
  ['a.ipynb', '{"cells": [}', /^not JSON at line 1, column 12: /],
  ['a.ipynb', '{}', /^not a notebook: /],
  ['a.ipynb', '', /^the file is empty$/],
  ['a.ipynb', Buffer.from([0x7b, 0xff]), /^not UTF-8 \(byte 0xFF on line 1\): save it as UTF-8$/],
  ['a.py', Buffer.from([0xff]), /^not UTF-8 /],
  ['folder/b.py', '', /^no such file or folder$/],
] as const) {
  test(`${name} with ${JSON.stringify(content.toString())}: ${message.source}`, (t) => {
    const folder = temporaryFolder(t, name.includes('/') ? {} : { [name]: content });
    const reading = readSource(join(folder, name));
    assert.equal(reading.kind, 'error');
    assert.match(reading.message, message);
  });
}
