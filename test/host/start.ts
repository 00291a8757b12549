// What `npm start` does once everything is installed and built.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSteps, missingSteps } from './checkSteps.ts';
import { prepareHost } from './host.ts';
import { root, samplesFolder } from './paths.ts';
import { stopTree, whenEnded } from './processes.ts';
import { userSettings } from './settings.ts';
import { stopRequest } from './stopRequest.ts';

/** A shell may end and leave this to run; npm ends only because something ended it. */
const runByNpm = process.env['npm_lifecycle_event'] !== undefined;

const ownGroup = { detached: process.platform !== 'win32' };

/** Opens VS Code on samples/ and stays until it is closed or this process is told to end. */
export async function show(): Promise<number> {
  const stopped = stopRequest({ withParent: runByNpm });
  const host = await prepareHost('show');
  console.log(`[host] ${host.description}`);
  const folder = mkdtempSync(join(tmpdir(), 'softmax-start-'));
  mkdirSync(join(folder, 'user', 'User'), { recursive: true });
  writeFileSync(join(folder, 'user', 'User', 'settings.json'), JSON.stringify(userSettings));
  const child = spawn(
    host.executable,
    [
      samplesFolder,
      join(samplesFolder, 'naive_softmax.py'),
      `--extensionDevelopmentPath=${root}`,
      `--user-data-dir=${join(folder, 'user')}`,
      `--extensions-dir=${join(folder, 'extensions')}`,
      '--disable-workspace-trust',
      '--skip-welcome',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { ...ownGroup, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  console.log('Ctrl+C stops it.');
  try {
    const end = await Promise.race([whenEnded(child), stopped.then((by) => ({ by }))]);
    if (typeof end !== 'object') return end === 0 ? 0 : 1;
    console.log(`\nStopping (${end.by}).`);
    return 0;
  } finally {
    await stopTree(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Milliseconds from the launch of VS Code. The suite's own limits are within it; this one also ends a VS Code that hangs. */
const checkTimeout = 115_000;

/** Runs the check suite and says what it saw. @returns 0 where every step was seen */
export async function check(): Promise<number> {
  const stopped = stopRequest({ withParent: runByNpm });
  const args = ['--import', 'tsx', join(root, 'test', 'host', 'main.ts'), 'check'];
  const child = spawn(process.execPath, args, { ...ownGroup, cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const launched = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      process.stdout.write(text);
      output += text;
      if (output.includes('[host]')) resolve();
    });
  });
  const late = launched.then(() => new Promise((resolve) => setTimeout(resolve, checkTimeout).unref()));
  const end = await Promise.race([
    whenEnded(child),
    late.then(() => ({ by: `${checkTimeout / 1000} s after VS Code's launch` })),
    stopped.then((by) => ({ by })),
  ]);
  await stopTree(child);
  if (typeof end === 'object') console.log(`\nStopped by ${end.by}.`);
  const missing = missingSteps(output);
  if (end === 0 && missing.length === 0) {
    console.log(`All ${checkSteps.length} steps were seen.`);
    return 0;
  }
  for (const step of missing) console.log(`Missing: ${step}.`);
  if (missing.length === 0) console.log(`Every step was seen, but VS Code ended with ${JSON.stringify(end)}.`);
  return 1;
}
