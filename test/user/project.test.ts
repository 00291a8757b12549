import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../integration/assert.ts';
import { quickOpen, save, waitForSquiggles } from './actions.ts';
import { pictured } from './pictured.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const losses = `import torch.nn.functional as F


def loss(scores, labels):
    return F.cross_entropy(scores, labels)
`;

const training = `import torch.nn as nn
from losses import loss

net = nn.Sequential(
    nn.Linear(4, 3),
    nn.Softmax(dim=1),
)


def step(batch, labels):
    return loss(net(batch), labels)
`;

describe('a user with a loss in one file and a model in another', () => {
  let workbench: Workbench;
  const inWindow = (body: (workbench: Workbench) => Promise<void>) => pictured(() => workbench, body);
  before(async () => {
    workbench = await openWorkbench();
    writeFileSync(join(workbench.folder, 'losses.py'), losses);
    writeFileSync(join(workbench.folder, 'training.py'), training);
  });
  after(() => workbench.close());

  it(
    'sees the loss underlined that is given probabilities, and reads why',
    inWindow(async ({ page }) => {
      await quickOpen(page, 'losses.py');
      await waitForSquiggles(page, 1);
      await page.keyboard.press('F8');
      const peek = page.locator('.peekview-widget, .marker-widget').first();
      await eventually('the reason', async () => /softmax/.test(await peek.innerText()));
      await page.keyboard.press('Escape');
      assert.match(await page.locator('[id="status.problems"]').innerText(), /\b1\b/);
    }),
  );

  it(
    'sees the underline go once the model gives logits',
    inWindow(async ({ page }) => {
      await quickOpen(page, 'training.py');
      await page.locator('.view-line', { hasText: 'Softmax' }).click();
      await page.keyboard.press('ControlOrMeta+/');
      await save(page);
      await page.locator('.tab', { hasText: 'losses.py' }).click();
      await page.locator('.tab.active', { hasText: 'losses.py' }).waitFor();
      await waitForSquiggles(page, 0);
      const problems = page.locator('[id="status.problems"]');
      await eventually('no problem', async () => /^\D*0\D+0\D*$/.test(await problems.innerText()));
    }),
  );
});
