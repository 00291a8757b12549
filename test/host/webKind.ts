// `--extensionDevelopmentKind=web` for VS Code's server build, whose workbench reads that argument under a name that
// nothing asks for (1.139: its environment has `extensionDevelopmentLocationKind`). A setting does the same.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Makes VS Code run the extension of that folder in the web-worker extension host. */
export function runInWebWorker(extensionFolder: string, userData: string): void {
  const manifest = JSON.parse(readFileSync(join(extensionFolder, 'package.json'), 'utf8')) as {
    publisher: string;
    name: string;
  };
  const path = join(userData, 'User', 'settings.json');
  const settings = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as object) : {};
  mkdirSync(dirname(path), { recursive: true });
  const kinds = { [`${manifest.publisher}.${manifest.name}`]: ['web'] };
  writeFileSync(path, JSON.stringify({ ...settings, 'remote.extensionKind': kinds }));
}
