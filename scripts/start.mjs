// npm start: from a fresh clone to a VS Code with the extension in it.
import { parseArgs } from 'node:util';
import { ensureBuild, ensureDependencies, requireNode } from './setup.mjs';

const help = `npm start [-- OPTIONS]

Installs what is missing, builds, finds or fetches a VS Code, and opens it with the extension on samples/.
Ctrl+C stops it.

  --check   instead of staying open: wait until the extension is active, a finding stands in a sample, and a
            notebook cell has run and been drawn; then exit 0, or 1 with what is missing. Two minutes at most,
            counted from the launch of VS Code (what is installed or built before that has its own time).
  --help    this text

Environment:
  VSCODE_EXECUTABLE    the desktop VS Code to run
  SOFTMAX_TEST_HOST    "desktop" or "code-server" (VS Code from npm, Linux only) instead of what is found
  CHROMIUM_PATH        the Chromium that shows the VS Code from npm`;

async function main() {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    console.log(help);
    return 0;
  }
  requireNode();
  await ensureDependencies();
  await ensureBuild();
  const { register } = await import('tsx/esm/api');
  register();
  const { check, show } = await import('../test/host/start.ts');
  return values.check ? check() : show();
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
