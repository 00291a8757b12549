// Any bytes under any name: a text or a reason.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { sourceOf } from '../../../src/cli/read.ts';
import { fixturesIn, pythonFolders, scriptFolders } from '../analysis/support/fixtures.ts';
import { damage, damaged, survived } from './support/damage.ts';

const extensions = { python: '.py', javascript: '.js', typescript: '.ts', tsx: '.tsx' } as const;

const files = [...pythonFolders, ...scriptFolders]
  .flatMap(fixturesIn)
  .map(({ text, language }) => ({ name: `file${extensions[language]}`, bytes: Buffer.from(text) }));

const cookies = [
  'latin-1',
  'cp1252',
  'koi8-r',
  'cp932',
  'gbk',
  'euc-jp',
  'ascii',
  'utf-8',
  'utf-16',
  'utf-7',
  'cp437',
  'big5',
];

suite('any bytes are a text or a reason', () => {
  const names = fc.constantFrom('a.py', 'a.ipynb', 'a.js', 'a.ts', 'a.tsx', 'script', 'a.txt');

  test('bytes at random', async () => {
    await fc.assert(
      fc.asyncProperty(names, fc.uint8Array({ maxLength: 300 }), async (name, bytes) => {
        await survived(name, bytes);
      }),
      { numRuns: 300 },
    );
  });

  test('files with bytes cut off, taken out, put in and changed', async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(damage, { minLength: 1, maxLength: 3 }),
        async ({ name, bytes }, all) => void (read += Number(await survived(name, damaged(bytes, all)))),
      ),
      { numRuns: 60 },
    );
    assert.ok(read > 10, `only ${read} could be read`);
  });

  test('files of any bytes that declare an encoding', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cookies), fc.uint8Array({ maxLength: 60 }), async (cookie, bytes) => {
        const head = Buffer.from(`# coding: ${cookie}\nimport numpy as np\np = np.exp(x) / np.exp(x).sum()\n# `);
        await survived('a.py', Buffer.concat([head, bytes]));
      }),
      { numRuns: 300 },
    );
  });

  test('files in UTF-16', () => {
    for (const { name, bytes } of files.slice(0, 10)) {
      for (const mark of ['\ufeff', '']) {
        const wide = Buffer.from(mark + bytes.toString(), 'utf16le');
        assert.equal(sourceOf(name, wide).kind, 'error');
        assert.equal(sourceOf(name, Buffer.from(wide).swap16()).kind, 'error');
      }
    }
  });
});
