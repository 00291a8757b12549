// The workbench in Chromium: with tests inside it, or for a person.
import { format } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { launchOptions } from './chromium.ts';
import { shownAs } from './consoleFilter.ts';

/** Milliseconds from the address to the tests' first word. */
const silence = 120_000;

/** @returns the exit code that the test run ends with */
export async function runTestWindow(executable: string, address: string, stopped: Promise<string>): Promise<number> {
  const browser = await chromium.launch(launchOptions(executable, false));
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const run = await listen(page);
    const lost = lostPage(browser, page);
    await page.goto(address);
    const stop = stopped.then((by) => {
      console.error(`Stopped by ${by} before the tests ended.`);
      return 130;
    });
    return await Promise.race([run.ended, silenceAfter(run.spoke), lost, stop]);
  } finally {
    await browser.close();
  }
}

/** The workbench hands over what the test run prints, and its exit code, by functions of these names. */
async function listen(page: Page): Promise<{ spoke: Promise<void>; ended: Promise<number> }> {
  let speak: () => void = () => undefined;
  let end: (code: number) => void = () => undefined;
  const spoke = new Promise<void>((resolve) => (speak = resolve));
  const ended = new Promise<number>((resolve) => (end = resolve));
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    speak();
    const text = format(...args);
    const shown = shownAs(type, text);
    if (shown) console[shown](text);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => {
    end(code);
  });
  return { spoke, ended };
}

function silenceAfter(spoke: Promise<void>): Promise<never> {
  return new Promise((_, reject) => {
    const timeout = setTimeout(() => {
      reject(new Error(`VS Code opened, but its test run said nothing for ${silence / 1000} s.`));
    }, silence);
    void spoke.then(() => {
      clearTimeout(timeout);
    });
  });
}

function lostPage(browser: Browser, page: Page): Promise<never> {
  const lost = new Promise<never>((_, reject) => {
    page.on('crash', () => {
      reject(new Error("VS Code's page crashed before the tests ended."));
    });
    browser.on('disconnected', () => {
      reject(new Error('Chromium ended before the tests did.'));
    });
  });
  lost.catch(() => undefined); // closing the browser at the end is no failure
  return lost;
}

/** Prints the address and, where there is a display, opens a window on it. Ends when told to. */
export async function showWindow(executable: string, address: string, stopped: Promise<string>): Promise<number> {
  console.log(`VS Code is at:\n  ${address}`);
  const visible = Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  if (!visible) {
    console.log('No DISPLAY: open the address in a browser on this machine.');
    await stopped;
    return 0;
  }
  const browser = await chromium.launch(launchOptions(executable, true));
  try {
    browser.on('disconnected', () => {
      console.log('The window is closed; the address still works.');
    });
    const page = await browser.newPage({ viewport: null });
    await page.goto(address);
    await stopped;
    browser.removeAllListeners('disconnected');
    return 0;
  } finally {
    await browser.close();
  }
}
