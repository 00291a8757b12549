import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import type * as Runner from '../../integration/run.ts';
import * as assertions from '../../integration/assert.ts';

/** A registry of its own each time: the module keeps one. */
async function freshRunner(): Promise<typeof Runner> {
  const url = new URL(`../../integration/run.ts?${Math.random()}`, import.meta.url);
  return (await import(url.href)) as typeof Runner;
}

async function outcome(
  register: (runner: typeof Runner) => void,
): Promise<{ lines: string[]; error: string | undefined }> {
  const runner = await freshRunner();
  register(runner);
  const log = mock.method(console, 'log', () => undefined);
  try {
    const error = await runner.run().then(
      () => undefined,
      (thrown: unknown) => (thrown as Error).message,
    );
    return { lines: log.mock.calls.map((call) => String(call.arguments[0])), error };
  } finally {
    log.mock.restore();
  }
}

describe('the runner inside VS Code', () => {
  it('runs tests in order, and names them by their suites', async () => {
    const order: string[] = [];
    const { lines, error } = await outcome(({ suite, test }) => {
      suite('outer', () => {
        suite('inner', () => {
          test('first', () => order.push('first'));
        });
        test('second', () => order.push('second'));
      });
    });
    assert.equal(error, undefined);
    assert.deepEqual(order, ['first', 'second']);
    assert.match(lines[0]!, /^✔ outer › inner › first \(\d+ ms\)$/);
    assert.match(lines[1]!, /^✔ outer › second \(/);
    assert.equal(lines[2], '[tests] 2 passed, 0 failed, 0 skipped');
  });

  it('goes on after a failure, shows its stack, and fails in the end', async () => {
    const { lines, error } = await outcome(({ test }) => {
      test('breaks', () => Promise.reject(new Error('the reason')));
      test('works', () => undefined);
    });
    assert.equal(error, '1 of 2 tests failed.');
    assert.match(lines[0]!, /^✖ breaks \(\d+ ms\)\n +Error: the reason\n +at /);
    assert.equal(lines.at(-1), '[tests] 1 passed, 1 failed, 0 skipped');
  });

  it('ends a test that does not end', async () => {
    const { lines } = await outcome(({ test }) => {
      test('hangs', () => new Promise(() => undefined), { timeout: 20 });
    });
    assert.match(lines[0]!, /longer than 20 ms/);
  });

  it('tidies up after a failed test, the last thing first, and a tidying that fails is a failure', async () => {
    const order: string[] = [];
    const { lines } = await outcome(({ test }) => {
      test('breaks', (context) => {
        context.after(() => order.push('a'));
        context.after(() => order.push('b'));
        throw new Error('no');
      });
      test('tidies badly', (context) => {
        context.after(() => Promise.reject(new Error('left a mess')));
      });
    });
    assert.deepEqual(order, ['b', 'a']);
    assert.match(lines[1]!, /^✖ tidies badly.*left a mess/s);
  });

  it('fails where nothing is registered', async () => {
    const { lines, error } = await outcome(() => undefined);
    assert.equal(error, 'No test is registered.');
    assert.equal(lines.at(-1), '[tests] 0 passed, 0 failed, 0 skipped');
  });
});

describe('its assertions', () => {
  it('tell NaN, infinities, zeros and undefined apart', () => {
    assertions.equal(NaN, NaN);
    assert.throws(() => {
      assertions.equal(0, -0);
    }, /expected «-0», got 0|expected "«-0»", got 0/);
    assert.throws(() => {
      assertions.deepEqual([NaN], [null]);
    }, /NaN/);
    assert.throws(() => {
      assertions.deepEqual({ a: undefined }, {});
    }, /undefined/);
  });

  it('compare objects whatever the order of their keys, but arrays in order', () => {
    assertions.deepEqual({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 });
    assert.throws(() => {
      assertions.deepEqual([1, 2], [2, 1]);
    });
  });

  it('wait for what comes, and say what did not', async () => {
    let tries = 0;
    assert.equal(await assertions.eventually('the third try', () => (++tries === 3 ? 'here' : undefined)), 'here');
    await assert.rejects(
      assertions.eventually('Godot', () => false, 10),
      /Waited 10 ms for Godot/,
    );
  });
});
