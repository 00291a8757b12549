// The VS Code that npm carries: code-server's copy of VS Code's server and workbench, and the Node it wants.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isAlive, runLogged } from './processes.ts';

export const versions = { codeServer: '4.139.1', node: '24.21.0' } as const;

export interface Installation {
  readonly node: string;
  /** Of lib/vscode inside code-server. */
  readonly serverMain: string;
  readonly vscodeVersion: string;
  /** Already there when asked for. */
  readonly reused: boolean;
}

const stampName = 'installed.json';
const temporaryPrefix = 'installing-';

function nodePackage(): string {
  return `node-linux-${process.arch}`;
}

function folderName(): string {
  return `code-server-${versions.codeServer}-node-${versions.node}-${process.arch}`;
}

function describe(folder: string, reused: boolean): Installation {
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const { version } = JSON.parse(readFileSync(join(vscode, 'package.json'), 'utf8')) as { version: string };
  return {
    node: join(folder, 'node_modules', nodePackage(), 'bin', 'node'),
    serverMain: join(vscode, 'out', 'server-main.js'),
    vscodeVersion: version,
    reused,
  };
}

/** The finished installation under `cache`, if there is one. Only a finished one has its final name and its stamp. */
export function findInstallation(cache: string): Installation | undefined {
  const folder = join(cache, folderName());
  if (!existsSync(join(folder, stampName))) return undefined;
  const found = describe(folder, true);
  return existsSync(found.node) && existsSync(found.serverMain) ? found : undefined;
}

/**
 * Installs under a temporary name and renames at the end, so an interrupted run leaves nothing that looks finished, and of two
 * runs at the same time one wins whole.
 * @param run runs npm with the given arguments, folder and PATH
 * @throws where npm fails
 */
export async function ensureInstallation(cache: string, run: typeof runNpm = runNpm): Promise<Installation> {
  const found = findInstallation(cache);
  if (found) return found;
  mkdirSync(cache, { recursive: true });
  removeAbandoned(cache);
  const temporary = join(cache, `${temporaryPrefix}${process.pid}`);
  const final = join(cache, folderName());
  try {
    mkdirSync(temporary);
    // Without a package.json of its own npm would take the repository's for the place to install to.
    writeFileSync(join(temporary, 'package.json'), '{ "private": true }\n');
    const packages = [`code-server@${versions.codeServer}`, `${nodePackage()}@${versions.node}`];
    await run(['install', '--no-save', '--no-package-lock', '--prefix', temporary, ...packages], temporary, '');
    const vscode = join(temporary, 'node_modules', 'code-server', 'lib', 'vscode');
    const node = join(temporary, 'node_modules', nodePackage(), 'bin');
    // npm ci refuses this folder: its shrinkwrap lacks one package.
    await run(['install', '--omit=dev', '--prefix', vscode], vscode, node);
    writeFileSync(join(temporary, stampName), `${JSON.stringify(versions)}\n`);
    if (!findInstallation(cache)) {
      rmSync(final, { recursive: true, force: true });
      renameSync(temporary, final);
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return describe(final, false);
}

/** Half-done folders of runs that are no longer alive. */
function removeAbandoned(cache: string): void {
  for (const name of readdirSync(cache)) {
    if (!name.startsWith(temporaryPrefix)) continue;
    if (!isAlive(Number(name.slice(temporaryPrefix.length))))
      rmSync(join(cache, name), { recursive: true, force: true });
  }
}

async function runNpm(args: readonly string[], cwd: string, pathFirst: string): Promise<void> {
  const PATH = [pathFirst, process.env['PATH']].filter(Boolean).join(delimiter);
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await runLogged('npm', [...args, ...quiet], { cwd, env: { ...process.env, PATH } });
}
