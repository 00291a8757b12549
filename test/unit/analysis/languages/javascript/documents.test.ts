// Whole documents: which are passed over, what comments say, and that any text has an answer.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { isMinified, mayMatter } from '../../../../../src/analysis/languages/javascript/prefilter.ts';
import { analyze, edited, file, findingsIn } from '../../support/analyzer.ts';
import { fixturesIn, scriptFolders } from '../../support/fixtures.ts';

const naive = 'const sigmoid = (x) => Math.exp(x) / (1 + Math.exp(x));\n';

suite('scripts that are passed over', () => {
  const passed: Readonly<Record<string, string>> = {
    'words in comments': '// exp(x) / sum(exp(x))\n/* Math.log(softmax(x)) */\nconst a = 1;\n',
    printing: "console.log('done');\n",
    'a program made shorter': naive.repeat(200).replaceAll('\n', ''),
    nothing: '',
  };
  for (const [what, text] of Object.entries(passed)) {
    test(`are those with ${what}`, () => {
      assert.ok(!mayMatter(text));
    });
  }
  test('are no fixtures with a finding', () => {
    const marked = scriptFolders.flatMap(fixturesIn).filter(({ marks }) => marks.length > 0);
    assert.ok(marked.length > 10);
    for (const { name, text } of marked) assert.ok(mayMatter(text), name);
  });
  test('are not those with many beginnings of comments that have no end', () => {
    assert.ok(mayMatter(`${'const accepted = "image/*";\n'.repeat(100_000)}${naive}`));
  });
  test('are not those with a long line among short ones', () => {
    assert.ok(!isMinified(`${naive.repeat(100)}${'a'.repeat(4000)}\n${naive.repeat(100)}`));
  });
});

suite('comments of scripts', () => {
  test('silence a finding on their line, on the next one, and in the file', async () => {
    const ignore = 'softmax-stability: ignore[naive-sigmoid]';
    assert.equal((await findingsIn(naive, 'javascript')).length, 1);
    assert.deepEqual(await findingsIn(naive.replace('\n', ` // ${ignore}\n`), 'javascript'), []);
    assert.deepEqual(await findingsIn(`/* ${ignore} */\n${naive}`, 'typescript'), []);
    assert.deepEqual(await findingsIn(`${naive}// softmax-stability: ignore-file\n`, 'javascript'), []);
    assert.equal((await findingsIn(`const s = '// ${ignore}'; ${naive}`, 'javascript')).length, 1);
  });
  test('are not offered inside of another comment', async () => {
    const text = naive.replace('\n', ' /* a comment\nof two lines */\n');
    const [finding] = await findingsIn(text, 'javascript');
    const after = edited(text, [finding!.ignore!.line!]);
    assert.ok(after.includes('/* a comment\nof two lines */'), after);
    assert.deepEqual(await findingsIn(after, 'javascript'), []);
  });
  test('are what is offered, as a line comment', async () => {
    const [finding] = await findingsIn(naive, 'javascript');
    const after = edited(naive, [finding!.ignore!.line!]);
    assert.equal(after, naive.replace('\n', '  // softmax-stability: ignore[naive-sigmoid]\n'));
    assert.deepEqual(await findingsIn(after, 'javascript'), []);
  });
});

suite('any script has an answer', () => {
  const languages = ['javascript', 'typescript', 'tsx'] as const;
  test('tokens in any order', async () => {
    const tokens =
      'function class => for if else return let const of in new this Math exp reduce map x y ( ) [ ] { } : = / - , . ** ; ` ${ < > async await yield ... ?. ?? \n import from export as'.split(
        ' ',
      );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...tokens), { maxLength: 120 }),
        fc.constantFrom(...languages),
        async (parts, language) => {
          const analysis = await analyze(file(`${naive}${parts.join(' ')}`, language));
          assert.ok(analysis.ok || analysis.code !== 'internal', analysis.ok ? '' : analysis.message);
        },
      ),
      { numRuns: 150 },
    );
  });
  test('parts of fixtures, cut anywhere and put together', async () => {
    const texts = scriptFolders.flatMap(fixturesIn).map(({ text }) => text);
    const part = fc
      .tuple(fc.constantFrom(...texts), fc.nat(2000), fc.nat(400))
      .map(([text, from, length]) => text.slice(from % text.length, (from % text.length) + length));
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), fc.constantFrom(...languages), async (parts, language) => {
        const analysis = await analyze(file(`${naive}${parts.join('\n')}`, language));
        assert.ok(analysis.ok || analysis.code !== 'internal', analysis.ok ? '' : analysis.message);
      }),
      { numRuns: 100 },
    );
  });
  test('deep nesting', async () => {
    for (const text of [
      `${'('.repeat(5000)}x${')'.repeat(5000)}`,
      `${'[x => '.repeat(500)}x${']'.repeat(500)}`,
      '{'.repeat(3000),
    ]) {
      const analysis = await analyze(file(`${naive}${text}`, 'javascript'));
      assert.ok(analysis.ok || analysis.code !== 'internal', analysis.ok ? '' : analysis.message);
    }
  });
});
