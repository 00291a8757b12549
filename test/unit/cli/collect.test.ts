import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { collect } from '../../../src/cli/collect.ts';
import { displayPath } from '../../../src/cli/paths.ts';
import { temporaryFolder } from './support/folder.ts';

/** What is read for the paths, as a report names it; errors in parentheses. */
function found(cwd: string, ...paths: string[]): string[] {
  return collect(paths, cwd).map((visit) => {
    const file = displayPath(visit.path, cwd);
    return visit.kind === 'file' ? file : `${file} (${visit.message})`;
  });
}

test('a folder is searched for Python files and notebooks, by name', (t) => {
  const folder = temporaryFolder(t, {
    'b.py': '',
    'B.py': '',
    'a/z.ipynb': '',
    'a/deep/x.pyw': '',
    'a.py': '',
    'C.PY': '',
    'stub.pyi': '',
    'notes.md': '',
    py: '',
    '.hidden/h.py': '',
    'folder.py/in.py': '',
  });
  const files = ['.hidden/h.py', 'B.py', 'C.PY', 'a/deep/x.pyw', 'a/z.ipynb', 'a.py', 'b.py', 'folder.py/in.py'];
  assert.deepEqual(found(folder, '.'), files);
});

test('a folder is searched for scripts, but not for what a program has made of them, nor for types alone', (t) => {
  const names = ['a.js', 'b.mjs', 'c.cjs', 'd.jsx', 'e.ts', 'f.mts', 'g.cts', 'h.tsx'];
  const others = ['a.min.js', 'b-min.js', 'c.min.mjs', 'types.d.ts', 'types.d.mts', 'node_modules/a.js', 'data.json'];
  const folder = temporaryFolder(t, Object.fromEntries([...names, ...others].map((name) => [name, ''])));
  assert.deepEqual(found(folder, '.'), names);
  assert.deepEqual(found(folder, 'a.min.js'), ['a.min.js']);
});

test('environments, caches and checkpoints are left out, unless they are named', (t) => {
  const folder = temporaryFolder(t, {
    'a.py': '',
    'node_modules/b.py': '',
    '.git/hooks/b.py': '',
    'x/__pycache__/b.py': '',
    '.ipynb_checkpoints/a-checkpoint.ipynb': '',
    'any name/pyvenv.cfg': '',
    'any name/lib/b.py': '',
    'conda/conda-meta/history': '',
    'conda/lib/b.py': '',
  });
  assert.deepEqual(found(folder, '.'), ['a.py']);
  assert.deepEqual(found(folder, 'any name', 'node_modules'), ['any name/lib/b.py', 'node_modules/b.py']);
});

test('a named file is read whatever .gitignore says', (t) => {
  const folder = temporaryFolder(t, { '.gitignore': '*.py\nout/', 'a.py': '', 'b.py': '', 'out/c.ipynb': '' });
  assert.deepEqual(found(folder, '.'), []);
  assert.deepEqual(found(folder, 'a.py', 'out/c.ipynb'), ['a.py', 'out/c.ipynb']);
});

test('a named folder is searched although it is ignored itself, by the patterns for what is in it', (t) => {
  const folder = temporaryFolder(t, {
    '.gitignore': 'out/\n*_gen.py',
    'out/a.py': '',
    'out/a_gen.py': '',
    'out/deep/b.py': '',
  });
  assert.deepEqual(found(folder, 'out'), ['out/a.py', 'out/deep/b.py']);
  assert.deepEqual(found(folder, 'out/deep'), ['out/deep/b.py']);
});

test('.gitignore files above a named folder hold up to the root of the repository, with its exclude file', (t) => {
  const folder = temporaryFolder(t, {
    '.gitignore': 'd.py',
    'repository/.git/info/exclude': 'c.py',
    'repository/.gitignore': 'a.py',
    'repository/x/.gitignore': 'b.py',
    ...Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`repository/x/y/${name}.py`, ''])),
  });
  assert.deepEqual(found(folder, 'repository/x/y'), ['repository/x/y/d.py']);
  assert.deepEqual(found(join(folder, 'repository/x/y'), '.'), ['d.py']);
});

test('outside of a repository .gitignore files hold from the working directory on', (t) => {
  const folder = temporaryFolder(t, {
    '.gitignore': 'a.py',
    'cwd/.gitignore': 'b.py',
    ...Object.fromEntries(['a', 'b', 'c'].map((name) => [`cwd/x/${name}.py`, ''])),
  });
  assert.deepEqual(found(join(folder, 'cwd'), 'x'), ['x/a.py', 'x/c.py']);
  assert.deepEqual(found(join(folder, 'cwd/x'), '..'), ['a.py', 'c.py']);
});

test('a repository inside another has its own patterns only', (t) => {
  const folder = temporaryFolder(t, {
    '.git/HEAD': '',
    '.gitignore': 'a.py',
    'inner/.git': 'gitdir: ../.git/worktrees/inner\n',
    '.git/worktrees/inner/commondir': '../..\n',
    '.git/info/exclude': 'b.py',
    'inner/a.py': '',
    'inner/b.py': '',
    'outer/a.py': '',
    'outer/b.py': '',
    'outer/c.py': '',
  });
  assert.deepEqual(found(folder, '.'), ['inner/a.py', 'outer/c.py']);
});

test('a file is read once, however often it is named', (t) => {
  const folder = temporaryFolder(t, { 'a.py': '', 'x/b.py': '' });
  assert.deepEqual(found(folder, 'x/b.py', '.', 'a.py', './x/../a.py', join(folder, 'a.py'), 'x'), ['x/b.py', 'a.py']);
});

test('a missing path is one error in its place', (t) => {
  const folder = temporaryFolder(t, { 'a.py': '' });
  assert.deepEqual(found(folder, 'b.py', 'a.py', 'b.py', 'a.py/c.py'), [
    'b.py (no such file or folder)',
    'a.py',
    'a.py/c.py (no such file or folder (a part of the path is a file))',
  ]);
});

test('paths in a report are relative to the working directory, with slashes', (t) => {
  const folder = temporaryFolder(t, { 'x/y/a.py': '', 'x/..c.py': '', 'z/b.py': '' });
  const cwd = join(folder, 'x');
  assert.deepEqual(found(cwd, join(folder, 'x', 'y')), ['y/a.py']);
  assert.deepEqual(found(cwd, '../z', join(folder, 'x/../x/..c.py')), ['../z/b.py', '..c.py']);
  assert.equal(displayPath(resolve(cwd), cwd), '.');
});

const links = { skip: process.platform === 'win32' && 'links need rights on Windows' };

test('a loop of links holds nothing up', links, (t) => {
  const folder = temporaryFolder(t, { 'x/a.py': '' });
  symlinkSync('..', join(folder, 'x/up'));
  symlinkSync('loop.py', join(folder, 'loop.py'));
  assert.deepEqual(found(folder, '.'), ['loop.py (a symbolic link that leads back to itself)', 'x/a.py']);
  assert.deepEqual(found(folder, 'x/up'), ['x/up/loop.py (a symbolic link that leads back to itself)', 'x/up/x/a.py']);
});

test('a link to a file counts once with it, under the name that is no link', links, (t) => {
  const folder = temporaryFolder(t, { 'b.py': '', 'elsewhere/c.txt': '' });
  symlinkSync('b.py', join(folder, 'a.py'));
  symlinkSync('b.py', join(folder, 'c.py'));
  symlinkSync('elsewhere/c.txt', join(folder, 'd.py'));
  symlinkSync('elsewhere/c.txt', join(folder, 'e.py'));
  assert.deepEqual(found(folder, '.'), ['b.py', 'd.py']);
  assert.deepEqual(found(folder, 'a.py'), ['a.py']);
});

test('a link to a folder is followed where it is named, and only there', links, (t) => {
  const folder = temporaryFolder(t, { 'real/.gitignore': 'b.py', 'real/a.py': '', 'real/b.py': '', 'top/': '' });
  symlinkSync('../real', join(folder, 'top/link'));
  assert.deepEqual(found(folder, 'top'), []);
  assert.deepEqual(found(folder, 'top/link'), ['top/link/a.py']);
});

test('a link to nowhere is an error, but for the locks of an editor', links, (t) => {
  const folder = temporaryFolder(t);
  symlinkSync('gone.py', join(folder, 'a.py'));
  symlinkSync('user@host.1:2', join(folder, '.#b.py'));
  symlinkSync('gone', join(folder, 'c.txt'));
  assert.deepEqual(found(folder, '.'), ['a.py (a link to a file that does not exist)']);
});

test('a path that is no file and no folder is an error', { skip: process.platform === 'win32' }, (t) => {
  const folder = temporaryFolder(t);
  assert.deepEqual(collect(['/dev/null'], folder), [
    { kind: 'error', path: '/dev/null', message: 'neither a file nor a folder' },
  ]);
});

test('a working directory reached through a link gives short paths too', links, (t) => {
  const folder = temporaryFolder(t, { 'real/a.py': '' });
  symlinkSync('real', join(folder, 'link'));
  mkdirSync(join(folder, 'other'));
  assert.equal(displayPath(join(folder, 'link/a.py'), join(folder, 'real')), 'a.py');
  assert.equal(displayPath(join(folder, 'link/a.py'), join(folder, 'other')), '../link/a.py');
});
