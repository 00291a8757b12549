import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { KernelPayload } from '../../../src/protocol/payload.ts';
import { kernelPayload } from '../protocol/payloads.ts';
import { collidingLabels, faintTexts, sizes } from './inspect.ts';
import { bundleRenderer, launch, noBrowser, openPage } from './page.ts';
import { runSample, spread } from './samples.ts';
import { themes } from './themes.ts';
import type { ThemeName } from './themes.ts';

const extreme = [-1.5e308, 5e-324, 1.7e308, -0.1234567, NaN, Infinity, -Infinity, 0];
const samples: Readonly<Record<string, KernelPayload>> = {
  overflow: runSample('softmax', [1000, 1001, 1002], 'float16'),
  logarithmic: runSample('softmax', [-30, 5, 2, 8, 10.5, 11.5, -2, 0, 3, 1], 'float16'),
  logSoftmax: runSample('log-softmax', [-120, 0, 3, 50, 8, 2], 'float32'),
  logSumExp: runSample('log-sum-exp', [1000, 1001, 1002], 'float64'),
  bars: runSample('softmax', spread(60, 3), 'bfloat16'),
  band: runSample('softmax', spread(5000, 4), 'float32'),
  none: runSample('softmax', [], 'float64'),
  one: runSample('softmax', [-745.1332191019412], 'float64'),
  extreme: kernelPayload({ logits: extreme, naive: extreme, stable: extreme }, { source: 'x'.repeat(1000) }),
};

async function drawAll(draw: (payload: KernelPayload, id: string, element: string) => Promise<number>): Promise<void> {
  for (const [name, payload] of Object.entries(samples)) await draw(payload, name, name);
}

async function assertLaidOut(page: Page): Promise<void> {
  const found = await page.evaluate(sizes, '#overflow');
  assert.ok(found.page <= found.window, `the page is ${found.page} px wide in a window of ${found.window}`);
  assert.deepEqual(await page.evaluate(collidingLabels), []);
}

describe('The look of an output', { skip: noBrowser }, () => {
  let browser: Browser;
  let script: string;

  before(async () => {
    [browser, script] = await Promise.all([launch(), bundleRenderer()]);
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  after(() => browser.close());

  for (const theme of Object.keys(themes) as ThemeName[]) {
    test(`in the ${theme} theme: every text has a contrast of at least 4.5`, async () => {
      const { page, draw } = await openPage(browser, script, theme);
      await drawAll(draw);
      await page.locator('#overflow').getByRole('button').click();
      await page.mouse.move(0, 0);
      assert.deepEqual(await page.evaluate(faintTexts, 4.5), []);
      assert.ok((await page.evaluate(faintTexts, 22)).length > 100, 'no texts were measured');
    });
  }

  for (const width of [280, 320, 480, 700, 1000, 1600]) {
    test(`${width} px wide: nothing overflows and no labels collide`, async () => {
      const { page, draw, complaints } = await openPage(browser, script, 'light', { viewport: { width, height: 600 } });
      await drawAll(draw);
      await assertLaidOut(page);
      assert.deepEqual(complaints, []);
    });
  }

  test('follows the width when it changes', async () => {
    const { page, draw, complaints } = await openPage(browser, script, 'light', {
      viewport: { width: 1200, height: 600 },
    });
    await drawAll(draw);
    const chart = page.locator('#overflow .chart').first();
    const wide = Number(await chart.getAttribute('width'));
    await page.setViewportSize({ width: 400, height: 600 });
    await page.waitForFunction(
      (old) =>
        Number(document.querySelector('#overflow')?.shadowRoot?.querySelector('.chart')?.getAttribute('width')) < old,
      wide,
    );
    await assertLaidOut(page);
    assert.deepEqual(complaints, []);
  });

  test('does not change where the theme’s variables are missing', async () => {
    const { page, draw } = await openPage(browser, script);
    await page.locator('style').evaluate((style) => {
      style.remove();
    });
    await drawAll(draw);
    assert.deepEqual(await page.evaluate(faintTexts, 4.5), []);
  });

  test('uses the system’s colours where these are forced', async () => {
    const { page, draw } = await openPage(browser, script, 'light', { forcedColors: 'active' });
    await draw(samples['overflow'] ?? assert.fail());
    const colors = await page.evaluate(() => {
      const root = document.querySelector('#output')?.shadowRoot;
      const probe = document.createElement('p');
      document.body.append(probe);
      const system = (name: string): string => {
        probe.style.color = name;
        return getComputedStyle(probe).color;
      };
      const style = (selector: string): CSSStyleDeclaration => {
        const element = root?.querySelector(selector);
        if (!element) throw new Error(`no ${selector}`);
        return getComputedStyle(element);
      };
      return {
        text: [style('.chart text').fill, system('CanvasText')],
        bar: [style('rect.value').fill, system('Highlight')],
        mark: [style('.mark.nan').stroke, system('CanvasText')],
        hatch: [style('.nan-hatch').stroke, system('CanvasText')],
      };
    });
    for (const [name, [is, should]] of Object.entries(colors)) assert.equal(is, should, name);
  });

  test('shows where the focus is', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(samples['overflow'] ?? assert.fail());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const outline = await page.getByRole('button').evaluate((button) => getComputedStyle(button).outline);
    assert.match(outline, /rgb\(0, 105, 204\) solid 2px/);
  });

  test('has nothing that moves', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(samples['overflow'] ?? assert.fail());
    await page.getByRole('button').click();
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  });
});
