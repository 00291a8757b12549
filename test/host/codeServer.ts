// What code.mjs does: one window of the VS Code from npm, from its arguments to its exit code.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workbenchAddress } from './address.ts';
import { parseCodeArguments, type CodeArguments } from './arguments.ts';
import { ensureChromium } from './chromium.ts';
import { ensureInstallation, type Installation } from './installation.ts';
import { cacheFolder } from './paths.ts';
import { whenEnded } from './processes.ts';
import { startServer, type Folders } from './server.ts';
import { stopRequest } from './stopRequest.ts';
import { runInWebWorker } from './webKind.ts';
import { runTestWindow, showWindow } from './window.ts';

/** @returns the exit code: of the tests, or 0 for a window that was closed or told to stop */
export async function main(argv: readonly string[]): Promise<number> {
  const stopped = stopRequest({ withParent: true });
  const run = mkdtempSync(join(tmpdir(), 'softmax-vscode-'));
  try {
    const args = parseCodeArguments(argv);
    const installation = await ensureInstallation(cacheFolder);
    const folders: Folders = {
      run,
      userData: args.userDataDir ?? join(run, 'user-data'),
      extensions: args.extensionsDir ?? join(run, 'extensions'),
    };
    mkdirSync(folders.userData, { recursive: true });
    mkdirSync(folders.extensions, { recursive: true });
    if (args.extensionDevelopmentKind && args.extensionDevelopmentPath) {
      runInWebWorker(args.extensionDevelopmentPath, folders.userData);
    }
    if (args.installExtension) return await installExtension(installation, folders, args.installExtension);
    return await open(installation, folders, args, stopped);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    rmSync(run, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function installExtension(installation: Installation, folders: Folders, vsix: string): Promise<number> {
  const data = ['--server-data-dir', join(folders.run, 'server'), '--user-data-dir', folders.userData];
  const child = spawn(
    installation.node,
    [installation.serverMain, ...data, '--extensions-dir', folders.extensions, '--install-extension', vsix],
    { stdio: ['ignore', 'inherit', 'ignore'] }, // its errors are the native modules that are absent by design
  );
  const end = await whenEnded(child);
  if (end !== 0) console.error(`VS Code did not install ${vsix} (${String(end)}).`);
  return end === 0 ? 0 : 1;
}

async function open(
  installation: Installation,
  folders: Folders,
  args: CodeArguments,
  stopped: Promise<string>,
): Promise<number> {
  const chromium = await ensureChromium();
  const server = await startServer(installation, folders);
  try {
    const address = workbenchAddress(server, args);
    const window = args.extensionTestsPath
      ? runTestWindow(chromium, address, stopped)
      : showWindow(chromium, address, stopped);
    return await Promise.race([window, server.died]);
  } finally {
    await server.stop();
  }
}
