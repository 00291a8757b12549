import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { workbenchAddress } from '../../host/address.ts';

const server = { port: 4321, token: 'secret' };
const folder = mkdtempSync(join(tmpdir(), 'address test '));
mkdirSync(join(folder, 'other'));
writeFileSync(join(folder, 'a.py'), '');
after(() => {
  rmSync(folder, { recursive: true });
});

function payloadOf(address: string): Record<string, string> {
  const text = new URL(address).searchParams.get('payload') ?? '';
  return Object.fromEntries(JSON.parse(text) as [string, string][]);
}

describe("the workbench's address", () => {
  it('carries the token, the folder, and the rest as payload', () => {
    const args = { extensionDevelopmentPath: '/x y', extensionTestsPath: '/t.js', paths: [folder] } as const;
    const address = workbenchAddress(server, args);
    const { origin, searchParams } = new URL(address);
    assert.equal(origin, 'http://127.0.0.1:4321');
    assert.equal(searchParams.get('tkn'), 'secret');
    assert.equal(searchParams.get('folder'), folder);
    assert.deepEqual(payloadOf(address), {
      skipWelcome: 'true',
      extensionDevelopmentPath: 'vscode-remote://127.0.0.1:4321/x%20y',
      extensionTestsPath: 'vscode-remote://127.0.0.1:4321/t.js',
    });
  });

  it('opens a file, relative to where the command was given', () => {
    const { openFile } = payloadOf(workbenchAddress(server, { paths: ['a.py'] }, folder));
    assert.equal(openFile, `vscode-remote://127.0.0.1:4321${encodeURI(folder)}/a.py`);
  });

  it('refuses what is not there', () => {
    assert.throws(() => workbenchAddress(server, { paths: ['b.py'] }, folder), /There is no .*b\.py to open/);
  });

  it('refuses two folders', () => {
    assert.throws(() => workbenchAddress(server, { paths: ['.', 'other'] }, folder), /Two folders to open/);
  });
});
