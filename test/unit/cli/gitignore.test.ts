import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { GitIgnore } from '../../../src/cli/gitignore.ts';

const base = resolve('/base');

function rules(files: Readonly<Record<string, string>>): GitIgnore {
  return Object.entries(files).reduce(
    (made, [folder, text]) => made.with(join(base, folder), text),
    new GitIgnore(base),
  );
}

for (const [what, files, path, ignored] of [
  ['a name at any depth', { '': 'a.py' }, 'x/y/a.py', true],
  ['a tied name in its folder', { '': '/a.py' }, 'a.py', true],
  ['a tied name deeper', { '': '/a.py' }, 'x/a.py', false],
  ['a path is tied', { '': 'x/a.py' }, 'y/x/a.py', false],
  ['a folder pattern does not match a file', { '': 'build/' }, 'build', false],
  ['a folder pattern matches a folder', { '': 'build/' }, 'build/', true],
  ['a name taken back', { '': '*.py\n!a.py' }, 'a.py', false],
  ['the last line wins', { '': '!a.py\n*.py' }, 'a.py', true],
  ['a comment', { '': '#a.py' }, '#a.py', false],
  ['an escaped number sign', { '': '\\#a.py' }, '#a.py', true],
  ['CRLF line ends', { '': 'a.py\r\nb.py\r\n' }, 'a.py', true],
  ['a byte-order mark', { '': '\ufeffa.py' }, 'a.py', true],
  ['a deeper file, any depth', { x: 'a.py' }, 'x/y/a.py', true],
  ['a deeper file, not beside it', { x: 'a.py' }, 'a.py', false],
  ['a deeper file, not a longer name', { x: 'a.py' }, 'xx/a.py', false],
  ['a deeper file, tied', { x: '/a.py' }, 'x/a.py', true],
  ['a deeper file, tied, deeper', { x: '/a.py' }, 'x/y/a.py', false],
  ['a deeper file, path', { x: 'y/a.py' }, 'x/y/a.py', true],
  ['a deeper file, path, deeper', { x: 'y/a.py' }, 'x/z/y/a.py', false],
  ['a deeper file, folder pattern', { x: 'build/' }, 'x/y/build/', true],
  ['a deeper file, folder pattern and a blank', { x: 'build/ ' }, 'x/y/build/', true],
  ['a deeper file, double star', { x: '**/gen/*.py' }, 'x/y/gen/a.py', true],
  ['a deeper file, escaped number sign', { x: '\\#a.py' }, 'x/#a.py', true],
  ['a deeper file, escaped exclamation mark', { x: '\\!a.py' }, 'x/!a.py', true],
  ['a deeper file takes back', { '': '*.py', x: '!a.py' }, 'x/a.py', false],
  ['a deeper file takes back a folder with all that is in it', { '': '/x/gen/', x: '!gen/' }, 'x/gen/a.py', false],
  ['a file cannot come back from an ignored folder', { '': 'gen/', 'x/gen': '!a.py' }, 'x/gen/a.py', true],
  ['a shallower file does not take back', { '': '!a.py', x: 'a.py' }, 'x/a.py', true],
  ['a folder named like a pattern', { 'x[1]*': 'a.py' }, 'x[1]*/a.py', true],
  ['a folder named like a pattern, not what it would match', { 'x[1]*': 'a.py' }, 'x1y/a.py', false],
] as const) {
  test(`${what}: ${path} is ${ignored ? '' : 'not '}ignored`, () => {
    const isFolder = path.endsWith('/');
    assert.equal(rules(files).ignores(join(base, path.replace(/\/$/, '')), isFolder), ignored);
  });
}

test('a folder taken back is not ignored, nor is what is in it, but for patterns that name that', () => {
  const made = rules({ '': 'out/\n*.gen.py' }).takingBack(join(base, 'out/deep'));
  assert.equal(made.ignores(join(base, 'out/deep/a.py'), false), false);
  assert.equal(made.ignores(join(base, 'out/deep/a.gen.py'), false), true);
  assert.equal(made.ignores(join(base, 'out/deep/out'), true), true);
  assert.equal(made.ignores(join(base, 'x/out'), true), true);
});
