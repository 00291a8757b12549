// What a fresh clone needs before anything else runs. Only Node's own modules here: nothing is installed yet.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

const oldestNode = [20, 19];

/** @throws {Error} where this Node is older than the project runs on */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = oldestNode;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new Error(`Node ${version} is too old: install Node ${oldestNode.join('.')} or newer (https://nodejs.org).`);
}

/**
 * Runs a command to its end, output shown, no standard input.
 * @param {string} command
 * @param {readonly string[]} args
 * @throws {Error} naming the command where it fails
 */
export async function run(command, args) {
  const shell = process.platform === 'win32' && command === 'npm';
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell });
  const end = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  if (end !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${end}.`);
}

/** Whether node_modules holds what package-lock.json says. npm writes its own list there last, so half an install has none. */
export function dependenciesAreCurrent(folder = root) {
  const installedList = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedList)) return false;
  const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const installed = packagesOf(installedList);
  return Object.entries(packagesOf(join(folder, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional;
  });
}

/** Runs `npm ci` where it is needed, and lets only one process of this clone do so at a time. */
export async function ensureDependencies() {
  if (dependenciesAreCurrent()) return;
  await withLock(join(root, '.vscode-test', 'setup.lock'), async () => {
    if (dependenciesAreCurrent()) return;
    console.log('[setup] npm ci: node_modules is missing or not what package-lock.json says.');
    await run('npm', ['ci', '--no-audit', '--no-fund']);
  });
}

/** Everything that the build reads. */
const buildInputs = ['src', 'esbuild.js', 'bundles.js', 'scripts/wasm.mjs', 'package-lock.json'];

function fingerprint() {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else {
      hash.update(path).update('\0').update(readFileSync(path));
    }
  };
  for (const name of buildInputs) visit(join(root, name));
  return hash.digest('hex');
}

/** Builds dist/ unless it is built from this very source: another VS Code may be reading it. */
export async function ensureBuild() {
  const stamp = join(root, '.tsbuild', 'build.sha256');
  const current = () =>
    existsSync(join(root, 'dist')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
  await withLock(join(root, '.vscode-test', 'setup.lock'), async () => {
    if (current()) {
      console.log('[setup] dist/ is up to date.');
      return;
    }
    console.log('[setup] node esbuild.js');
    const before = fingerprint();
    await run(process.execPath, ['esbuild.js']);
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, before);
  });
}
