// Packs the extension:  node scripts/package.mjs [FILE.vsix]
import { mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { ensureBuild, ensureDependencies, requireNode, root } from './setup.mjs';

try {
  requireNode();
  await ensureDependencies();
  await ensureBuild();
  const require = createRequire(import.meta.url);
  const { createVSIX } = require('@vscode/vsce');
  const { name, version } = require('../package.json');
  const packagePath = resolve(process.argv[2] ?? join(root, `${name}-${version}.vsix`));
  mkdirSync(dirname(packagePath), { recursive: true });
  // Everything is bundled, and there is no repository yet that relative links could be made to point at.
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  console.log(`${packagePath}: ${(statSync(packagePath).size / 1024).toFixed(0)} KB`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
