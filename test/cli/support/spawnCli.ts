import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { JsonReport } from '../../unit/cli/support/runIn.ts';
import { bundledCli } from './bundle.ts';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built program, or a copy of it, with pipes for its output. */
export async function startCli(
  args: readonly string[],
  options: SpawnOptions = {},
  copy?: string,
): Promise<ChildProcess> {
  return spawn(process.execPath, [copy ?? (await bundledCli()), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
}

/** Runs the built program in a folder until it ends. */
export async function runCli(
  cwd: string,
  args: readonly string[],
  options: SpawnOptions = {},
  copy?: string,
): Promise<Outcome> {
  return await outcomeOf(await startCli(args, { cwd, ...options }, copy));
}

/** What a started process wrote and how it ended. */
export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const ended = once(child, 'close') as Promise<[number | null]>;
  const [stdout, stderr, [code]] = await Promise.all([textOf(child.stdout!), textOf(child.stderr!), ended]);
  return { code, stdout, stderr };
}

/** The JSON report of the built program on a folder. */
export async function reportOf(cwd: string, args: readonly string[]) {
  const outcome = await runCli(cwd, ['check', '--format', 'json', ...args]);
  return { ...outcome, report: JSON.parse(outcome.stdout) as JsonReport };
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
