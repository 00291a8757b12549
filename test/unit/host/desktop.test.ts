import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { missingLibraries, resolveExecutable } from '../../host/desktop.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'desktop-test-')));
after(() => {
  rmSync(folder, { recursive: true });
});

function file(path: string): string {
  const absolute = join(folder, path);
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, '');
  return absolute;
}

describe('what VSCODE_EXECUTABLE may name', () => {
  it('is the program itself', () => {
    const program = file('own/my-code');
    assert.equal(resolveExecutable(program), program);
  });

  it("is Linux's command, a link to a script beside the program", () => {
    const program = file('share/code/code');
    symlinkSync(file('share/code/bin/code'), join(folder, 'code'));
    assert.equal(resolveExecutable(join(folder, 'code')), program);
  });

  it("is Windows' command", () => {
    const program = file('Microsoft VS Code/Code.exe');
    assert.equal(resolveExecutable(file('Microsoft VS Code/bin/code.cmd')), program);
  });

  it('is a macOS application, or the command inside it', () => {
    const program = file('VS.app/Contents/MacOS/Electron');
    assert.equal(resolveExecutable(join(folder, 'VS.app')), program);
    assert.equal(resolveExecutable(file('VS.app/Contents/Resources/app/bin/code')), program);
  });

  it('is refused where it does not exist, or is a folder without a program', () => {
    assert.throws(
      () => resolveExecutable(join(folder, 'none')),
      /VSCODE_EXECUTABLE names .*none, which does not exist/,
    );
    assert.throws(() => resolveExecutable(join(folder, 'own')), /holds no VS Code program/);
  });
});

describe('the shared libraries of a program', () => {
  it('are all there for one that runs', () => {
    assert.deepEqual(missingLibraries(process.execPath), []);
  });

  it('are not asked for where the program is a script', () => {
    assert.deepEqual(missingLibraries(file('script')), []);
  });
});
