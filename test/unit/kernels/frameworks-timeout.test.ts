import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openFrameworks, type Request } from './support/frameworks.ts';

const standIn = fileURLToPath(new URL('support/stand-in.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

function interpreter(name: string, lines: number) {
  const pidFile = join(folder, name);
  return { pidFile, command: process.execPath, args: [standIn, pidFile, String(lines)] };
}

/** Resolves when the process is gone; one that is never gone lets the test run into its own limit. */
async function ended(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return; // ended before it had begun
  const pid = Number(readFileSync(pidFile, 'utf8'));
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(20);
  }
}

const request: Request = {
  impl: 'numpy',
  format: 'float16',
  op: 'softmax',
  variant: 'naive',
  logits: Float64Array.of(1, 2, 3),
};

test(
  'a Python that says nothing ends as an error with its name, the question and the limit',
  { timeout: 60_000 },
  async () => {
    const { pidFile, command, args } = interpreter('silent', 0);
    await assert.rejects(openFrameworks({ command, args, openingLimit: 2000 }), (error: Error) => {
      assert.ok(error.message.startsWith([command, ...args].join(' ')), error.message);
      assert.match(error.message, /was asked for the versions it has, did not answer within 2 s and was ended$/);
      return true;
    });
    await ended(pidFile);
  },
);

test('a Python that hangs at a question ends as an error that names the question', { timeout: 60_000 }, async () => {
  const { pidFile, command, args } = interpreter('hanging', 1);
  const { versions, ask } = await openFrameworks({ command, args, limit: 200 });
  assert.deepEqual(versions, { numpy: '0.0' });
  const hung =
    /stand-in\.mjs .*numpy float16 softmax naive of 3 logits and 1 more, did not answer within 0\.2 s and was/;
  await assert.rejects(ask([request, { ...request, variant: 'stable' }]), hung);
  await ended(pidFile);
  await assert.rejects(ask([request]), /ended before it answered numpy float16 softmax naive of 3 logits$/);
});

test('where there is no Python, nothing is waited for', async () => {
  const { versions, ask } = await openFrameworks({ command: join(folder, 'no-such-python'), limit: 1000 });
  assert.deepEqual(versions, {});
  await assert.rejects(ask([request]), /no-such-python/);
});
