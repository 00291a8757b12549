import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { runInWebWorker } from '../../host/webKind.ts';

const folder = mkdtempSync(join(tmpdir(), 'web-kind-test-'));
after(() => {
  rmSync(folder, { recursive: true });
});
writeFileSync(join(folder, 'package.json'), '{ "publisher": "p", "name": "n" }');

it('the web-worker host is asked for by a setting', () => {
  runInWebWorker(folder, join(folder, 'fresh'));
  const settings: unknown = JSON.parse(readFileSync(join(folder, 'fresh', 'User', 'settings.json'), 'utf8'));
  assert.deepEqual(settings, { 'remote.extensionKind': { 'p.n': ['web'] } });
});

it('and the other settings stay', () => {
  const path = join(folder, 'used', 'User', 'settings.json');
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '{ "editor.fontSize": 12 }');
  runInWebWorker(folder, join(folder, 'used'));
  const settings = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  assert.equal(settings['editor.fontSize'], 12);
  assert.ok('remote.extensionKind' in settings);
});
