import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ModuleTrees } from '../../../../src/analysis/languages/moduleTrees.ts';
import type { Parse, ParsedSource } from '../../../../src/analysis/languages/parser.ts';
import { parsed } from '../support/parsed.ts';

suite('trees of imported files', () => {
  const texts = ['a = 1\n', 'b = 22\n', 'c = 3\n'] as const;
  const [a, b, c] = texts;

  /** Reads real trees, and notes which were read and freed. */
  async function noting(): Promise<{ parse: Parse; read: string[]; freed: string[] }> {
    const trees = new Map<string, ParsedSource>(await Promise.all(texts.map(async (text) => [text, await parsed(text, 'python')] as const)));
    const read: string[] = [];
    const freed: string[] = [];
    const parse: Parse = ({ text, cell }) => {
      read.push(`${cell} ${text}`);
      const tree = trees.get(text)!;
      return { ...tree, dispose: () => void freed.push(text) };
    };
    return { parse, read, freed };
  }

  test('are read once for each text, each of a cell of its own that no document has', async () => {
    const { parse, read } = await noting();
    const trees = new ModuleTrees(parse);
    const first = trees.read(a);
    trees.read(b);
    assert.equal(trees.read(a), first);
    assert.deepEqual(read, [`-1 ${a}`, `-2 ${b}`]);
  });

  test('are freed when there is too much, those first that were not asked for the longest, and never in between', async () => {
    const { parse, read, freed } = await noting();
    const trees = new ModuleTrees(parse, a.length + b.length);
    for (const text of [a, b, a, c]) trees.read(text);
    assert.deepEqual(freed, []);
    trees.trim();
    assert.deepEqual(freed, [b]);
    trees.read(b);
    assert.equal(read.at(-1), `-4 ${b}`);
    trees.dispose();
    assert.deepEqual(freed, [b, a, c, b]);
  });

  test('that could not be read are asked for again', () => {
    let asked = 0;
    const trees = new ModuleTrees(() => {
      asked += 1;
      return undefined;
    });
    assert.equal(trees.read(a), undefined);
    assert.equal(trees.read(a), undefined);
    assert.equal(asked, 2);
  });
});
