import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { encodePayload } from '../../../src/protocol/encode.ts';
import { bundleRenderer, launch, noBrowser, openPage } from './page.ts';
import { runSample, spread } from './samples.ts';

const overflowing = runSample('softmax', [1000, 1001, 1002], 'float16');
const holding = runSample('softmax', [1, 2, 3, 4], 'float32');

describe('An output', { skip: noBrowser }, () => {
  let browser: Browser;
  let script: string;

  before(async () => {
    [browser, script] = await Promise.all([launch(), bundleRenderer()]);
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  after(() => browser.close());

  test('shows its numbers in a table when the button is pressed by keyboard, and hides them again', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(overflowing);
    const button = page.getByRole('button', { name: 'Numbers (3 rows)' });
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    assert.equal(await page.locator('.numbers').count(), 0);
    await button.focus();
    await page.keyboard.press('Enter');
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    const region = page.getByRole('region', { name: 'Numbers' });
    assert.deepEqual(await region.locator('th[scope=col]').allTextContents(), ['index', 'logit', 'naive', 'stable']);
    assert.deepEqual(await region.locator('tbody tr').first().locator('th, td').allTextContents(), [
      '0',
      '1000',
      'NaN',
      String(overflowing.stable[0]),
    ]);
    await page.keyboard.press('Space');
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    assert.equal(await page.getByRole('region', { name: 'Numbers' }).count(), 0);
  });

  test('names in aria-controls what the button opens', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(overflowing);
    const controlled = await page.getByRole('button').evaluate((button) => {
      const id = button.getAttribute('aria-controls') ?? '';
      return (button.getRootNode() as ShadowRoot).getElementById(id)?.getAttribute('aria-label');
    });
    assert.equal(controlled, 'Numbers');
  });

  test('says how many rows are left out of a long table', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(runSample('softmax', spread(1201, 1), 'float32'));
    await page.getByRole('button').click();
    assert.equal(await page.locator('.numbers tbody tr').count(), 200);
    assert.equal(await page.locator('.rows .note').innerText(), '1,001 more rows left out.');
  });

  test('lists a scalar kernel’s logits below its two results', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(runSample('cross-entropy', [1000], 'float64'));
    await page.getByRole('button').click();
    assert.deepEqual(await page.locator('.numbers').first().locator('td').allTextContents(), ['NaN', '-0']);
    assert.deepEqual(await page.locator('.numbers').last().locator('td').allTextContents(), ['1000']);
  });

  test('keeps the keys that move about to itself, and lets the others go', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(overflowing);
    await page.getByRole('button').focus();
    const own = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'];
    for (const key of [...own, 'Escape', 'a']) await page.keyboard.press(key);
    assert.deepEqual(await page.evaluate(() => window.keys), ['Escape', 'a']);
  });

  test('scrolls the table that has the focus with the arrow keys', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(runSample('softmax', spread(100, 1), 'float32'));
    await page.getByRole('button').click();
    await page.getByRole('region', { name: 'Numbers' }).focus();
    await page.keyboard.press('End');
    await page.waitForFunction(
      () => (document.querySelector('#output')?.shadowRoot?.querySelector('.rows')?.scrollTop ?? 0) > 100,
    );
  });

  test('is updated in place: the focus, the open table and its button stay', async () => {
    const { page, draw, complaints } = await openPage(browser, script);
    await draw(overflowing);
    const button = await page.getByRole('button').elementHandle();
    assert.ok(button);
    await page.getByRole('button').press('Enter');
    await draw(holding);
    assert.match(await page.locator('.result').innerText(), /^Naive float32 softmax: sums to 1/);
    assert.equal(await page.getByRole('figure').count(), 1);
    assert.equal(await page.locator('.numbers tbody tr').count(), 4);
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    assert.equal(await button.innerText(), 'Numbers (4 rows)');
    const focused = await page.evaluate(() => document.querySelector('#output')?.shadowRoot?.activeElement?.tagName);
    assert.equal(focused, 'BUTTON');
    assert.deepEqual(complaints, []);
  });

  test('becomes another kind of output in the same element, and under another id', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(overflowing, 'one');
    await draw({ kind: 'value', source: 'x', text: '42' }, 'two');
    assert.equal(await page.getByRole('figure').count(), 0);
    assert.equal(await page.locator('pre').innerText(), '42');
    await draw(holding, 'three');
    assert.equal(await page.locator('pre').count(), 0);
    assert.equal(await page.locator('.chart').count(), 2);
  });

  test('that cannot be read says why, and is reported so and not as drawn', async () => {
    const { page, draw, complaints } = await openPage(browser, script);
    const bytes = encodePayload(overflowing);
    await draw(bytes.subarray(0, bytes.length - 5), 'cut', 'cut');
    await draw(new Uint8Array([1, 2, 3, 4, 5]), 'foreign', 'foreign');
    assert.match(await page.locator('#cut').getByRole('status').innerText(), /cut short: .* Run the cell again\.$/);
    assert.match(await page.locator('#foreign').getByRole('status').innerText(), /not written by Softmax Stability/);
    // Any acknowledgement would have followed by now: this one is asked for later.
    await draw(holding, 'good', 'good');
    await page.waitForFunction(() => window.posted.some(({ type }) => type === 'drawn'));
    const posted = await page.evaluate(() => window.posted);
    assert.deepEqual(
      posted.map((message) => [message.type, message.outputId, message.type === 'undrawable' ? message.code : '']),
      [
        ['undrawable', 'cut', 'truncated'],
        ['undrawable', 'foreign', 'foreign'],
        ['drawn', 'good', ''],
      ],
    );
    assert.deepEqual(complaints, []);
  });

  test('that was unreadable is drawn when its element is given good data', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(new Uint8Array(2));
    await draw(holding);
    assert.equal(await page.getByRole('status').count(), 0);
    assert.equal(await page.locator('.chart').count(), 2);
  });

  test('is not drawn when the host has given up on it', async () => {
    const { page, complaints } = await openPage(browser, script);
    await page.evaluate(() => {
      const item = { id: 'x', data: () => new Uint8Array() } as unknown as Parameters<
        typeof window.renderer.renderOutputItem
      >[0];
      void window.renderer.renderOutputItem(item, document.body, AbortSignal.abort());
    });
    assert.equal(await page.evaluate(() => document.body.shadowRoot), null);
    assert.deepEqual(complaints, []);
  });

  test('is emptied and no longer acknowledged when it is disposed of, alone or with all others', async () => {
    const { page, draw, complaints } = await openPage(browser, script);
    await draw(overflowing, 'kept', 'kept');
    await page.waitForFunction(() => window.posted.length === 1);
    const bytes = Buffer.from(encodePayload(holding)).toString('base64');
    await page.evaluate((base64) => {
      window.draw(base64, 'gone', 'gone');
      window.renderer.disposeOutputItem?.('gone');
    }, bytes);
    assert.equal(await page.locator('#gone').innerText(), '');
    assert.equal(await page.locator('#kept .chart').count(), 2);
    await page.evaluate(() => {
      window.renderer.disposeOutputItem?.();
    });
    assert.equal(await page.locator('.chart').count(), 0);
    await draw(holding, 'again', 'gone');
    await page.waitForFunction(() => window.posted.length === 2);
    assert.deepEqual(await page.evaluate(() => window.posted.map(({ outputId }) => outputId)), ['kept', 'again']);
    assert.equal(await page.locator('#gone .chart').count(), 2);
    assert.deepEqual(complaints, []);
  });
});
