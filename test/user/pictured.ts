import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { root } from '../host/paths.ts';
import type { Workbench } from './workbench.ts';

/** Pictures that test runs leave; git-ignored. */
export const pictures = join(root, 'test-results', 'screenshots');

/** A test's body that leaves a picture of the window where it fails: a selector waited for in vain says little. */
export function pictured(
  workbench: () => Workbench,
  body: (workbench: Workbench) => Promise<void>,
): (context: TestContext) => Promise<void> {
  return async ({ name }) => {
    try {
      await body(workbench());
    } catch (error) {
      mkdirSync(pictures, { recursive: true });
      const path = join(pictures, `failed-${name.replace(/\W+/g, '-')}.png`);
      const taken = await workbench()
        .page.screenshot({ path })
        .catch(() => undefined); // a page that is gone has no picture
      if (taken) console.log(`The window at the failure: ${path}`);
      throw error;
    }
  };
}
