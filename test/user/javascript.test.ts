import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hoverOver, openQuickFixes, quickOpen, save, squiggles, waitForSquiggles } from './actions.ts';
import { pictured } from './pictured.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

describe('a user with a JavaScript file', () => {
  let workbench: Workbench;
  const inWindow = (body: (workbench: Workbench) => Promise<void>) => pictured(() => workbench, body);
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  it(
    'sees the three naive forms underlined, and none of the stable ones',
    inWindow(async ({ page }) => {
      await quickOpen(page, 'naive_softmax.js');
      await waitForSquiggles(page, 3);
    }),
  );

  it(
    'reads in the hover at which logit a typed array of single precision fails',
    inWindow(async ({ page }) => {
      const hover = await hoverOver(page, squiggles(page).nth(1));
      assert.match(await hover.innerText(), /overflows float32 when .* > 88\.72/);
      await page.keyboard.press('Escape');
    }),
  );

  it(
    'applies the first fix of Ctrl+. and has a file that computes what it should',
    inWindow(async ({ page, folder }) => {
      const actions = await openQuickFixes(page, squiggles(page).first());
      assert.match(await actions.first().innerText(), /Subtract the maximum/);
      await page.keyboard.press('Enter');
      await waitForSquiggles(page, 2);
      await save(page);
      const printed = execFileSync(process.execPath, [join(folder, 'naive_softmax.js')], { encoding: 'utf8' });
      const naive = /naive : \[ (.*) \]/.exec(printed)?.[1]?.split(', ').map(Number) ?? [];
      const exact = [0.09003057317038046, 0.24472847105479764, 0.6652409557748219];
      assert.equal(naive.length, exact.length, printed);
      for (const [index, value] of exact.entries()) assert.ok(Math.abs(naive[index]! - value) < 1e-15, printed);
    }),
  );
});
