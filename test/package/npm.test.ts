// The package for npm: packed, installed into an empty folder without a network, run.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { root } from '../host/paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'softmax-npm-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

function npm(command: string, cwd: string): string {
  // npm is a script of its own on Windows, which only a shell starts.
  const { status, stdout, stderr } = spawnSync(command, { cwd, encoding: 'utf8', shell: true });
  assert.equal(status, 0, `${command}: ${stderr}`);
  return stdout;
}

describe('the package for npm', () => {
  const packed = npm(`npm pack --json --ignore-scripts --pack-destination "${folder}"`, root);
  const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];

  it('holds the command line, its grammars, the rule pages and the texts', () => {
    const paths = files.map(({ path }) => path);
    for (const path of [
      'dist/cli.js',
      'dist/tree-sitter.wasm',
      ...['python', 'javascript', 'typescript', 'tsx'].map((language) => `dist/tree-sitter-${language}.wasm`),
      'LICENSE',
      'README.md',
    ]) {
      assert.ok(paths.includes(path), path);
    }
    assert.ok(paths.includes('docs/rules/naive-softmax.md'));
    // npm always takes what "main" and "browser" name.
    const named = ['dist/extension.js', 'dist/extension.web.js'];
    const others = paths.filter((path) => !/^(dist\/(cli\.js|tree-sitter.*\.wasm)|docs\/rules\/.*|[^/]+)$/.test(path));
    assert.deepEqual(
      others.filter((path) => !named.includes(path)),
      [],
    );
  });

  it('runs from an empty folder without a network', () => {
    writeFileSync(join(folder, 'package.json'), '{"private": true}');
    npm(`npm install --offline --no-audit --no-fund "${join(folder, filename)}"`, folder);
    writeFileSync(join(folder, 'a.py'), 'import numpy as np\np = np.exp(x) / np.exp(x).sum()\n');
    const check = spawnSync('npx --offline softmax-stability check a.py', {
      cwd: folder,
      encoding: 'utf8',
      shell: true,
    });
    assert.match(check.stdout, /^a\.py:2:5: warning naive-softmax /, check.stderr);
    assert.equal(check.status, 1);
    assert.match(npm('npx --offline softmax-stability --explain naive-softmax', folder), /^# naive-softmax/);
  });
});
