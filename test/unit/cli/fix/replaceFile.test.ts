import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { replaceFile } from '../../../../src/cli/fix/replaceFile.ts';
import { temporaryFolder } from '../support/folder.ts';

const posix = { skip: process.platform === 'win32' };
const bytes = (text: string) => Buffer.from(text);

test('a file has other bytes, its mode, and nothing is left beside it', posix, (t) => {
  const folder = temporaryFolder(t, { 'a.py': 'old' });
  chmodSync(join(folder, 'a.py'), 0o6751);
  assert.equal(replaceFile(join(folder, 'a.py'), bytes('old'), bytes('new')), undefined);
  assert.equal(readFileSync(join(folder, 'a.py'), 'utf8'), 'new');
  assert.equal(statSync(join(folder, 'a.py')).mode & 0o7777, 0o6751);
  assert.deepEqual(readdirSync(folder), ['a.py']);
});

test('a link stays one, and what it leads to is written', posix, (t) => {
  const folder = temporaryFolder(t, { 'real/a.py': 'old' });
  symlinkSync('real/a.py', join(folder, 'b.py'));
  assert.equal(replaceFile(join(folder, 'b.py'), bytes('old'), bytes('new')), undefined);
  assert.ok(lstatSync(join(folder, 'b.py')).isSymbolicLink());
  assert.equal(readFileSync(join(folder, 'real/a.py'), 'utf8'), 'new');
});

test('a file that was changed since is left alone', (t) => {
  const folder = temporaryFolder(t, { 'a.py': 'old' });
  writeFileSync(join(folder, 'a.py'), 'other');
  assert.equal(replaceFile(join(folder, 'a.py'), bytes('old'), bytes('new')), 'not written: it was changed meanwhile');
  assert.equal(readFileSync(join(folder, 'a.py'), 'utf8'), 'other');
  assert.deepEqual(readdirSync(folder), ['a.py']);
});

test('a file that is gone is no reason to make one', (t) => {
  const folder = temporaryFolder(t);
  assert.match(replaceFile(join(folder, 'a.py'), bytes('old'), bytes('new'))!, /^not written: no such file/);
  assert.deepEqual(readdirSync(folder), []);
});
