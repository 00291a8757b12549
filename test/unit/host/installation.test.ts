import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ensureInstallation, findInstallation } from '../../host/installation.ts';

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'installation-test-'));
});
afterEach(() => {
  rmSync(cache, { recursive: true });
});

/** Writes what npm would. */
function fakeNpm(_args: readonly string[], cwd: string, pathFirst: string): Promise<void> {
  if (pathFirst) return Promise.resolve(); // the second call, for the server's own packages
  const vscode = 'node_modules/code-server/lib/vscode';
  put(join(cwd, vscode, 'package.json'), '{ "version": "1.2.3" }');
  put(join(cwd, vscode, 'out/server-main.js'), '');
  put(join(cwd, `node_modules/node-linux-${process.arch}/bin/node`), '');
  return Promise.resolve();
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

describe('installing the VS Code from npm', () => {
  it('happens once', async () => {
    const first = await ensureInstallation(cache, fakeNpm);
    assert.equal(first.reused, false);
    assert.equal(first.vscodeVersion, '1.2.3');
    const second = await ensureInstallation(cache, () => Promise.reject(new Error('npm was called again.')));
    assert.deepEqual(second, { ...first, reused: true });
  });

  it('leaves nothing behind where npm fails', async () => {
    await assert.rejects(
      ensureInstallation(cache, async (args, cwd, pathFirst) => {
        await fakeNpm(args, cwd, pathFirst);
        if (pathFirst) throw new Error('The network is gone.');
      }),
      /The network is gone/,
    );
    assert.deepEqual(readdirSync(cache), []);
    assert.equal(findInstallation(cache), undefined);
  });

  it('takes no folder for finished that lacks its stamp or a file', async () => {
    await ensureInstallation(cache, fakeNpm);
    const [name = ''] = readdirSync(cache);
    rmSync(join(cache, name, `node_modules/node-linux-${process.arch}/bin/node`));
    assert.equal(findInstallation(cache), undefined);
    assert.equal((await ensureInstallation(cache, fakeNpm)).reused, false);
    rmSync(join(cache, name, 'installed.json'));
    assert.equal(findInstallation(cache), undefined);
  });

  it('removes what a dead run left half-done, and not what a living one is at', async () => {
    const dead = 2 ** 30; // beyond the largest process id of Linux
    mkdirSync(join(cache, `installing-${dead}`));
    mkdirSync(join(cache, `installing-${process.ppid}`));
    await ensureInstallation(cache, fakeNpm);
    const left = readdirSync(cache).filter((name) => name.startsWith('installing-'));
    assert.deepEqual(left, [`installing-${process.ppid}`]);
  });

  it('gives way to another run that was faster', async () => {
    const other = await ensureInstallation(cache, async (args, cwd, pathFirst) => {
      await fakeNpm(args, cwd, pathFirst);
      if (pathFirst) return;
      // Meanwhile, in another process:
      const [own = ''] = readdirSync(cache);
      const faster = mkdtempSync(join(tmpdir(), 'faster-'));
      await ensureInstallation(faster, fakeNpm);
      const [name = ''] = readdirSync(faster);
      assert.notEqual(own, name);
      const { renameSync } = await import('node:fs');
      renameSync(join(faster, name), join(cache, name));
      rmSync(faster, { recursive: true });
    });
    assert.equal(readdirSync(cache).length, 1);
    assert.deepEqual(findInstallation(cache), { ...other, reused: true });
  });
});
