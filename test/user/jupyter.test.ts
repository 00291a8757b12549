import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openQuickFixes, quickOpen, save, squiggles, waitForSquiggles } from './actions.ts';
import { pictured } from './pictured.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

interface Jupyter {
  readonly cells: readonly { readonly id: string; readonly source: readonly string[] }[];
}

describe('a user with a Jupyter notebook', () => {
  let workbench: Workbench;
  const inWindow = (body: (workbench: Workbench) => Promise<void>) => pictured(() => workbench, body);
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  const stored = (): Jupyter => JSON.parse(readFileSync(join(workbench.folder, 'attention.ipynb'), 'utf8')) as Jupyter;

  it(
    'sees the finding in its cell, without a kernel',
    inWindow(async (workbench) => {
      await quickOpen(workbench.page, 'attention.ipynb');
      await waitForSquiggles(workbench.page, 1);
      await workbench.page.locator('.tab.active').waitFor();
    }),
  );

  it(
    'fixes it in its cell, and no other cell changes',
    inWindow(async (workbench) => {
      const { page } = workbench;
      const before = stored();
      const actions = await openQuickFixes(page, squiggles(page).first());
      assert.match(await actions.first().innerText(), /Subtract the maximum/);
      await page.keyboard.press('Enter');
      await waitForSquiggles(page, 0);
      await save(page);
      const after = stored();
      const changed = after.cells.filter((cell, at) => cell.source.join('') !== before.cells[at]?.source.join(''));
      assert.deepEqual(
        changed.map(({ id }) => id),
        ['naive'],
      );
      assert.match(changed[0]!.source.join(''), /np\.exp\(scores - .*max.*axis=-1.*keepdims=True.*\)/);
    }),
  );

  it(
    'finds the exp of a division that stands in another cell',
    inWindow(async (workbench) => {
      const { page } = workbench;
      const cell = page.locator('.code-cell-row', { hasText: 'exponentials = ' });
      await page.locator('.notebookOverlay .cell-list-container').first().hover();
      for (let turn = 0; turn < 20 && (await cell.count()) === 0; turn += 1) await page.mouse.wheel(0, 200);
      await cell.first().scrollIntoViewIfNeeded();
      await cell.locator('.squiggly-warning').first().waitFor();
    }),
  );
});
