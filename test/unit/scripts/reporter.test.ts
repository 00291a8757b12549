import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const reporter = fileURLToPath(new URL('../../../scripts/reporter.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'reporter-test-'));
after(() => {
  rmSync(folder, { recursive: true });
});

/** What `node --test` prints, through the reporter, for files with these texts. */
function report(...texts: string[]): string {
  const files = texts.map((text, at) => {
    const path = join(folder, `${at}.test.mjs`);
    writeFileSync(path, `import assert from 'node:assert';\nimport { test, describe, it } from 'node:test';\n${text}`);
    return path;
  });
  const env = { ...process.env };
  delete env['NODE_TEST_CONTEXT']; // or the inner run reports to the outer one
  return spawnSync(process.execPath, ['--test', '--test-reporter', reporter, ...files], { encoding: 'utf8', env })
    .stdout;
}

const lastLine = (output: string): string => output.trimEnd().split('\n').at(-1) ?? '';

describe('the reporter', () => {
  it('counts tests, not the groups they stand in', () => {
    const output = report(`describe('g', () => { it('a', () => {}); it('b', () => {}); }); test('c', () => {});`);
    assert.equal(lastLine(output), '[tests] 3 passed, 0 failed, 0 skipped');
  });

  it('shows a failure with its title and where it happened', () => {
    const output = report(`test('adds up', () => { assert.equal(1, 2); });`, `test('fine', () => {});`);
    assert.equal(lastLine(output), '[tests] 1 passed, 1 failed, 0 skipped');
    assert.match(output, /✖ .*0\.test\.mjs: adds up\n +AssertionError.*1 == 2/s);
  });

  it('counts a file that fails to load', () => {
    assert.equal(lastLine(report(`throw new Error('broken');`)), '[tests] 0 passed, 1 failed, 0 skipped');
  });

  it('fails a file without a test', () => {
    const output = report('');
    assert.equal(lastLine(output), '[tests] 0 passed, 1 failed, 0 skipped');
    assert.match(output, /holds no test/);
  });

  it('does not count what was skipped or is still to be done as passed', () => {
    const output = report(`test.skip('later', () => {}); test.todo('some day');`);
    assert.equal(lastLine(output), '[tests] 0 passed, 0 failed, 2 skipped');
  });
});
