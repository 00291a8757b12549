import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { outputFrame } from './actions.ts';
import { leave, scenes, themes } from './scenes.ts';
import { size } from './window.ts';
import { pictured, pictures } from './pictured.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** In pixels, of the part that is inside the window. */
async function visibleArea(locator: Locator): Promise<number> {
  const box = await locator.boundingBox();
  if (!box || !(await locator.isVisible())) return 0;
  const width = Math.min(box.x + box.width, size.width) - Math.max(box.x, 0);
  const height = Math.min(box.y + box.height, size.height) - Math.max(box.y, 0);
  return Math.max(0, width) * Math.max(0, height);
}

for (const theme of themes) {
  describe(`a user of the theme ${theme.label}`, () => {
    let workbench: Workbench;
    const inWindow = (body: (workbench: Workbench) => Promise<void>) => pictured(() => workbench, body);
    before(async () => {
      workbench = await openWorkbench({ theme: theme.label });
    });
    after(() => workbench.close());

    for (const scene of scenes) {
      it(
        `sees what matters: ${scene.name}`,
        inWindow(async (workbench) => {
          const important = await scene.show(workbench);
          await workbench.page.screenshot({ path: join(pictures, `${scene.name}-${theme.name}.png`) });
          assert.equal(await workbench.page.locator(`.monaco-workbench.${theme.workbenchClass}`).count(), 1);
          for (const locator of important) {
            assert.ok((await visibleArea(locator)) > 100, `Not in sight: ${String(locator)}`);
          }
          await leave(workbench);
        }),
      );
    }

    it(
      'sees bars and text in colours that differ from what is behind them',
      inWindow(async (workbench) => {
        const frame = await outputFrame(workbench.page);
        assert.equal(await frame.locator(`body.${theme.outputClass}`).count(), 1);
        const colours = await frame
          .locator('figure')
          .first()
          .evaluate((figure) => {
            const behind = getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-background');
            const probe = document.body.appendChild(document.createElement('i'));
            probe.style.color = behind;
            const background = getComputedStyle(probe).color;
            probe.remove();
            const shapes = [...figure.querySelectorAll('svg[role="img"] rect, svg[role="img"] path')];
            const painted = shapes.filter((shape) => {
              const { fill, stroke } = getComputedStyle(shape);
              return [fill, stroke].some((colour) => colour !== 'none' && colour !== background);
            });
            return { background, text: getComputedStyle(figure).color, painted: painted.length };
          });
        assert.notEqual(colours.text, colours.background);
        assert.ok(colours.painted >= 3, `Only ${colours.painted} shapes of the charts differ from the background.`);
      }),
    );
  });
}
