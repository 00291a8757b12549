// The real renderer in a real browser, on a page of its own: for what only a browser can show.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { RendererApi } from 'vscode-notebook-renderer';
import { encodePayload } from '../../../src/protocol/encode.ts';
import type { Payload, RendererMessage } from '../../../src/protocol/payload.ts';
import { themes, themeStyle } from './themes.ts';
import type { ThemeName } from './themes.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

// As root, and with nothing asked of the network.
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

declare global {
  interface Window {
    /** Set by the page's own script, from what the renderer's `activate` returned. */
    renderer: RendererApi;
    posted: RendererMessage[];
    /** Keys that came out of an output, as the notebook around it would see them. */
    keys: string[];
    draw: (base64: string, id: string, element: string) => number;
  }
}

const executablePath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', chromium.executablePath()].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
);

/** Why these tests cannot run here; false where they can. */
export const noBrowser =
  executablePath === undefined &&
  'no Chromium: set CHROMIUM_PATH, install /usr/bin/chromium, or run npx playwright-core install chromium';

export function launch(): Promise<Browser> {
  return chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
}

/** The renderer as one script that leaves `renderer` on the page, with a host that keeps what it is posted. */
export async function bundleRenderer(host: 'host' | 'no host' = 'host'): Promise<string> {
  const contents = `
    import { activate } from './src/renderer/index.ts';
    // The test runner's compiler wraps functions in calls of this, also those that are sent to the page.
    window.__name = (named) => named;
    window.posted = [];
    window.keys = [];
    window.addEventListener('keydown', (event) => window.keys.push(event.key));
    const postMessage = ${host === 'host' ? '(message) => { window.posted.push(message); }' : 'undefined'};
    window.renderer = activate({ postMessage, workspace: { isTrusted: true } });
    window.draw = (base64, id, elementId) => {
      let element = document.getElementById(elementId);
      if (!element) {
        element = document.createElement('div');
        element.id = elementId;
        document.body.append(element);
      }
      const bytes = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
      const start = performance.now();
      window.renderer.renderOutputItem({ id, data: () => bytes }, element, new AbortController().signal);
      element.getBoundingClientRect();
      return performance.now() - start;
    };`;
  const result = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return result.outputFiles[0]?.text ?? '';
}

export interface OpenPage {
  readonly page: Page;
  /** Everything that went wrong on the page: uncaught errors, console errors and warnings. */
  readonly complaints: string[];
  /** Draws and returns the milliseconds until it was laid out. */
  readonly draw: (payload: Payload | Uint8Array, id?: string, element?: string) => Promise<number>;
}

/** A page with nothing on it but the theme and the renderer. */
export async function openPage(
  browser: Browser,
  script: string,
  theme: ThemeName = 'light',
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 }, ...options });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  const style = `:root { ${themeStyle(theme)} } body { margin: 16px; background: ${themes[theme]['editor-background']}; }`;
  // Stricter than a notebook's page: no style but this one and constructed sheets, and nothing is loaded.
  const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'nonce-page'";
  await page.setContent(`<!doctype html><html lang="en"><head><title>Output</title>
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <style nonce="page">${style}</style></head><body></body></html>`);
  await page.addScriptTag({ content: script });
  const draw = (payload: Payload | Uint8Array, id = 'output', element = 'output'): Promise<number> => {
    const bytes = payload instanceof Uint8Array ? payload : encodePayload(payload);
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
    return page.evaluate(([data, to, at]) => window.draw(data, to, at), [base64, id, element] as const);
  };
  return { page, complaints, draw };
}
