// What the README shows and the theme tests look at: each a state of the workbench, and what must be in sight in it.
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../integration/assert.ts';
import {
  hoverOver,
  openQuickFixes,
  outputFrame,
  quickOpen,
  runAll,
  runCommand,
  squiggles,
  waitForSquiggles,
} from './actions.ts';
import type { Workbench } from './workbench.ts';

/** A colour theme: its label, the class of the workbench, and what VS Code says to the webviews of outputs. */
export interface Theme {
  readonly name: string;
  readonly label: string;
  readonly workbenchClass: string;
  readonly outputClass: string;
}

export const themes: readonly Theme[] = [
  { name: 'light', label: 'Default Light Modern', workbenchClass: 'vs', outputClass: 'vscode-light' },
  {
    name: 'high-contrast',
    label: 'Default High Contrast',
    workbenchClass: 'hc-black',
    outputClass: 'vscode-high-contrast',
  },
];

export interface Scene {
  readonly name: string;
  /** Brings the workbench into the state. @returns what must be in sight */
  show(workbench: Workbench): Promise<readonly Locator[]>;
}

/** Turns the wheel over `area` until all of `target` is inside the area. */
async function scrollInto(page: Page, area: Locator, target: Locator): Promise<void> {
  const outer = await area.boundingBox();
  if (!outer) throw new Error('What should scroll is not in sight.');
  await page.mouse.move(outer.x + outer.width / 2, outer.y + outer.height / 2);
  await eventually(`${String(target)} to be scrolled into sight`, async () => {
    const inner = await target.boundingBox();
    if (inner && inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height) return true;
    await page.mouse.wheel(0, 20);
    return false;
  });
}

async function openPython({ page }: Workbench): Promise<void> {
  await quickOpen(page, 'naive_softmax.py');
  await waitForSquiggles(page, 4);
}

export const scenes: readonly Scene[] = [
  {
    name: 'hover',
    async show(workbench) {
      await openPython(workbench);
      const { page } = workbench;
      const hover = await hoverOver(page, squiggles(page).first());
      // VS Code shows the diagnostic first and keeps the hover low: the table of thresholds is further down.
      const row = hover.locator('tr', { hasText: 'bfloat16' });
      await scrollInto(page, hover, row);
      return [squiggles(page).first(), hover, row];
    },
  },
  {
    name: 'quick-fix',
    async show(workbench) {
      await openPython(workbench);
      const { page } = workbench;
      const actions = await openQuickFixes(page, squiggles(page).first());
      return [squiggles(page).nth(1), actions.first()];
    },
  },
  {
    name: 'notebook',
    async show({ page }) {
      await quickOpen(page, 'overflow.softmax.md');
      await runAll(page);
      const frame = await outputFrame(page);
      await runCommand(page, 'Focus First Cell');
      const figure = frame.locator('figure', { hasText: 'softmax(logits, "float16")' });
      await figure.waitFor();
      const thresholds = figure.locator('table').first();
      await scrollInto(page, page.locator('.notebookOverlay .cell-list-container'), thresholds);
      const charts = figure.locator('svg[role="img"]');
      return [figure, charts.nth(0), charts.nth(1), thresholds];
    },
  },
];

/** Closes what a scene left open. */
export async function leave({ page }: Workbench): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.mouse.move(0, 0);
}
