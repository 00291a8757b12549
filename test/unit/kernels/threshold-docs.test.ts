import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

test('docs/thresholds.md is what npm run docs:thresholds prints', () => {
  const printed = execFileSync(process.execPath, ['--import', 'tsx', 'scripts/thresholds.mjs', '--stdout'], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(readFileSync(`${root}docs/thresholds.md`, 'utf8'), printed);
  for (const known of ['709.7827128933841', '88.72283935546875', '11.09375', '−103.972084', '1.99805']) {
    assert.ok(printed.includes(known), known);
  }
});
