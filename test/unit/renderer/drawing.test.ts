import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { RendererMessage } from '../../../src/protocol/payload.ts';
import { kernelPayload } from '../protocol/payloads.ts';
import { sizes } from './inspect.ts';
import { bundleRenderer, launch, noBrowser, openPage } from './page.ts';
import { runSample, spread } from './samples.ts';

const overflowing = runSample('softmax', [1000, 1001, 1002], 'float16', 'softmax(logits, "float16")');

describe('The renderer draws', { skip: noBrowser }, () => {
  let browser: Browser;
  let script: string;

  before(async () => {
    [browser, script] = await Promise.all([launch(), bundleRenderer()]);
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  after(() => browser.close());

  test('a figure whose caption says the result, and two charts with a text of their own', async () => {
    const { page, draw, complaints } = await openPage(browser, script);
    await draw(overflowing);
    const figure = page.getByRole('figure');
    assert.equal(await figure.count(), 1);
    assert.match(
      await page.locator('figcaption').innerText(),
      /^Naive float16 softmax: 3 of 3 values are NaN; stable: sums to 1\.\s+softmax\(logits, "float16"\) on 3 logits from 1000 to 1002$/,
    );
    const charts = await page
      .getByRole('img')
      .evaluateAll((all) => all.map((chart) => chart.getAttribute('aria-label')));
    assert.deepEqual(charts, ['Naive: 3 of 3 values are NaN', 'Stable: sums to 1']);
    assert.deepEqual(complaints, []);
  });

  test('NaN with a cross, hatching and its name, and finite values as bars with their numbers', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(overflowing);
    const [naive, stable] = [page.locator('.twin').nth(0), page.locator('.twin').nth(1)];
    assert.equal(await naive.locator('.chart .mark.nan').count(), 3);
    assert.equal(await naive.locator('.nan-hatch').count(), 3);
    assert.deepEqual(await naive.locator('.nan-label').allTextContents(), ['NaN', 'NaN', 'NaN']);
    assert.equal(await naive.locator('.chart rect.value').count(), 0);
    assert.equal(await stable.locator('.chart rect.value').count(), 3);
    assert.deepEqual(await stable.locator('.chart text.label').allTextContents(), ['0.0901', '0.245', '0.666']);
    assert.equal(await stable.locator('.chart .mark').count(), 0);
    assert.deepEqual(await naive.locator('.legend li').allTextContents(), ['NaN: 3 values', 'sum: NaN']);
  });

  test('both charts on one scale, though only one has values', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(overflowing);
    const ticks = await page
      .locator('.chart')
      .evaluateAll((charts) =>
        charts.map((chart) =>
          [...chart.querySelectorAll('text.tick')].map((tick) => `${tick.textContent} ${tick.getAttribute('y') ?? ''}`),
        ),
      );
    assert.ok((ticks[0]?.length ?? 0) > 5);
    assert.deepEqual(ticks[0], ticks[1]);
  });

  test('values of both twins against each other: nine times the value is nine times the height', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(kernelPayload({ logits: [1, 2], naive: [0.1, 0.1], stable: [0.9, 0.1] }));
    const heights = await page
      .locator('rect.value')
      .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('height'))));
    assert.equal(heights.length, 4);
    assert.ok(Math.abs((heights[2] ?? 0) / (heights[0] ?? 0) - 9) < 0.1, heights.join());
  });

  test('inf, -inf and zero with marks of different shapes', async () => {
    const { page, draw } = await openPage(browser, script);
    const naive = [NaN, Infinity, -Infinity, 0, 0.5];
    await draw(kernelPayload({ logits: [1, 2, 3, 4, 5], naive, stable: [0.2, 0.2, 0.2, 0.2, 0.2] }));
    const chart = page.locator('.chart').first();
    const shapes = await chart.locator('.mark').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('d')));
    assert.equal(shapes.length, 4);
    assert.equal(new Set(shapes).size, 4);
    const words = await page.locator('.legend').first().locator('li').allTextContents();
    assert.deepEqual(words, ['NaN: 1 value', 'inf: 1 value', '-inf: 1 value', '0: 1 value', 'sum: NaN']);
  });

  test('a scalar kernel as two numbers', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(runSample('log-sum-exp', [1000, 1001, 1002], 'float64'));
    assert.deepEqual(await page.locator('.scalar').allTextContents(), ['inf', '1002.408']);
    assert.equal(await page.locator('.scalar').first().locator('.mark.positiveInfinite').count(), 1);
    assert.equal(await page.locator('.chart').count(), 0);
  });

  test('the thresholds as a table that marks the format in use and what is passed', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(runSample('softmax', [0, 12, 3], 'float16'));
    const table = page.getByRole('table', { name: 'Where the naive form fails, by format' });
    assert.deepEqual(await table.locator('thead th').allInnerTexts(), [
      'logits at which',
      'float64',
      'float32',
      'float16\nin use',
      'bfloat16',
    ]);
    const row = table.getByRole('row', { name: 'exp overflows above' });
    assert.deepEqual(await row.locator('td').allTextContents(), [
      '709.78',
      '88.723',
      '11.09 (passed by these logits)',
      '88.721',
    ]);
    assert.match(await table.getByRole('rowheader').nth(1).innerText(), /^the sum of 3 equal ones/);
    const verdicts = table.getByRole('row', { name: 'these logits, naive' });
    assert.deepEqual(await verdicts.locator('td').allTextContents(), ['holds', 'holds', 'exp is inf', 'holds']);
  });

  test('128,000 values with a number of elements that depends on the width only', async (context) => {
    const { page, draw, complaints } = await openPage(browser, script);
    await draw(runSample('softmax', spread(3, 1), 'float16'), 'small', 'small');
    const large = runSample('softmax', spread(128_000, 1.6), 'float16');
    const times = [];
    for (let round = 0; round < 5; round++) times.push(await draw(large));
    context.diagnostic(`laid out in ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
    assert.match(
      await page.locator('.result').last().innerText(),
      /125 of 128,000 values are NaN, 127,875 are 0; stable/,
    );
    const { nodes, pathLength } = await page.evaluate(sizes, '#output');
    assert.equal(await page.locator('#output .band').count(), 2);
    assert.ok(nodes < 400, `${nodes} elements`);
    assert.ok(pathLength < 60_000, `${pathLength} characters of paths`);
    assert.deepEqual(complaints, []);
  });

  test('values that are too many for bars as a band that reaches from the base to each of them', async () => {
    const { page, draw } = await openPage(browser, script);
    const values = new Array<number>(200).fill(0.1);
    values[100] = 0.2;
    await draw(kernelPayload({ logits: values, naive: values, stable: values }));
    const [low, high] = await page
      .locator('.band')
      .first()
      .evaluate((band) => {
        const points = [...(band.getAttribute('d') ?? '').matchAll(/V([\d.]+)H/g)].map(([, y]) => Number(y));
        const base = Number(/V([\d.]+)Z/.exec(band.getAttribute('d') ?? '')?.[1]);
        return [base - Math.max(...points), base - Math.min(...points)] as const;
      });
    assert.ok(low > 50, `${low}`);
    assert.ok(Math.abs(high / low - 2) < 0.02, `${high} to ${low}`);
  });

  test('a plain value as text', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw({ kind: 'value', source: 'x', text: 'a\n  b' });
    assert.equal(await page.locator('pre').innerText(), 'a\n  b');
  });

  test('text from the data as text, whatever it looks like', async () => {
    const { page, draw, complaints } = await openPage(browser, script);
    const hostile = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>&lt;';
    await draw({ kind: 'value', source: hostile, text: hostile }, 'a', 'a');
    await draw({ ...overflowing, source: hostile }, 'b', 'b');
    assert.equal(await page.locator('pre').innerText(), hostile);
    assert.ok((await page.locator('figcaption code').innerText()).startsWith(hostile));
    assert.equal(await page.locator('#a img, #b img, #a script, #b script').count(), 0);
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
    assert.deepEqual(complaints, []);
  });

  test('and then tells the host, once per output', async () => {
    const { page, draw } = await openPage(browser, script);
    await draw(overflowing, 'first');
    await draw({ kind: 'value', source: 'x', text: '1' }, 'second', 'second');
    await page.waitForFunction(() => window.posted.length === 2);
    const expected: RendererMessage[] = [
      { type: 'drawn', version: 1, outputId: 'first', kind: 'kernel' },
      { type: 'drawn', version: 1, outputId: 'second', kind: 'value' },
    ];
    assert.deepEqual(await page.evaluate(() => window.posted), expected);
  });

  test('without a host', async () => {
    const { page, draw, complaints } = await openPage(browser, await bundleRenderer('no host'));
    await draw(overflowing);
    await draw(new Uint8Array(3), 'broken', 'broken');
    assert.equal(await page.locator('.chart').count(), 2);
    assert.deepEqual(complaints, []);
  });
});
