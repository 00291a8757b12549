import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hoverOver, openQuickFixes, quickOpen, save, squiggles, waitForSquiggles } from './actions.ts';
import { pictured } from './pictured.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

describe('a user with a Python file', () => {
  let workbench: Workbench;
  const inWindow = (body: (workbench: Workbench) => Promise<void>) => pictured(() => workbench, body);
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  it(
    'sees each of the four naive forms underlined, and neither of the stable ones',
    inWindow(async (workbench) => {
      const { page } = workbench;
      await quickOpen(page, 'naive_softmax.py');
      await waitForSquiggles(page, 4);
      assert.match(await page.locator('[id="status.problems"]').innerText(), /\b4\b/);
    }),
  );

  it(
    'reads in the hover where it overflows, in each format',
    inWindow(async (workbench) => {
      const hover = await hoverOver(workbench.page, squiggles(workbench.page).first());
      const text = await hover.innerText();
      for (const [format, threshold] of [
        ['float64', '709.78'],
        ['float32', '88.72'],
        ['float16', '11.09'],
        ['bfloat16', '88.72'],
      ] as const) {
        assert.match(text, new RegExp(`^${format}\\b.*\\t${threshold}\\b`, 'm'), `The hover has no row for ${format}.`);
      }
      await workbench.page.keyboard.press('Escape');
    }),
  );

  it(
    'applies the first fix of Ctrl+. and sees the underline go',
    inWindow(async (workbench) => {
      const { page, folder } = workbench;
      const actions = await openQuickFixes(page, squiggles(page).first());
      assert.match(await actions.first().innerText(), /Subtract the maximum/);
      await page.keyboard.press('Enter');
      await waitForSquiggles(page, 3);
      await save(page);
      const line = readFileSync(join(folder, 'naive_softmax.py'), 'utf8').split('\n')[10];
      assert.match(line ?? '', /^ {4}return np\.exp\(logits - .*max.*\) \/ np\.exp\(logits - .*max.*\)\.sum\(\)$/);
    }),
  );

  it(
    'undoes the fix as one step',
    inWindow(async (workbench) => {
      await workbench.page.keyboard.press('ControlOrMeta+Z');
      await waitForSquiggles(workbench.page, 4);
    }),
  );

  it(
    'sees the underline go and come while typing',
    inWindow(async (workbench) => {
      const { page } = workbench;
      await page.keyboard.press('ControlOrMeta+Home');
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('import numpy as np\n');
      await waitForSquiggles(page, 0);
      await page.keyboard.type('p = np.exp(z) / np.exp(z).sum()');
      await waitForSquiggles(page, 1);
    }),
  );
});
