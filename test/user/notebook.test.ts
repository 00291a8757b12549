import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { eventually } from '../integration/assert.ts';
import { outputFrame, quickOpen, runAll, runCommand, save, textOfFrames } from './actions.ts';
import { pictured } from './pictured.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

describe('a user with the numeric notebook', () => {
  let workbench: Workbench;
  const inWindow = (body: (workbench: Workbench) => Promise<void>) => pictured(() => workbench, body);
  let frame: Frame;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  it(
    'gets cells, not Markdown text, from quick open',
    inWindow(async (workbench) => {
      const { page } = workbench;
      await quickOpen(page, 'overflow.softmax.md');
      await page.locator('.notebookOverlay .code-cell-row').first().waitFor();
      assert.ok((await page.locator('.notebookOverlay .markdown-cell-row').count()) > 0, 'There is no Markdown cell.');
    }),
  );

  it(
    'sees both distributions and the thresholds in the output after Run All',
    inWindow(async (workbench) => {
      await runAll(workbench.page);
      frame = await outputFrame(workbench.page);
      const figure = frame.locator('figure').first();
      const text = await figure.innerText();
      assert.match(text, /Naive[\s\S]*NaN[\s\S]*Stable/);
      for (const threshold of ['709.78', '88.72', '11.09']) assert.ok(text.includes(threshold), `No ${threshold}.`);
      const charts = figure.locator('svg[role="img"]');
      assert.equal(await charts.count(), 2);
      for (const chart of await charts.all()) {
        const box = await chart.boundingBox();
        assert.ok(box && box.width > 100 && box.height > 50, `A chart is ${box?.width} × ${box?.height} pixels.`);
      }
    }),
  );

  it(
    'opens the table of numbers by keyboard, and arrow keys stay inside',
    inWindow(async (workbench) => {
      const { page } = workbench;
      await page.locator('.code-cell-row .view-lines').first().click();
      await page.keyboard.press('Escape');
      await runCommand(page, 'Focus In Active Cell Output');
      const button = frame.locator('figure').first().locator('button[aria-expanded]');
      await eventually('the focus on the button', async () => {
        await page.keyboard.press('Tab');
        return button.evaluate((element) => element.matches(':focus'));
      });
      await page.keyboard.press('Enter');
      await eventually('the table', async () => (await button.getAttribute('aria-expanded')) === 'true');
      for (const key of ['ArrowDown', 'PageDown', 'End', 'Home']) await page.keyboard.press(key);
      assert.ok(await button.evaluate((element) => element.matches(':focus')), 'The focus has left the output.');
      assert.match(await page.locator('.statusbar').innerText(), /Cell 2 of/);
    }),
  );
});

describe('a user who writes a numeric notebook', () => {
  let workbench: Workbench;
  const inWindow = (body: (workbench: Workbench) => Promise<void>) => pictured(() => workbench, body);
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  const name = 'mine.softmax.md';
  const around = ['Mine\n====\n\n*  a   list\n\n```softmax\n', '\n```\n\nThe end, without a line break'] as const;

  it(
    'reads a syntax error where it stands',
    inWindow(async (workbench) => {
      const { page, folder } = workbench;
      writeFileSync(join(folder, name), around.join('softmax([1, 2; 3'));
      await quickOpen(page, name);
      await page.locator('.code-cell-row .view-lines').click();
      await page.keyboard.press('Shift+Enter');
      await eventually('an error with its place', async () => /line 1.*column \d+/is.test(await textOfFrames(page)));
    }),
  );

  it(
    'corrects it and runs it again by keyboard',
    inWindow(async (workbench) => {
      const { page } = workbench;
      await page.locator('.code-cell-row .view-lines').click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText('softmax([0, 0], "float32")');
      await page.keyboard.press('Shift+Enter');
      const frame = await outputFrame(page);
      assert.match(await frame.locator('figure').innerText(), /2 logits[\s\S]*0\.5/);
    }),
  );

  it(
    'saves it with the Markdown around it as it was, byte for byte',
    inWindow(async (workbench) => {
      const { page, folder } = workbench;
      await save(page);
      assert.equal(readFileSync(join(folder, name), 'utf8'), around.join('softmax([0, 0], "float32")'));
    }),
  );
});
