// How much of the labelled code in test/labelled is found, and how much is found that is not there: what was reached is kept.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { load } from '../unit/scripts/load.ts';

interface Row {
  readonly unstable: number;
  readonly found: number;
  readonly others: number;
  readonly alarms: number;
}
interface Accuracy {
  readonly ownLabelled: () => { readonly labels: readonly object[]; readonly findings: readonly object[] };
  readonly score: (
    labels: readonly object[],
    findings: readonly object[],
    groupOf: (label: object) => string,
  ) => ReadonlyMap<string, Row>;
  readonly half: (label: object) => string;
}

const { half, ownLabelled, score } = await load<Accuracy>('accuracy.mjs');

/** Percent, a little below what was reached. */
const least: readonly (readonly [which: string, recall: number])[] = [
  ['looked at, within one function', 92],
  ['looked at, across functions', 85],
  ['held out, within one function', 89],
  ['held out, across functions', 76],
];
const leastPrecision = 96;

suite('labelled code', () => {
  const { labels, findings } = ownLabelled();
  const rows = score(labels, findings, half);

  for (const [which, percent] of least) {
    test(`what is unstable is found: ${which}`, (t) => {
      const { unstable, found } = rows.get(which)!;
      t.diagnostic(`${found} of ${unstable}`);
      assert.ok(unstable > 100 && (100 * found) / unstable >= percent, `${found} of ${unstable}`);
    });
  }

  test('what is stable is left alone', (t) => {
    const all = [...rows.values()];
    const [found, alarms, others] = (['found', 'alarms', 'others'] as const).map((key) =>
      all.reduce((sum, row) => sum + row[key], 0),
    ) as [number, number, number];
    t.diagnostic(`${alarms} of ${others} are reported, beside ${found}`);
    assert.ok(others > 1000 && (100 * found) / (found + alarms) >= leastPrecision, `${alarms} of ${others}`);
  });
});
