// The desktop build: where its installers put it, what VSCODE_EXECUTABLE may name, and its download.
import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { NoHostError } from './choose.ts';
import { cacheFolder, root } from './paths.ts';

/** Milliseconds; the answer decides between two hosts, so waiting longer than this helps nobody. */
const probeTimeout = 4000;

export async function updateServerAnswers(): Promise<boolean> {
  const address = 'https://update.code.visualstudio.com/api/releases/stable';
  try {
    const response = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(probeTimeout) });
    return response.ok;
  } catch {
    return false;
  }
}

/** The programs of a VS Code installation, seen from its top folder. */
const programs = ['code', 'Code.exe', 'Contents/MacOS/Code', 'Contents/MacOS/Electron'];

function programIn(folder: string): string | undefined {
  return programs.map((name) => join(folder, name)).find((path) => existsSync(path) && statSync(path).isFile());
}

export function findInstalled(): string | undefined {
  const folders = [
    '/usr/share/code',
    '/opt/visual-studio-code',
    '/Applications/Visual Studio Code.app',
    join(homedir(), 'Applications/Visual Studio Code.app'),
    join(process.env['LOCALAPPDATA'] ?? '/nowhere', 'Programs', 'Microsoft VS Code'),
    join(process.env['ProgramFiles'] ?? '/nowhere', 'Microsoft VS Code'),
  ];
  return folders.map(programIn).find((path) => path !== undefined);
}

/**
 * The program itself for what a user calls VS Code: the `code` command only starts the program and returns, which would
 * end a test run before it began; a macOS application is a folder.
 * @throws {NoHostError} where `path` is not there.
 */
export function resolveExecutable(path: string): string {
  if (!existsSync(path)) {
    throw new NoHostError(`VSCODE_EXECUTABLE names ${path}, which does not exist. Set it to VS Code's program.`);
  }
  const real = realpathSync(path);
  if (statSync(real).isDirectory()) {
    const program = programIn(real);
    if (program) return program;
    throw new NoHostError(`VSCODE_EXECUTABLE names the folder ${path}, which holds no VS Code program.`);
  }
  if (basename(dirname(real)) !== 'bin') return real;
  // bin/code of Linux and Windows; Contents/Resources/app/bin/code of macOS.
  const tops = [join(real, '../..'), join(real, '../../../../..')];
  return tops.map(programIn).find((program) => program !== undefined) ?? real;
}

/** @returns the program; downloaded once, then taken from the cache. */
export async function downloadDesktop(): Promise<string> {
  return downloadAndUnzipVSCode({ version: 'stable', cachePath: cacheFolder, extensionDevelopmentPath: root });
}

/** Shared libraries that a Linux program needs and this machine has not; a container often lacks GTK. */
export function missingLibraries(program: string): string[] {
  if (process.platform !== 'linux') return [];
  try {
    const listing = execFileSync('ldd', [program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return [...listing.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1]!);
  } catch {
    return []; // A script, or no ldd: then starting it is the test.
  }
}
