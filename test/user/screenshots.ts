// npm run screenshots: takes the pictures that the README shows. No test does, so they change only on purpose.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { packedExtension, root } from '../host/paths.ts';
import { leave, scenes, themes } from './scenes.ts';
import { openWorkbench } from './workbench.ts';

execFileSync(process.execPath, [join(root, 'scripts', 'package.mjs'), packedExtension], { stdio: 'inherit' });
const folder = join(root, 'test', 'user', '__screenshots__');
mkdirSync(folder, { recursive: true });
for (const theme of themes) {
  const workbench = await openWorkbench({ theme: theme.label });
  try {
    for (const scene of scenes) {
      await scene.show(workbench);
      await workbench.page.waitForTimeout(1000); // for the cursor, scroll bars and fades to come to rest
      const path = join(folder, `${scene.name}-${theme.name}.png`);
      await workbench.page.screenshot({ path });
      console.log(path);
      await leave(workbench);
    }
  } finally {
    await workbench.close();
  }
}
