// How labelled code is scored: a finding counts for a label if the two have a line in common.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { load } from './load.ts';

interface Row {
  readonly unstable: number;
  readonly found: number;
  readonly others: number;
  readonly alarms: number;
}
interface Label {
  readonly repo: string;
  readonly lines: readonly number[];
}
interface Accuracy {
  readonly score: (
    labels: readonly object[],
    findings: readonly object[],
    groupOf: (label: Label) => string,
    strict?: boolean,
  ) => ReadonlyMap<string, Row>;
  readonly table: (title: string, groups: ReadonlyMap<string, Row>) => string;
  readonly meanRecall: (groups: ReadonlyMap<string, Row>) => string;
  readonly rewritten: (findings: readonly object[], rules: readonly string[]) => ReadonlyMap<string, object>;
  readonly rewriteTable: (groups: ReadonlyMap<string, object>) => string;
}

const { meanRecall, rewritten, rewriteTable, score, table } = await load<Accuracy>('accuracy.mjs');

const label = (fields: object) => ({ repo: 'a/b', path: 'x.py', lines: [5, 7], label: 'unstable', ...fields });
const finding = (line: number, fields: object = {}) => ({
  file: 'a+b/x.py',
  rule: 'naive-softmax',
  start: { line, column: 1 },
  end: { line, column: 9 },
  ...fields,
});

function counts(labels: readonly object[], findings: readonly object[], strict = false) {
  return score(labels, findings, () => 'all', strict).get('all');
}

suite('the score of labelled code', () => {
  test('counts an unstable place as found by a finding on its first or last line', () => {
    for (const line of [5, 7]) assert.equal(counts([label({})], [finding(line)])?.found, 1);
  });

  test('counts it as missed by one on the lines around it, or in another file', () => {
    const elsewhere = [finding(4), finding(8), finding(6, { file: 'a+b/y.py' }), finding(6, { file: 'c+d/x.py' })];
    assert.deepEqual(counts([label({})], elsewhere), { unstable: 1, found: 0, others: 0, alarms: 0 });
  });

  test('counts a stable place that is reported as an alarm', () => {
    assert.deepEqual(counts([label({ label: 'stable' })], [finding(6)]), {
      unstable: 0,
      found: 0,
      others: 1,
      alarms: 1,
    });
  });

  test('looks in a notebook at the cell and its lines', () => {
    const cell = label({ path: 'n.ipynb', cell: 3, cell_lines: [1, 2], lines: [90, 91] });
    const inCell = (number: number, line: number) => finding(line, { file: 'a+b/n.ipynb', cell: number });
    assert.equal(counts([cell], [inCell(3, 2)])?.found, 1);
    assert.equal(counts([cell], [inCell(4, 2), inCell(3, 3)])?.found, 0);
  });

  test('asks, where it is strict, that the rule fits the label of an unstable place', () => {
    const unstable = label({ pattern: 'naive-sigmoid' });
    assert.equal(counts([unstable], [finding(6)], true)?.found, 0);
    assert.equal(counts([unstable], [finding(6, { rule: 'naive-sigmoid' })], true)?.found, 1);
    assert.equal(counts([label({ label: 'stable', pattern: 'naive-sigmoid' })], [finding(6)], true)?.alarms, 1);
  });

  test('is printed by group, then all together', () => {
    const labels = [label({}), label({ lines: [20, 20] }), label({ label: 'stable', lines: [9, 9] })];
    const groups = score(labels, [finding(6), finding(9)], ({ lines }) => (lines[0] === 20 ? 'late' : 'early'));
    const rows = table('where', groups).split('\n').slice(2);
    assert.deepEqual(rows, [
      '| early | 1 | 1 | 100.0 % | 1 | 1 | 50.0 % |',
      '| late | 1 | 0 | 0.0 % | 0 | 0 | – |',
      '| all | 2 | 1 | 50.0 % | 1 | 1 | 50.0 % |',
    ]);
  });

  test('averages the recall of those repositories that have unstable places', () => {
    const labels = [
      label({}),
      label({ lines: [20, 20] }),
      label({ repo: 'c/d' }),
      label({ repo: 'e/f', label: 'stable' }),
    ];
    const repositories = score(labels, [finding(6)], ({ repo }) => repo);
    assert.equal(meanRecall(repositories), 'Recall averaged over 2 repositories: 25.0 %.');
  });
});

suite('the share of findings with a safe rewrite', () => {
  const safe = { safe: true, verified: { cases: 15, maxUlp: 1 } };
  const found = (rule: string, ...rewrites: object[]) => ({ rule, rewrites });

  test('counts a finding once, if any of its rewrites is safe and compared', () => {
    const findings = [found('a', { ...safe, safe: false }, safe, safe), found('a')];
    assert.deepEqual(rewritten(findings, ['a']).get('a'), { findings: 2, rewritten: 1 });
  });

  test('counts none whose rewrites are unsafe, or compared on no values', () => {
    const findings = [
      found('a', { ...safe, safe: false }),
      found('a', { ...safe, verified: null }),
      found('a', { ...safe, verified: { cases: 0, maxUlp: 0 } }),
    ];
    assert.deepEqual(rewritten(findings, ['a']).get('a'), { findings: 3, rewritten: 0 });
  });

  test('is printed by rule, those without findings too, then all together', () => {
    const groups = rewritten([found('a', safe), found('c', safe), found('a')], ['b', 'a']);
    assert.deepEqual(rewriteTable(groups).split('\n').slice(2), [
      '| b | 0 | 0 | – |',
      '| a | 2 | 1 | 50.0 % |',
      '| all | 2 | 1 | 50.0 % |',
    ]);
  });
});
