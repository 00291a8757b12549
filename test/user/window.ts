// The window of either VS Code under Playwright: a page of Chromium, or the desktop's own.
import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { _electron, chromium, type Page } from 'playwright-core';
import { workbenchAddress } from '../host/address.ts';
import { ensureChromium, launchOptions } from '../host/chromium.ts';
import { findXvfb, hasDisplay, startXvfb } from '../host/display.ts';
import type { Host } from '../host/host.ts';
import { ensureInstallation } from '../host/installation.ts';
import { cacheFolder } from '../host/paths.ts';
import { startServer } from '../host/server.ts';

/** Of one run. */
export interface Folders {
  readonly run: string;
  readonly userData: string;
  readonly extensions: string;
}

export interface Window {
  readonly page: Page;
  close(): Promise<void>;
}

export const size = { width: 1280, height: 800 } as const;

function folderArguments({ userData, extensions }: Folders): string[] {
  return [`--user-data-dir=${userData}`, `--extensions-dir=${extensions}`];
}

/** The command that installs a VSIX, and its arguments. */
export function installCommand(host: Host, folders: Folders, vsix: string): [command: string, args: string[]] {
  const args = [...folderArguments(folders), `--install-extension=${vsix}`];
  if (host.kind === 'code-server') return [host.executable, args];
  const [cli = '', ...first] = resolveCliArgsFromVSCodeExecutablePath(host.executable, { reuseMachineInstall: true });
  return [cli, [...first, ...args, '--force']];
}

export async function openWindow(host: Host, folders: Folders, folder: string): Promise<Window> {
  return host.kind === 'desktop' ? openDesktop(host, folders, folder) : openInChromium(folders, folder);
}

async function openInChromium(folders: Folders, folder: string): Promise<Window> {
  const server = await startServer(await ensureInstallation(cacheFolder), folders);
  const browser = await chromium.launch(launchOptions(await ensureChromium(), false));
  const close = async (): Promise<void> => {
    await browser.close();
    await server.stop();
  };
  try {
    const page = await browser.newPage({ viewport: size });
    await page.goto(workbenchAddress(server, { paths: [folder] }));
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openDesktop(host: Host, folders: Folders, folder: string): Promise<Window> {
  const xvfb = process.platform === 'linux' && !hasDisplay() ? findXvfb() : undefined;
  const display = xvfb === undefined ? undefined : await startXvfb(xvfb);
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  if (display) env['DISPLAY'] = display.name;
  const app = await _electron.launch({
    executablePath: host.executable,
    args: [folder, ...folderArguments(folders), '--no-sandbox', '--disable-workspace-trust', '--skip-welcome'],
    env,
  });
  const close = async (): Promise<void> => {
    await app.close();
    display?.stop();
  };
  try {
    const page = await app.firstWindow();
    await page.setViewportSize(size);
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}
