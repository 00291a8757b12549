// Notebooks of every form, whole and damaged: cells or a reason; and what is rewritten leaves the rest alone.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { jsonTree, parseNotebook, valueOf, type JsonNode } from '../../../src/analysis/notebook/index.ts';
import { encodeLike } from '../../../src/cli/fix/encode.ts';
import { fixSource } from '../../../src/cli/fix/fixSource.ts';
import { sourceOf, type Source } from '../../../src/cli/read.ts';
import { analyze } from '../analysis/support/analyzer.ts';
import { damage, damaged, survived } from './support/damage.ts';

const naive = [
  'import numpy as np\n',
  '# π\t😀\ne = np.exp(x)  # "é"\np = e / e.sum()\n',
  'q = np.exp(y) / np.exp(y).sum()',
];

/** What a notebook's cells may be stored as. */
const sources = fc.constantFrom(...naive, '%matplotlib inline\n', 'π = "😀"\n', '').chain((text) =>
  fc.constantFrom<unknown>(
    text,
    text.match(/.*\n|.+$/g) ?? [],
    Array.from({ length: text.length }, (_, unit) => text[unit]!),
  ),
);

const cell = fc.record(
  {
    cell_type: fc.constantFrom('code', 'code', 'code', 'markdown', 'raw'),
    source: sources,
    metadata: fc.constantFrom({}, { source: ['not this'] }, { vscode: { languageId: 'python' } }),
    outputs: fc.constantFrom([], [{ data: { 'image/png': 'iVBOR\\/"\u2028' } }], [{ text: ['p = np.exp(x)\n'] }]),
    execution_count: fc.constantFrom(null, 1),
  },
  { requiredKeys: ['cell_type', 'source'] },
);

/** JSON as different programs write it. */
function written(value: unknown, indent: number, isAscii: boolean, isWide: boolean): string {
  const text = JSON.stringify(value, null, indent);
  const spaced = isWide ? text.replace(/\n/g, '\r\n') : text;
  return isAscii
    ? spaced.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : spaced;
}

const notebooks = fc
  .tuple(
    fc.array(cell, { maxLength: 5 }),
    fc.constantFrom(0, 1, 4),
    fc.boolean(),
    fc.boolean(),
    fc.constantFrom('4', '3', 'double', 'order'),
  )
  .map(([cells, indent, isAscii, isWide, form]) => {
    const all = [{ cell_type: 'code', source: naive[0] }, ...cells, { cell_type: 'code', source: [naive[1]] }];
    const old = all.map(({ source, ...rest }) => ({ ...rest, input: source, language: 'python' }));
    const notebook =
      form === '3'
        ? { worksheets: [{ cells: old.slice(0, 1) }, { cells: old.slice(1) }], nbformat: 3 }
        : { metadata: { language_info: { name: 'python' } }, cells: all, nbformat: 4 };
    const text = written(notebook, indent, isAscii, isWide);
    // Of equal keys the last counts.
    if (form === 'double') return text.replace('{', '{"cells":[{"cell_type":"code","source":"np.exp(1)"}],');
    return text;
  });

/** The stored sources of all cells, in order. */
function storedSources(text: string): readonly (JsonNode | undefined)[] {
  const root = jsonTree(text);
  const items = (node: JsonNode | undefined) => (node?.kind === 'array' ? node.items : []);
  const list = valueOf(root, 'cells');
  const cells = list
    ? items(list)
    : items(valueOf(root, 'worksheets')).flatMap((sheet) => items(valueOf(sheet, 'cells')));
  return cells.map((each) => valueOf(each, 'source') ?? valueOf(each, 'input'));
}

/** A notebook without the sources of some cells. */
function without(text: string, cells: ReadonlySet<number>): string {
  const nodes = storedSources(text).filter((node, index) => node && cells.has(index)) as readonly JsonNode[];
  return [...nodes]
    .sort((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => `${rest.slice(0, start)}…${rest.slice(end)}`, text);
}

function cellsOf(text: string): readonly string[] {
  const result = parseNotebook(text);
  assert.ok(result.ok, text);
  return result.notebook.cells.map((each) => each.text);
}

async function fixed(source: Source) {
  const analysis = await analyze(source.document);
  assert.ok(analysis.ok);
  return fixSource(
    source,
    analysis,
    'all',
    (findings) => findings,
    ({ document }) => analyze(document),
  );
}

/** The same cells, rewritten where they are stored in the plainest way. */
async function fixedCells(texts: readonly string[]): Promise<readonly string[]> {
  const cells = texts.map((source) => ({ cell_type: 'code', source }));
  const reading = sourceOf('a.ipynb', Buffer.from(JSON.stringify({ cells })));
  assert.ok(reading.kind === 'source');
  return cellsOf((await fixed(reading.source)).source.text);
}

suite('notebooks', () => {
  test('damaged anywhere, are cells or a reason', async () => {
    const whole = fc.tuple(notebooks, fc.array(damage, { minLength: 1, maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(whole, async ([text, all]) => {
        await survived('a.ipynb', damaged(Buffer.from(text), all));
      }),
      { numRuns: 150 },
    );
  });

  test('of anything that is JSON, are cells or a reason', async () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.record({
        cells: fc.array(
          fc.oneof(fc.jsonValue(), fc.record({ cell_type: fc.constant('code'), source: fc.jsonValue() })),
        ),
      }),
      fc.record({ worksheets: fc.array(fc.oneof(fc.jsonValue(), fc.record({ cells: fc.jsonValue() }))) }),
      fc.record({ cells: fc.constant([]), metadata: fc.jsonValue() }),
    );
    await fc.assert(
      fc.asyncProperty(value, async (json) => {
        await survived('a.ipynb', Buffer.from(JSON.stringify(json)));
      }),
      { numRuns: 300 },
    );
  });

  test('nested without end or with a cell of megabytes, are cells or a reason', async () => {
    const deep = 200_000;
    const source = (text: string) => `{"cells":[{"cell_type":"code","source":${text}}]}`;
    for (const text of [
      '['.repeat(deep),
      '{"cells":'.repeat(deep),
      `{"cells":[],"metadata":${'['.repeat(deep)}${']'.repeat(deep)}}`,
      source(`${'['.repeat(deep)}${']'.repeat(deep)}`),
      source(JSON.stringify(`np.exp(x)\n${'x = 1\n'.repeat(1_000_000)}`)),
      source(`[${'"x = 1\\n",'.repeat(100_000)}"np.exp(x)"]`),
      source('"np.exp(x)\\ud800"'),
    ]) {
      await survived('a.ipynb', Buffer.from(text));
    }
  });

  test('that are rewritten keep every byte outside of the cells that change', async () => {
    let fixes = 0;
    await fc.assert(
      fc.asyncProperty(notebooks, fc.boolean(), async (text, isMarked) => {
        const bytes = Buffer.from((isMarked ? '\ufeff' : '') + text);
        const reading = sourceOf('a.ipynb', bytes);
        assert.ok(reading.kind === 'source');
        const { source, fixes: made } = await fixed(reading.source);
        const after = encodeLike(reading.source, source.text);
        assert.ok(after);
        const told = Buffer.from(after)
          .toString()
          .replace(/^\ufeff/, '');
        assert.equal(Buffer.from(after).toString().startsWith('\ufeff'), isMarked);
        const [before, now] = [storedSources(text), storedSources(told)];
        const changed = new Set(
          before.flatMap((node, index) => {
            const other = now[index];
            const isSame = node && other && text.slice(node.start, node.end) === told.slice(other.start, other.end);
            return isSame ? [] : [index];
          }),
        );
        assert.equal(without(told, changed), without(text, changed));
        assert.equal(changed.size > 0, made > 0);
        assert.deepEqual(cellsOf(told), await fixedCells(cellsOf(text)));
        fixes += made;
      }),
      { numRuns: 40 },
    );
    assert.ok(fixes > 20, `only ${fixes} rewrites were made`);
  });
});
