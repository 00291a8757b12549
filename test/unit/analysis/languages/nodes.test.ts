// Nodes are read out of the parser's memory; the parser's own objects, which are slower, have to say the same.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Language, Parser, type Node } from 'web-tree-sitter';
import { ParserPool } from '../../../../src/analysis/languages/parser.ts';
import type { SyntaxNode } from '../../../../src/analysis/languages/syntax.ts';
import type { LanguageId } from '../../../../src/analysis/index.ts';
import { assets } from '../support/analyzer.ts';
import { fixturesIn } from '../support/fixtures.ts';

const broken = 'def f(x:\n  return (x +\nclass A\n\ty = "π𝑥" \\\n + 1 # é\nfor in x: pass\n';
const texts: Readonly<Record<LanguageId, string>> = {
  python: `${fixturesIn('python/naive-softmax')[0]!.text}\n${broken}`,
  javascript: 'const f = async ({ a, ...b }, c = 1) => `π${a /* c */ + b?.c}𝑥`; if (x) { } else throw ] y;\n',
  typescript: 'class A<T> extends B implements C { private x?: T = <T>1; get y(): number { return this.x! } }\n',
  tsx: 'const a = <B c={d} {...e}>π{f}</B>; type G = { h: I }[];\n',
};

function compare(ours: SyntaxNode, theirs: Node, fields: readonly string[]): void {
  assert.equal(ours.type, theirs.type);
  assert.deepEqual([ours.start, ours.end], [theirs.startIndex, theirs.endIndex]);
  const isCode = ({ type }: Node) => type !== 'line_continuation';
  const named = theirs.namedChildren.filter((child) => isCode(child) && child.type !== 'comment');
  assert.deepEqual(
    ours.named.map(({ start, end, type }) => [start, end, type]),
    named.map(({ startIndex, endIndex, type }) => [startIndex, endIndex, type]),
  );
  for (const name of fields) {
    assert.equal(ours.field(name)?.start, theirs.childForFieldName(name)?.startIndex);
    const all = theirs.childrenForFieldName(name).map(({ startIndex }) => startIndex);
    assert.deepEqual(
      ours.fields(name).map(({ start }) => start),
      all,
    );
  }
  const children = theirs.children.filter(isCode);
  assert.equal(ours.children.length, children.length);
  ours.children.forEach((child, index) => {
    assert.equal(child.parent, ours);
    compare(child, children[index]!, fields);
  });
}

suite('nodes', () => {
  for (const [language, text] of Object.entries(texts) as [LanguageId, string][]) {
    test(`of ${language} are what the parser says they are, in code with errors too`, async () => {
      const pool = await ParserPool.create(assets.runtime, assets.grammars);
      const { parse } = await pool.for(language);
      const ours = parse({ cell: 0, text })!;
      const grammar = await Language.load(assets.grammars[language]);
      const theirs = new Parser().setLanguage(grammar).parse(text)!;
      compare(
        ours.root,
        theirs.rootNode,
        grammar.fields.flatMap((name) => (name ? [name] : [])),
      );
    });
  }
  test('are read as before once the memory of the parser has grown', async () => {
    const pool = await ParserPool.create(assets.runtime, assets.grammars);
    const { parse } = await pool.for('python');
    const first = parse({ cell: 0, text: 'x = y\n' })!;
    const others = Array.from({ length: 4 }, () => parse({ cell: 1, text: 'f(x, [1, 2])\n'.repeat(100_000) })!);
    assert.deepEqual(
      first.root.named.map(({ text }) => text),
      ['x = y'],
    );
    for (const other of others) {
      assert.equal(other.root.named.length, 100_000);
      other.dispose();
    }
  });
});
