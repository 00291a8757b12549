import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { load } from './load.ts';

const { requireNode, dependenciesAreCurrent } = await load<{
  requireNode: (version: string) => void;
  dependenciesAreCurrent: (folder: string) => boolean;
}>('setup.mjs');

describe('the version of Node', () => {
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0']) {
    it(`${version} will do`, () => {
      requireNode(version);
    });
  }
  for (const version of ['18.20.8', '20.18.3', '20.9.0']) {
    it(`${version} is refused, with what to install`, () => {
      assert.throws(() => {
        requireNode(version);
      }, /is too old: install Node 20\.19 or newer/);
    });
  }
});

describe('whether npm ci is needed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'setup-test-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const wanted = {
    '': { name: 'project' },
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/only-on-another-platform': { version: '1.0.0', integrity: 'z', optional: true },
  };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  mkdirSync(join(folder, 'node_modules'));
  const currentWith = (installed: object): boolean => {
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
    return dependenciesAreCurrent(folder);
  };

  it('is, while npm has not finished', () => {
    assert.equal(dependenciesAreCurrent(folder), false);
  });

  it('is not, where everything has its version', () => {
    assert.equal(currentWith({ 'node_modules/a': { version: '1.0.0', integrity: 'x' } }), true);
  });

  it('is, where a package has another version, other contents, or is missing', () => {
    assert.equal(currentWith({ 'node_modules/a': { version: '1.0.1', integrity: 'x' } }), false);
    assert.equal(currentWith({ 'node_modules/a': { version: '1.0.0', integrity: 'y' } }), false);
    assert.equal(currentWith({}), false);
  });
});
