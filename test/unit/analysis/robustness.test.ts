// Any text has an answer, in bounded time.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { analyze, file, findingsIn } from './support/analyzer.ts';
import { fixturesIn, pythonFolders } from './support/fixtures.ts';

const texts = pythonFolders.flatMap(fixturesIn).map(({ text }) => text);
const naive = 'import numpy as np\ndef f(x):\n    return np.exp(x) / np.sum(np.exp(x))\n';

/** Without it a text would be passed over. */
const head = 'import numpy as np\nnp.exp(x)\n';

/** Milliseconds of a processor that no text of these may take, on a slow machine; the usual is a hundredth. */
const patience = 20_000;

async function answered(text: string): Promise<void> {
  const before = process.cpuUsage();
  const analysis = await analyze(file(text));
  assert.ok(analysis.ok || analysis.code !== 'internal', analysis.ok ? '' : analysis.message);
  const { user, system } = process.cpuUsage(before);
  const milliseconds = (user + system) / 1000;
  assert.ok(milliseconds < patience, `${milliseconds} ms`);
}

suite('any text has an answer', () => {
  test('random text, NUL and lone surrogates included', async () => {
    const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
    await fc.assert(
      fc.asyncProperty(fc.array(unit, { maxLength: 300 }), (units) => answered(`${head}${units.join('')}`)),
      { numRuns: 100 },
    );
  });

  test('tokens of Python in any order', async () => {
    const token = fc.constantFrom(
      ...'def class lambda for if else return np exp sum x ( ) [ ] { } : = / - , . ** @ " \' \\ # \n \n\t *= import from as in yield'.split(
        ' ',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(token, { maxLength: 200 }), (tokens) => answered(`${head}${tokens.join(' ')}`)),
      { numRuns: 150 },
    );
  });

  test('fixtures cut anywhere, or with a piece taken out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), fc.nat(), fc.nat(200), (text, at, length) => {
        const start = at % text.length;
        return answered(length > 150 ? text.slice(0, start) : text.slice(0, start) + text.slice(start + length));
      }),
      { numRuns: 100 },
    );
  });

  const deep = 20_000;
  const nested: Readonly<Record<string, string>> = {
    brackets: `x = ${'('.repeat(deep)}np.exp(x)${')'.repeat(deep)}`,
    'brackets that do not close': `np.exp(${'['.repeat(deep)}`,
    'a long sum': `y = ${'np.exp(x) + '.repeat(deep)}1`,
    'a chain of methods': `y = np.exp(x)${'.sum()'.repeat(deep)}`,
    'calls in calls': `y = ${'np.exp('.repeat(deep)}x${')'.repeat(deep)}`,
    lambdas: `y = ${'lambda x: '.repeat(deep)}np.exp(x)`,
    'blocks in blocks': Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}if np.exp(x):`).join('\n'),
    'functions in functions': Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}def f(exp):`).join('\n'),
    'assignments of themselves': `x = np.exp(y)\n${'x = x + x\n'.repeat(deep)}`,
    'branches without end': `x = np.exp(y)\n${'if c:\n    x = x + 1\n'.repeat(5000)}`,
    'helpers that call helpers': Array.from(
      { length: 300 },
      (_, n) => `def f${n}(x): return f${n + 1}(x) + f${n + 1}(np.exp(x))`,
    ).join('\n'),
    'helpers that call themselves': 'def f(x): return f(np.exp(x)) / f(f(x))\n',
    'a long line': `x = [${'np.exp(1), '.repeat(100_000)}]`,
  };
  for (const [what, text] of Object.entries(nested)) {
    test(`nested or long: ${what}`, async () => {
      await answered(`import numpy as np\n${text}\n`);
    });
  }

  test('a text beyond what is analysed is refused with its size', async () => {
    const analysis = await analyze(file(`${head}${'x = 1\n'.repeat(1_000_000)}`));
    assert.ok(!analysis.ok);
    assert.equal(analysis.code, 'too-large');
    assert.match(analysis.message, /6000029/);
  });

  test('an error elsewhere in the file hides nothing', async () => {
    assert.equal((await findingsIn(`def broken(:\n    pass\n\n\n${naive}`)).length, 1);
    assert.equal((await findingsIn(`${naive}\n\nclass ]\n  x = = 3\n`)).length, 1);
    assert.equal((await findingsIn(`x = (\n\n${naive}`)).length, 1);
    assert.equal((await findingsIn(`print "Python 2"\nexec code in ns\n${naive}`)).length, 1);
  });

  test('an analyzer goes on after a text that was too much', async () => {
    await answered(`${head}${'('.repeat(100_000)}`);
    assert.equal((await findingsIn(naive)).length, 1);
  });
});
