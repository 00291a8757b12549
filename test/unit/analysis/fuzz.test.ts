// Code with pieces deleted, doubled and swapped, and code that is odd, deep or long: an answer, and rewrites that can be made.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { LanguageId } from '../../../src/analysis/index.ts';
import type { SyntaxNode } from '../../../src/analysis/languages/syntax.ts';
import { analyze, file, findingsIn } from './support/analyzer.ts';
import { answer, assertMakeable } from './support/answers.ts';
import { fixturesIn, pythonFolders, scriptFolders } from './support/fixtures.ts';
import { parsed } from './support/parsed.ts';

interface Tokens {
  readonly language: LanguageId;
  /** The tokens of a fixture, each with the blanks before it. */
  readonly tokens: readonly string[];
}

function tokensOf(text: string, root: SyntaxNode): readonly string[] {
  const ends: number[] = [];
  const visit = (node: SyntaxNode) => {
    if (node.children.length === 0 && node.end > node.start) ends.push(node.end);
    else node.children.forEach(visit);
  };
  visit(root);
  return [...ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end)), text.slice(ends.at(-1) ?? 0)];
}

const fixtures: ReadonlyMap<string, Tokens> = new Map(
  await Promise.all(
    [...pythonFolders, ...scriptFolders].flatMap(fixturesIn).map(async ({ name, text, language }) => {
      const tree = await parsed(text, language);
      const tokens = tokensOf(text, tree.root);
      tree.dispose();
      return [name, { language, tokens }] as const;
    }),
  ),
);

type Mutation = readonly [how: 'delete' | 'double' | 'swap', at: number, length: number, to: number];

const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.tuple(fc.constantFrom('delete', 'double', 'swap'), fc.nat(4000), fc.integer({ min: 1, max: 6 }), fc.nat(4000)),
  { minLength: 1, maxLength: 4 },
);

function mutated(tokens: readonly string[], all: readonly Mutation[]): string {
  const result = [...tokens];
  for (const [how, at, length, to] of all) {
    const start = at % result.length;
    const run = result.slice(start, start + length);
    if (how === 'double') result.splice(start, 0, ...run);
    else result.splice(start, run.length);
    if (how === 'swap') result.splice(to % (result.length + 1), 0, ...run);
  }
  return result.join('');
}

suite('mutated fixtures', () => {
  test('have an answer; what is underlined is code, and every rewrite can be made', async () => {
    let rewrites = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fixtures.keys()), mutations, async (name, all) => {
        const { tokens, language } = fixtures.get(name)!;
        const text = mutated(tokens, all);
        for (const { span, rewrites: offered, ignore } of await answer(text, language)) {
          assert.ok(text.slice(span.start, span.end).trim() !== '', text);
          for (const { edits } of offered) await assertMakeable(text, language, edits);
          for (const edit of [ignore?.line, ignore?.file]) if (edit) await assertMakeable(text, language, [edit]);
          rewrites += offered.filter(({ edits }) => edits.length > 0).length;
        }
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 100) },
    );
    assert.ok(rewrites > 30, `only ${rewrites} rewrites were seen`);
  });
});

suite('any text of JavaScript and TypeScript has an answer', () => {
  const words = [
    'function async await class extends const let var for of in while if else return => ? : ?. ?? ... ( ) [ ] { } < > </ /> ',
    '` ${ " \' / // /* */ \\ = += ++ -- ! ~ ** , ; . # @ \n \r \u2028 Math.exp exp( x sum map( reduce( e[i] as satisfies <T> : number',
  ]
    .join('')
    .split(' ');

  test('tokens in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<LanguageId>('javascript', 'typescript', 'tsx'),
        fc.array(fc.constantFrom(...words), { maxLength: 150 }),
        async (language, tokens) => {
          await answer(`Math.exp(x);\n${tokens.join(' ')}`, language);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('any units, NUL and lone surrogates included', async () => {
    const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<LanguageId>('javascript', 'typescript', 'tsx'),
        fc.array(unit, { maxLength: 300 }),
        async (language, units) => {
          await answer(`Math.exp(x);\n${units.join('')}`, language);
        },
      ),
      { numRuns: 60 },
    );
  });

  const deep = 10_000;
  const odd: Readonly<Record<string, string>> = {
    brackets: `y = ${'('.repeat(deep)}Math.exp(x)${')'.repeat(deep)};`,
    'brackets that do not close': `Math.exp(${'[{('.repeat(deep)}`,
    'arrows in arrows': `f = ${'x => '.repeat(deep)}Math.exp(x);`,
    'calls in calls': `y = ${'Math.exp('.repeat(deep)}x${')'.repeat(deep)};`,
    'a chain of methods': `y = x${'.map(Math.exp)'.repeat(2000)};`,
    'choices in choices': `y = ${'a ? Math.exp(x) : '.repeat(3000)}1;`,
    'blocks in blocks': `${'if (Math.exp(x)) {'.repeat(2000)}${'}'.repeat(2000)}`,
    'functions in functions': `${'function f(x) { Math.exp(x); '.repeat(500)}${'}'.repeat(500)}`,
    'callbacks in callbacks': `y = ${'x.map((v) => '.repeat(500)}Math.exp(v)${')'.repeat(500)};`,
    'templates in templates': `y = ${'`a${'.repeat(1000)}Math.exp(x)${'}b`'.repeat(1000)};`,
    'elements in elements': `y = ${'<a b={'.repeat(300)}Math.exp(x)${'}/>'.repeat(300)};`,
    'loops in loops': `${'for (let i = 0; i < n; i++) '.repeat(300)}e[i] = Math.exp(x[i]);`,
    'branches without end': `x = Math.exp(y);\n${'if (c) x = x + 1;\n'.repeat(3000)}`,
    'helpers that call helpers': Array.from(
      { length: 300 },
      (_, n) => `const f${n} = (x) => f${n + 1}(x) + f${n + 1}(Math.exp(x));`,
    ).join('\n'),
    'a helper that calls itself': 'const f = (x) => f(Math.exp(x)) / f(f(x));',
    'a long line': `x = [${'Math.exp(1), '.repeat(50_000)}];`,
    'more names than elements, in a helper':
      'const f = (x) => { for (const [i, v, w] of x.entries()) y = Math.exp(w); }; f(z); f(Math.exp(z));',
  };
  for (const [what, text] of Object.entries(odd)) {
    test(`odd or deep: ${what}`, async () => {
      await answer(text, 'tsx');
    });
  }

  const softmax =
    'const e = x.map((v) => Math.exp(v)); const s = e.reduce((a, b) => a + b, 0); const p = e.map((v) => v / s);';
  const beside: Readonly<Record<string, readonly [language: LanguageId, text: string]>> = {
    'no semicolons': ['javascript', `${softmax.replaceAll('; ', '\n').replace(/;$/, '')}\n`],
    'a regular expression with quotes': ['javascript', `const r = /["'\`/*]/g;\n${softmax}`],
    'a division after brackets': ['javascript', `const q = (a) / b / c;\n${softmax}`],
    'a template over several lines': ['javascript', `const t = \`\${\`\n}\`} // \${"\`"}\`;\n${softmax}`],
    'elements with text': ['tsx', `const v = <p title="it's">it's {x} // no comment</p>;\n${softmax}`],
    'a line that begins with a bracket': ['javascript', `const a = 1\n;[1].map(f)\n${softmax}`],
    'a HTML comment and a hashbang': ['javascript', `#!/usr/bin/env node\n<!-- old\n${softmax}`],
    'an error before it': ['javascript', `function broken() {\n  x = = 3;\n}\n\n${softmax}`],
    'an error behind it': ['typescript', `${softmax}\nclass ] { x = = 3 }\n`],
  };
  for (const [what, [language, text]] of Object.entries(beside)) {
    test(`${what} hides nothing`, async () => {
      const findings = await findingsIn(text, language);
      assert.deepEqual(
        findings.map(({ span }) => text.slice(span.start, span.end)),
        ['Math.exp(v)'],
      );
    });
  }
});

test('a line of ten million characters is refused with its size, or is what a program has written', async () => {
  const long = `x = [${'np.exp(1), '.repeat(910_000)}]`;
  for (const [language, head] of [
    ['python', 'import numpy as np\n'],
    ['javascript', 'const np = Math;\n'],
  ] as const) {
    const analysis = await analyze(file(`${head}${long}`, language));
    if (language === 'javascript') assert.deepEqual(analysis, { ok: true, findings: [] });
    else assert.equal(analysis.ok || analysis.code, 'too-large');
  }
});
