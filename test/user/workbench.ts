// A VS Code with the packaged extension installed, as a user has it, and a page to press keys on.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { prepareHost } from '../host/host.ts';
import { packedExtension, samplesFolder } from '../host/paths.ts';
import { runLogged } from '../host/processes.ts';
import { userSettings } from '../host/settings.ts';
import { installCommand, openWindow, type Folders } from './window.ts';

export interface Workbench {
  readonly page: Page;
  /** A copy of samples/, open in the window. */
  readonly folder: string;
  close(): Promise<void>;
}

/** The settings a picture should not depend on are set; `theme` is a colour theme's label. */
export interface Options {
  readonly theme?: string;
}

/** @throws {Error} where the extension is not packed yet */
export async function openWorkbench({ theme = 'Default Light Modern' }: Options = {}): Promise<Workbench> {
  if (!existsSync(packedExtension)) {
    throw new Error(
      `There is no ${packedExtension}: run "npm test -- user", or "node scripts/package.mjs" with that path.`,
    );
  }
  const host = await prepareHost('test');
  const run = mkdtempSync(join(tmpdir(), 'softmax-user-'));
  const folders: Folders = { run, userData: join(run, 'user'), extensions: join(run, 'extensions') };
  const folder = join(run, 'samples');
  cpSync(samplesFolder, folder, { recursive: true });
  mkdirSync(join(folders.userData, 'User'), { recursive: true });
  const settings = { ...userSettings, 'workbench.colorTheme': theme, 'window.autoDetectColorScheme': false };
  writeFileSync(join(folders.userData, 'User', 'settings.json'), JSON.stringify(settings));
  const [command, args] = installCommand(host, folders, packedExtension);
  await runLogged(command, args);
  const window = await openWindow(host, folders, folder);
  const close = async (): Promise<void> => {
    await window.close();
    rmSync(run, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await window.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await window.page.locator('.explorer-folders-view, .explorer-viewlet').first().waitFor({ timeout: 60_000 });
    return { page: window.page, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}
