// Findings follow the code, whatever it is called and however it is laid out.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../../../src/analysis/index.ts';
import { findingsIn } from './support/analyzer.ts';
import { fixturesIn } from './support/fixtures.ts';

const texts = fixturesIn('python/naive-softmax')
  .filter(({ name }) => !name.includes('crlf'))
  .map(({ text }) => text);

/** What is underlined, in order. */
function underlined(text: string, findings: readonly Finding[]): readonly string[] {
  return findings.map(({ span }) => text.slice(span.start, span.end));
}

async function underlinedIn(text: string): Promise<readonly string[]> {
  return underlined(text, await findingsIn(text));
}

const keywords = new Set(
  'and as assert break class continue def del elif else except finally for from global if import in is lambda not or pass raise return try while with yield True False None'.split(
    ' ',
  ),
);
const identifier = fc
  .tuple(fc.constantFrom('a', 'q', 'T', '_', 'é', 'np_'), fc.stringMatching(/^[a-z0-9_]{1,6}$/))
  .map(([head, tail]) => `${head}${tail}z`)
  .filter((name) => !keywords.has(name));

/** Comment lines of the same indent wherever a line of code follows a line that is complete. */
function interleaved(text: string, lines: readonly string[]): string {
  const open = /[([{,\\]\s*(#.*)?$/;
  let next = 0;
  return text
    .split('\n')
    .flatMap((line, index, all) => {
      const before = all[index - 1] ?? '';
      if (line.trim() === '' || open.test(before) || /^\s*[)\]}]/.test(line)) return [line];
      const extra = lines[next++ % lines.length]!;
      const indent = /^\s*/.exec(line)![0];
      return [extra === '' ? '' : `${indent}# ${extra}`, line];
    })
    .join('\n');
}

suite('findings', () => {
  test('are the same when a parameter is renamed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), identifier, async (text, name) => {
        const renamed = (code: string) => code.replace(/(?<!\.)\bx\b(?!=)/g, name);
        const expected = (await underlinedIn(text)).map(renamed);
        assert.deepEqual(await underlinedIn(renamed(text)), expected);
      }),
      { numRuns: 30 },
    );
  });

  test('are the same when local names are what the library calls its functions', async () => {
    const text = 'import numpy as q\ndef f(exp):\n    softmax = q.exp(exp)\n    return softmax / softmax.sum()\n';
    assert.deepEqual(await underlinedIn(text), ['q.exp(exp)']);
  });

  test('are the same with comments and blank lines between statements', async () => {
    const line = fc.constantFrom('', 'shifted by the max', 'np.exp(x) / np.sum(np.exp(x))', '"""', "it's", '😀');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), fc.array(line, { minLength: 1 }), async (text, lines) => {
        assert.deepEqual(await underlinedIn(interleaved(text, lines)), await underlinedIn(text));
      }),
      { numRuns: 30 },
    );
  });

  test('are the same with other line ends and other indents', async () => {
    for (const text of texts) {
      const expected = await underlinedIn(text);
      assert.deepEqual(await underlinedIn(text.replaceAll('\n', '\r\n')), expected, 'CRLF');
      assert.deepEqual(
        await underlinedIn(text.replace(/^( {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4))),
        expected,
        'tabs',
      );
    }
  });

  test('are the same when blanks stand around operators and inside brackets', async () => {
    for (const text of texts) {
      const code = text.replace(/^\s*#.*$/gm, '');
      const airy = code
        .replace(/ ([/*]) /g, '   $1  ')
        .replace(/\((?=\w)/g, '( ')
        .replace(/(?<=\w)\)/g, ' )');
      const squeezed = (lines: readonly string[]) => lines.map((line) => line.replace(/\s+/g, ''));
      assert.deepEqual(squeezed(await underlinedIn(airy)), squeezed(await underlinedIn(code)));
    }
  });

  test('are those of the functions, in whatever order these stand', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), fc.infiniteStream(fc.nat()), async (text, numbers) => {
        const [head, ...functions] = text.split(/^(?=def |class )/m);
        const shuffled = functions
          .map((code) => ({ code: code.trimEnd() + '\n\n\n', at: Number(numbers.next().value) }))
          .sort((a, b) => a.at - b.at)
          .map(({ code }) => code);
        const expected = [...(await underlinedIn(text))].sort();
        assert.deepEqual([...(await underlinedIn(`${head}${shuffled.join('')}`))].sort(), expected);
      }),
      { numRuns: 20 },
    );
  });
});
