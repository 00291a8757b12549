// What only a real process shows: pipes, rights, links.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { temporaryFolder } from '../unit/cli/support/folder.ts';
import type { JsonReport } from '../unit/cli/support/runIn.ts';
import { bundledCli } from './support/bundle.ts';
import { naiveSoftmax } from './support/sources.ts';
import { outcomeOf, runCli, startCli } from './support/spawnCli.ts';

const files = 8;
const functionsPerFile = 40;

/** Enough findings, each with a long name in it, for a report of more than a megabyte. */
function manyFindings(): Record<string, string> {
  const argument = 'x'.repeat(500);
  const functions = Array.from({ length: functionsPerFile }, (_, index) => naiveSoftmax('\n', `f${index}`, argument));
  return Object.fromEntries(Array.from({ length: files }, (_, index) => [`${index}.py`, functions.join('\n')]));
}

test('a long report comes through a slow pipe whole', async (t) => {
  const folder = temporaryFolder(t, manyFindings());
  const child = await startCli(['check', '--format', 'json'], { cwd: folder });
  await once(child.stdout!, 'readable');
  await sleep(300);
  const { code, stdout } = await outcomeOf(child);
  assert.equal(code, 1);
  assert.ok(stdout.length > 1_000_000, `${stdout.length} characters`);
  const report = JSON.parse(stdout) as JsonReport;
  assert.equal(report.files, files);
  assert.equal(report.findings.length, files * functionsPerFile);
});

test('a reader that goes away after the first lines is met with silence', async (t) => {
  const folder = temporaryFolder(t, manyFindings());
  const child = await startCli(['check', '--format', 'json'], { cwd: folder });
  let stderr = '';
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child.stdout!, 'readable');
  child.stdout!.destroy();
  const [code] = (await once(child, 'close')) as [number];
  assert.equal(stderr, '');
  assert.equal(code, 1);
});

test(
  'a file without read permission is an error, the others are analysed',
  { skip: process.platform === 'win32' },
  async (t) => {
    const folder = temporaryFolder(t, {
      'a.py': naiveSoftmax(),
      'b.py': naiveSoftmax(),
      'closed/c.py': naiveSoftmax(),
    });
    const copy = temporaryFolder(t);
    cpSync(dirname(await bundledCli()), join(copy, 'dist'), { recursive: true });
    writeFileSync(join(copy, 'package.json'), '{"version": "1.0.0"}');
    for (const open of [folder, copy]) chmodSync(open, 0o755);
    chmodSync(join(folder, 'a.py'), 0o000);
    chmodSync(join(folder, 'closed'), 0o000);
    // Root may read everything, so it runs a copy of the program as nobody.
    const isRoot = process.getuid?.() === 0;
    const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};
    const probe = spawnSync(process.execPath, ['--version'], nobody);
    if (probe.status !== 0) {
      t.skip('node cannot be run as another user here');
      return;
    }
    const outcome = await runCli(folder, ['check', '--format', 'json'], nobody, join(copy, 'dist/cli.js'));
    assert.equal(outcome.code, 2, outcome.stderr);
    const report = JSON.parse(outcome.stdout) as JsonReport;
    assert.deepEqual(report.errors, [
      { file: 'a.py', message: 'permission denied' },
      { file: 'closed', message: 'permission denied' },
    ]);
    assert.deepEqual(
      report.findings.map((finding) => finding.file),
      ['b.py'],
    );
  },
);

test(
  'the program finds its parser when it is started through a link',
  { skip: process.platform === 'win32' },
  async (t) => {
    const folder = temporaryFolder(t, { 'bin/': '', 'a.py': naiveSoftmax() });
    const link = join(folder, 'bin/softmax-stability');
    symlinkSync(await bundledCli(), link);
    const { status, stdout } = spawnSync(process.execPath, [link, 'check', 'a.py'], { cwd: folder, encoding: 'utf8' });
    assert.match(stdout, /^a\.py:4:9: /);
    assert.equal(status, 1);
  },
);

test('a loop of links holds nothing up', { skip: process.platform === 'win32' }, async (t) => {
  const folder = temporaryFolder(t, { 'x/a.py': naiveSoftmax() });
  symlinkSync('..', join(folder, 'x/up'));
  const { code, stdout } = await runCli(folder, ['check']);
  assert.equal(code, 1);
  assert.match(stdout, /\n1 finding in 1 file\n$/);
});
