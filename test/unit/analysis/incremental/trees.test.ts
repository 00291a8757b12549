import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { difference } from '../../../../src/analysis/incremental/difference.ts';
import { CellTrees } from '../../../../src/analysis/incremental/trees.ts';
import type { Parse, ParsedSource } from '../../../../src/analysis/languages/parser.ts';
import { edited, file } from '../support/analyzer.ts';
import { nodesIn, parsed, parser } from '../support/parsed.ts';

suite('the difference of two texts', () => {
  test('makes one of the other, and is no longer than what is between their common ends', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n', '😀'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, text, text, (head, before, after, tail) => {
        const edit = difference(head + before + tail, head + after + tail, 0);
        assert.equal(edited(head + before + tail, [edit]), head + after + tail);
        assert.ok(edit.text.length <= after.length + 1 && edit.end - edit.start <= before.length + 1);
      }),
    );
  });

  test('takes in a carriage return before it, which may end a line now', () => {
    assert.deepEqual(difference('a\r\nb', 'a\rb', 0), { cell: 0, start: 1, end: 3, text: '\r' });
  });
});

suite('trees of cells', () => {
  const shape = ({ root }: ParsedSource) => nodesIn(root).map(({ type, start, end }) => `${type} ${start} ${end}`);

  async function fresh(text: string): Promise<readonly string[]> {
    const tree = await parsed(text, 'python');
    const nodes = shape(tree);
    tree.dispose();
    return nodes;
  }

  test('are those of a text that is read from its beginning', async () => {
    const line = fc.constantFrom(
      'def f(x):',
      '    return x',
      '',
      'x = [',
      ']',
      '"""',
      '    if x:',
      '        y = 1\r',
      '\\',
      'é = "😀"',
    );
    const lines = fc.array(line, { maxLength: 14 });
    const { parse } = await reading();
    await fc.assert(
      fc.asyncProperty(fc.array(lines, { minLength: 1, maxLength: 4 }), async (versions) => {
        const trees = new CellTrees();
        for (const version of versions) {
          const text = version.join('\n');
          const tree = trees.reading({ parse, parseModule: () => undefined }).parse({ cell: 0, text })!;
          assert.deepEqual(shape(tree), await fresh(text), JSON.stringify(versions));
        }
        trees.dispose();
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 100) },
    );
  });

  test('are read once for one text, from its beginning only the first time, and freed with their cells', async () => {
    const { parse, read, freed } = await reading();
    const trees = new CellTrees();
    const kept: Parse = (source) => trees.reading({ parse, parseModule: () => undefined }).parse(source);
    const first = kept({ cell: 0, text: 'a = 1\n' })!;
    assert.equal(kept({ cell: 0, text: 'a = 1\n' })!.root, first.root);
    first.dispose();
    assert.deepEqual(freed, []);
    assert.equal(kept({ cell: 0, text: 'a = 2\n' })!.root.text, 'a = 2\n');
    assert.deepEqual(freed, ['a = 1\n']);
    kept({ cell: 1, text: 'b = 1\n' });
    assert.deepEqual(read, ['a = 1\n', 'b = 1\n']);
    trees.keepOnly(file(''));
    assert.deepEqual(freed, ['a = 1\n', 'b = 1\n']);
    trees.dispose();
    assert.deepEqual(freed, ['a = 1\n', 'b = 1\n']);
  });

  test('stay as they are while another text of their cell is read, as a rewrite makes it', async () => {
    const { parse, freed } = await reading();
    const trees = new CellTrees();
    const { parse: kept } = trees.reading({ parse, parseModule: () => undefined });
    const own = kept({ cell: 0, text: 'a = 1\n' })!;
    const rewritten = kept({ cell: 0, text: 'a = 2\n' })!;
    assert.deepEqual(freed, []);
    rewritten.dispose();
    assert.deepEqual(freed, ['a = 2\n']);
    assert.equal(kept({ cell: 0, text: 'a = 1\n' })!.root, own.root);
    trees.dispose();
    assert.deepEqual(freed, ['a = 2\n', 'a = 1\n']);
  });

  /** Reads real trees, and notes which texts were read from their beginning and which of those trees were freed. */
  async function reading(): Promise<{ parse: Parse; read: string[]; freed: string[] }> {
    const read: string[] = [];
    const freed: string[] = [];
    const own = await parser('python');
    const parse: Parse = (source) => {
      read.push(source.text);
      const tree = own(source)!;
      return { ...tree, dispose: () => (tree.dispose(), void freed.push(source.text)) };
    };
    return { parse, read, freed };
  }
});
