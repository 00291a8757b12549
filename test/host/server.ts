// VS Code's server on a free port of this machine, for one run.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Server } from './address.ts';
import type { Installation } from './installation.ts';
import { stopGroup, whenEnded } from './processes.ts';

export interface RunningServer extends Server {
  readonly log: string;
  /** Rejects when the server ends before it is told to. */
  readonly died: Promise<never>;
  stop(): Promise<void>;
}

export interface Folders {
  /** Of this run alone. */
  readonly run: string;
  readonly userData: string;
  readonly extensions: string;
}

/** Milliseconds. It takes about one second; a loaded machine gets many. */
const startTimeout = 60_000;

const exitWithParent = fileURLToPath(new URL('exitWithParent.cjs', import.meta.url));

/** @throws {Error} with the end of the server's log where it does not come up */
export async function startServer(installation: Installation, folders: Folders): Promise<RunningServer> {
  const log = join(folders.run, 'server.log');
  // Anyone who can reach the port could run code, other users and web pages included; hence the token.
  const token = randomBytes(16).toString('hex');
  const output = openSync(log, 'a');
  const child = spawn(
    installation.node,
    [
      ...['--require', exitWithParent, installation.serverMain],
      ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token],
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      '--enable-smoke-test-driver', // or the built workbench ignores the payload of its address
      ...['--server-data-dir', join(folders.run, 'server'), '--user-data-dir', folders.userData],
      ...['--extensions-dir', folders.extensions],
    ],
    // VS Code leaves its sockets behind in the folder for temporary files.
    { stdio: ['ignore', output, output], detached: true, env: { ...process.env, TMPDIR: folders.run } },
  );
  closeSync(output);
  let stopping = false;
  const died = whenEnded(child).then((end) => {
    if (stopping) return new Promise<never>(() => undefined);
    throw new Error(`VS Code's server ended with ${String(end)}.\n${tail(log)}`);
  });
  died.catch(() => undefined); // whoever waits for it reports it
  const stop = async (): Promise<void> => {
    stopping = true;
    await stopGroup(child);
  };
  try {
    const port = await Promise.race([portFrom(log), died]);
    return { port, token, log, died, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function portFrom(log: string): Promise<number> {
  const end = Date.now() + startTimeout;
  while (Date.now() < end) {
    const match = /^Extension host agent listening on (\d+)$/m.exec(readFileSync(log, 'utf8'));
    if (match) return Number(match[1]);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`VS Code's server did not say its port within ${startTimeout / 1000} s.\n${tail(log)}`);
}

/** The end of a log, where the reason of a failure usually stands. */
export function tail(path: string, lines = 40): string {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
