import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { suite, test } from 'node:test';
import { expOverflow, expZero, formats } from '../../../src/kernels/index.ts';
import { ruleCatalog } from '../../../src/analysis/index.ts';
import { rules } from '../../../src/analysis/rules/registry.ts';
import { pythonFolders } from './support/fixtures.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

suite('the rule catalog', () => {
  test('describes every rule that runs, in the same order', () => {
    assert.deepEqual(
      ruleCatalog.map(({ id }) => id),
      rules.map(({ id }) => id),
    );
  });

  for (const { id, title, summary, page, defaultSeverity } of ruleCatalog) {
    test(`${id} has a page that says its id, title, summary and severity`, () => {
      const text = read(page).replace(/\s+/g, ' ');
      assert.ok(text.startsWith(`# ${id} **${title}.** `));
      assert.ok(text.replaceAll('`', '').includes(summary), summary);
      assert.ok(text.includes(`Severity unless set: ${defaultSeverity}.`));
    });

    test(`${id} has fixtures`, () => {
      assert.ok(pythonFolders.includes(`python/${id}`));
    });
  }

  test('has no page without a rule', () => {
    const pages = readdirSync(new URL('docs/rules/', root)).filter((name) => name.endsWith('.md'));
    assert.deepEqual(pages.map((name) => `docs/rules/${name}`).sort(), ruleCatalog.map(({ page }) => page).sort());
  });

  test('the table of naive-softmax has the thresholds of the kernels', () => {
    const page = read('docs/rules/naive-softmax.md');
    for (const name of ['float64', 'float32', 'float16', 'bfloat16'] as const) {
      const row = new RegExp(`\\| ${name} +\\| +(\\S+) \\| +(\\S+) \\|`).exec(page);
      assert.deepEqual(row?.slice(1), [expOverflow(formats[name]).toFixed(2), expZero(formats[name]).toFixed(2)]);
    }
  });
});
