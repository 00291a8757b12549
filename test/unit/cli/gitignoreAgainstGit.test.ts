// The walk finds what git would list. Skipped where there is no git.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { filesIn } from '../../../src/cli/walk.ts';
import { temporaryFolder, writeFiles } from './support/folder.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;

const names = ['a', 'b', 'ab', 'x y', '[a]', '!b', '#a'];
const folders = ['', 'a/', 'b/', 'a/b/', 'a/a/', 'x y/', 'x y/[a]/', '[a]/', '!b/#a/'];
const allFiles = folders.flatMap((folder) => names.map((name) => `${folder}${name}.py`));

const piece = fc.constantFrom(
  'a',
  'b',
  'ab',
  '*',
  '**',
  '?',
  'a*',
  '*.py',
  'a.py',
  'b.py',
  'x y',
  '[ab]',
  '[!a]',
  '\\[a\\]',
  '\\#a',
  '\\!b',
);
const pattern = fc
  .tuple(
    fc.constantFrom('', '', '', '!', '#'),
    fc.constantFrom('', '', '/'),
    fc.array(piece, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '', '/', ' ', '/ ', '\\ '),
  )
  .map(([not, tied, pieces, end]) => `${not}${tied}${pieces.join('/')}${end}`);
const ignoreFile = fc
  .tuple(fc.array(pattern, { minLength: 1, maxLength: 4 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => lines.join(end) + end);
const ignoreFiles = fc.dictionary(
  fc.constantFrom(...folders.map((folder) => `${folder}.gitignore`), '.git/info/exclude'),
  ignoreFile,
  {
    minKeys: 1,
    maxKeys: 4,
  },
);

test('a folder is searched as git lists it, for any nest of .gitignore files', { skip: !hasGit }, (t) => {
  const folder = temporaryFolder(t, Object.fromEntries(allFiles.map((file) => [file, ''])));
  execFileSync('git', ['init', '-q', folder]);
  const list = [
    '-c',
    'core.quotePath=false',
    '-c',
    'core.excludesFile=',
    'ls-files',
    '-z',
    '--others',
    '--exclude-standard',
    '*.py',
  ];
  fc.assert(
    fc.property(ignoreFiles, (files) => {
      writeFiles(folder, files);
      try {
        const listed = execFileSync('git', list, { cwd: folder, encoding: 'utf8' }).split('\0').filter(Boolean);
        const found = [...filesIn(folder, folder)].map((visit) => relative(folder, visit.path));
        assert.deepEqual(found.sort(), listed.sort());
      } finally {
        for (const file of Object.keys(files)) rmSync(join(folder, file));
      }
    }),
    { numRuns: 150 },
  );
});
