// A Chromium for the web workbench: found, or on Debian as root installed.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { NoHostError } from './choose.ts';
import { runLogged } from './processes.ts';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** @throws {NoHostError} where CHROMIUM_PATH is set and nothing is there: what a user names is never replaced in silence */
export function findChromium(
  env: NodeJS.ProcessEnv = process.env,
  exists: typeof existsSync = existsSync,
): string | undefined {
  const named = env['CHROMIUM_PATH'];
  if (named) {
    if (exists(named)) return named;
    throw new NoHostError(`CHROMIUM_PATH names ${named}, which does not exist.`);
  }
  const folders = [...(env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/bin'];
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...onPath, chromium.executablePath()].find((path) => exists(path));
}

/** @throws {NoHostError} that says what to install where there is none and none can be installed */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (canInstall) {
    console.log('No Chromium found: installing it with apt-get.');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runLogged('apt-get', ['update'], { env });
    await runLogged('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new NoHostError(
    'No Chromium found, which the VS Code from npm is shown in. Install Chromium or Chrome (Debian: apt-get install chromium; ' +
      'elsewhere: npx playwright-core install --with-deps chromium), or set CHROMIUM_PATH to one.',
  );
}

/** Options for Playwright's launch. */
export function launchOptions(executablePath: string, visible: boolean): Parameters<typeof chromium.launch>[0] {
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  return {
    executablePath,
    headless: !visible,
    args: [...quiet, '--disable-component-update', '--disable-sync'],
    chromiumSandbox: process.getuid?.() !== 0, // Chromium's sandbox does not start as root
    handleSIGINT: false, // the launcher stops it, after saying what it saw
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
}
