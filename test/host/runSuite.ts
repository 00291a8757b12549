// One call of test-electron's runTests, whichever VS Code it is.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { bundleSuite, type ExtensionHost, type SuiteName } from './bundle.ts';
import { findXvfb, hasDisplay, startXvfb, type VirtualDisplay } from './display.ts';
import type { Host } from './host.ts';
import { root } from './paths.ts';
import { userSettings } from './settings.ts';

export interface Run {
  readonly suite: SuiteName;
  readonly extensionHost: ExtensionHost;
  /** The folder to open. */
  readonly workspace: string;
  /** Of the extension; the repository unless told. */
  readonly extension?: string;
}

/** @returns the exit code of the run; folders of its own, so that runs at the same time do not meet */
export async function runSuite(
  host: Host,
  { suite, extensionHost, workspace, extension = root }: Run,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'softmax-suite-'));
  // Only a test file inside the extension's folder runs in the extension's own host.
  mkdirSync(join(extension, '.vscode-test'), { recursive: true });
  const bundles = mkdtempSync(join(extension, '.vscode-test', 'suite-'));
  let display: VirtualDisplay | undefined;
  try {
    const tests = await bundleSuite(suite, extensionHost, bundles);
    mkdirSync(join(folder, 'user', 'User'), { recursive: true });
    writeFileSync(join(folder, 'user', 'User', 'settings.json'), JSON.stringify(userSettings));
    display = await displayFor(host);
    return await runTests({
      vscodeExecutablePath: host.executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      extensionTestsEnv: display ? { DISPLAY: display.name } : {},
      launchArgs: [
        workspace,
        `--user-data-dir=${join(folder, 'user')}`,
        `--extensions-dir=${join(folder, 'extensions')}`,
        '--disable-gpu',
        ...(extensionHost === 'web' ? ['--extensionDevelopmentKind=web'] : []),
      ],
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  } finally {
    display?.stop();
    rmSync(bundles, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function displayFor(host: Host): Promise<VirtualDisplay | undefined> {
  if (host.kind === 'code-server' || process.platform !== 'linux' || hasDisplay()) return undefined;
  const xvfb = findXvfb();
  return xvfb === undefined ? undefined : startXvfb(xvfb);
}
