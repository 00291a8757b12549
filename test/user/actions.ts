// What a user does, in the workbench's own terms. The class names are VS Code's.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame, Locator, Page } from 'playwright-core';
import { eventually } from '../integration/assert.ts';

/** Milliseconds. A machine that is busy with other tests is several times slower than a user's. */
const patience = 30_000;

/** Ctrl+P, the file's name, Enter. */
export async function quickOpen(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+P');
  const input = page.locator('.quick-input-widget:visible input');
  await input.waitFor({ timeout: patience });
  await input.fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor({ timeout: patience });
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: name }).waitFor({ timeout: patience });
}

/** F1, the command's title, Enter. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget:visible input');
  await input.waitFor({ timeout: patience });
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor({ timeout: patience });
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout: patience });
}

/** The wavy underlines in sight. */
export function squiggles(page: Page): Locator {
  return page.locator('.squiggly-warning');
}

export async function waitForSquiggles(page: Page, count: number): Promise<void> {
  await eventually(`${count} squiggles`, async () => (await squiggles(page).count()) === count, patience);
}

/** The text that a squiggle underlines lies under it in another layer, so the mouse goes by place. */
async function middle(mark: Locator): Promise<{ x: number; y: number }> {
  // The editor redraws its marks, also when only a hover closes.
  const box = await eventually('the squiggle to be in sight', async () => (await mark.boundingBox()) ?? undefined);
  return { x: box.x + Math.min(box.width / 2, 40), y: box.y + box.height / 2 };
}

/** @returns the hover, open */
export async function hoverOver(page: Page, mark: Locator): Promise<Locator> {
  const { x, y } = await middle(mark);
  await page.mouse.move(x, y - 60);
  await page.mouse.move(x, y, { steps: 4 });
  const hover = page.locator('.monaco-hover:not(.hidden)').filter({ hasText: 'overflows' });
  await hover.waitFor({ timeout: patience });
  return hover;
}

async function isShown(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}

/** Puts the cursor into the underlined code and presses Ctrl+. */
export async function openQuickFixes(page: Page, mark: Locator): Promise<Locator> {
  const { x, y } = await middle(mark);
  await page.mouse.click(x, y);
  // Moving the cursor makes VS Code ask for actions by itself, and that ends what a key pressed meanwhile had asked for.
  await page.locator('.codicon[class*="lightbulb"]:visible').first().waitFor({ timeout: patience });
  const actions = page.locator('.action-widget .monaco-list-row.action');
  // It may ask once more after the bulb is there; then the menu never opens, and a user presses again.
  await eventually(
    'the menu of Ctrl+.',
    async () => {
      await page.keyboard.press('ControlOrMeta+.');
      return isShown(actions.first(), 3000);
    },
    patience,
  );
  return actions;
}

/** The frame that a notebook's outputs are in: an iframe in an iframe, known by what our renderer draws. */
export async function outputFrame(page: Page): Promise<Frame> {
  return eventually(
    'a chart in an output',
    async () => {
      for (const frame of page.frames()) {
        // A frame may go while it is asked.
        const figures = await frame
          .locator('figure')
          .count()
          .catch(() => 0);
        if (figures > 0) return frame;
      }
      return undefined;
    },
    patience,
  );
}

export async function runAll(page: Page): Promise<void> {
  await page.locator('.notebook-toolbar-container').getByRole('button', { name: 'Run All' }).click();
}

/** Ctrl+S once the tab shows an unsaved change, until it shows none. */
export async function save(page: Page): Promise<void> {
  await page.locator('.tab.active.dirty').waitFor({ timeout: patience });
  await page.keyboard.press('ControlOrMeta+S');
  await eventually(
    'the file to be saved',
    async () => (await page.locator('.tab.active.dirty').count()) === 0,
    patience,
  );
  await sleep(200); // the file is on the disk just after the tab says so
}

/** All text in sight of every frame, outputs and their errors included. */
export async function textOfFrames(page: Page): Promise<string> {
  const texts = page.frames().map((frame) =>
    frame
      .locator('body')
      .innerText({ timeout: 1000 })
      .catch(() => ''),
  );
  return (await Promise.all(texts)).join('\n');
}
