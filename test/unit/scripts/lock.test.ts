import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { load } from './load.ts';

const { withLock } = await load<{ withLock: <T>(path: string, body: () => Promise<T>) => Promise<T> }>('lock.mjs');

const folder = mkdtempSync(join(tmpdir(), 'lock-test-'));
after(() => {
  rmSync(folder, { recursive: true });
});

describe('the set-up lock', () => {
  it('lets one in at a time', async () => {
    const path = join(folder, 'deep', 'lock');
    let inside = 0;
    const visit = (name: string): Promise<string> =>
      withLock(path, async () => {
        inside += 1;
        assert.equal(inside, 1);
        await sleep(30);
        inside -= 1;
        return name;
      });
    assert.deepEqual(await Promise.all([visit('a'), visit('b'), visit('c')]), ['a', 'b', 'c']);
    assert.equal(existsSync(path), false);
  });

  it('is given back where the body fails', async () => {
    const path = join(folder, 'failing');
    await assert.rejects(
      withLock(path, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(existsSync(path), false);
  });

  it('is taken over from a process that is gone', async () => {
    const path = join(folder, 'stale');
    mkdirSync(path);
    writeFileSync(join(path, 'pid'), String(2 ** 30));
    assert.equal(await withLock(path, () => Promise.resolve('in')), 'in');
  });
});
