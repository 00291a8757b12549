import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkSteps } from '../host/checkSteps.ts';
import { root } from '../host/paths.ts';
import { isAlive, whenEnded } from '../host/processes.ts';
import { eventually } from '../integration/assert.ts';
import { descendants } from './processTree.ts';

interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<number | NodeJS.Signals>;
  output(): string;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [join(root, 'scripts', 'start.mjs'), ...args], {
    cwd: tmpdir(), // wherever it is called from
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, npm_lifecycle_event: undefined, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return { child, pid: child.pid!, ended: whenEnded(child), output: () => output };
}

const ownFolders = (): string[] => readdirSync(tmpdir()).filter((name) => /^softmax-(start|vscode)-/.test(name));

// Windows ends a process without asking it; there Ctrl+C reaches every process of the console by itself.
const signals = process.platform === 'win32' ? [] : (['SIGINT', 'SIGTERM'] as const);

describe('npm start', () => {
  for (const signal of signals) {
    it(`says where VS Code is, and leaves nothing behind after ${signal}`, async () => {
      const before = ownFolders();
      const run = start([]);
      await eventually('VS Code', () => /VS Code is at:\s+http|desktop VS Code/.test(run.output()), 120_000);
      assert.match(run.output(), /\[host\] .*VS Code/);
      const processes = await eventually(
        'its processes',
        () => {
          const found = descendants(run.pid);
          return found.length >= 2 && found;
        },
        30_000,
      );
      run.child.kill(signal);
      assert.equal(await run.ended, 0);
      // What was killed is listed until its new parent has taken note.
      await eventually('its processes to be gone', () => !processes.some(isAlive), 3000);
      assert.deepEqual(
        ownFolders().filter((name) => !before.includes(name)),
        [],
      );
    });
  }

  it('explains itself', async () => {
    const run = start(['--help']);
    assert.equal(await run.ended, 0);
    for (const word of ['--check', 'VSCODE_EXECUTABLE', 'SOFTMAX_TEST_HOST', 'Two minutes']) {
      assert.ok(run.output().includes(word), `The help lacks ${word}.`);
    }
  });

  it('refuses an option it does not know', async () => {
    const run = start(['--chekc']);
    assert.equal(await run.ended, 1);
    assert.match(run.output(), /Unknown option '--chekc'/);
  });

  it('refuses a host it does not know, before it starts one', async () => {
    const run = start([], { SOFTMAX_TEST_HOST: 'electron' });
    assert.equal(await run.ended, 1);
    assert.match(run.output(), /SOFTMAX_TEST_HOST is "electron"; it must be "desktop" or "code-server"/);
  });
});

describe('npm start -- --check', () => {
  it('sees every step, twice at the same time', async () => {
    const runs = [start(['--check']), start(['--check'])];
    for (const run of runs) {
      assert.equal(await run.ended, 0, run.output());
      for (const step of checkSteps) assert.ok(run.output().includes(`✔ ${step} (`), `It did not say: ${step}`);
      assert.match(run.output(), /All 4 steps were seen\.\s*$/);
    }
  });
});
