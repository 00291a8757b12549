// The VS Code of a run, ready to start: chosen, fetched, and able to run here.
import { accessSync, chmodSync, constants } from 'node:fs';
import { chooseHost, NoHostError, type Choice, type HostKind, type Purpose } from './choose.ts';
import { ensureChromium } from './chromium.ts';
import { downloadDesktop, findInstalled, missingLibraries, resolveExecutable, updateServerAnswers } from './desktop.ts';
import { findXvfb, hasDisplay } from './display.ts';
import { ensureInstallation } from './installation.ts';
import { cacheFolder, codeServerExecutable } from './paths.ts';

export interface Host {
  readonly kind: HostKind;
  /** Takes VS Code's arguments. */
  readonly executable: string;
  /** Which it is and why, for a person to read. */
  readonly description: string;
}

/** @throws {NoHostError} where there is none, with what to do about it */
export async function prepareHost(purpose: Purpose): Promise<Host> {
  const named = process.env['VSCODE_EXECUTABLE'] || undefined;
  const choice = await chooseHost({
    purpose,
    platform: process.platform,
    arch: process.arch,
    wanted: process.env['SOFTMAX_TEST_HOST'] || undefined,
    named: named === undefined ? undefined : resolveExecutable(named),
    installed: findInstalled(),
    hasDisplay: hasDisplay(),
    hasXvfb: findXvfb() !== undefined,
    canDownload: updateServerAnswers,
  });
  if (choice.kind === 'code-server') return prepareCodeServer(choice.reason);
  try {
    return await prepareDesktop(choice);
  } catch (error) {
    // Only a download that was nobody's wish may be replaced: what was asked for by name fails by name.
    const replaceable = !choice.told && named === undefined && process.platform === 'linux';
    if (!replaceable) throw error;
    return prepareCodeServer(
      `the desktop build cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function prepareDesktop(choice: Choice): Promise<Host> {
  const executable = choice.executable ?? (await downloadDesktop());
  const missing = missingLibraries(executable);
  if (missing.length > 0) {
    throw new NoHostError(`${executable} needs shared libraries that are not installed: ${missing.join(', ')}`);
  }
  return { kind: 'desktop', executable, description: `desktop VS Code, ${executable} (${choice.reason})` };
}

async function prepareCodeServer(reason: string): Promise<Host> {
  const installation = await ensureInstallation(cacheFolder);
  const chromium = await ensureChromium();
  makeExecutable(codeServerExecutable);
  const origin = installation.reused ? 'installed earlier' : 'now installed';
  return {
    kind: 'code-server',
    executable: codeServerExecutable,
    description:
      `VS Code ${installation.vscodeVersion} of code-server from npm, ${origin} under .vscode-test, ` +
      `in ${chromium} (${reason})`,
  };
}

/** A repository that came as an archive has lost this bit. */
function makeExecutable(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
}
