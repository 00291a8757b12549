// Draws media/icon.png, the icon of the extension, from media/icon.svg:  node scripts/icon.mjs
// A Chromium does the drawing (CHROMIUM_PATH, /usr/bin/chromium or Playwright's own).
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const size = 256;
const source = new URL('../media/icon.svg', import.meta.url);
const target = new URL('../media/icon.png', import.meta.url);

const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', chromium.executablePath()].find(
  (path) => path && existsSync(path),
);
if (!executablePath) {
  console.error('No Chromium found: set CHROMIUM_PATH, or run npx playwright-core install chromium.');
  process.exit(1);
}
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = await readFile(source, 'utf8');
  await page.setContent(`<!doctype html><style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: fileURLToPath(target), omitBackground: true });
} finally {
  await browser.close();
}
console.log(`media/icon.png: ${size} × ${size} px`);
