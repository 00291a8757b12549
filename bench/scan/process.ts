import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as Esbuild from 'esbuild';

const require = createRequire(import.meta.url);
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles an entry as the command line is bundled. @returns the path of the script */
export async function bundled(name: string): Promise<string> {
  const { build } = require('esbuild') as typeof Esbuild;
  const { bundles } = require('../../bundles.js') as { bundles: Record<string, { entry: string; out: string }> };
  const builder = require('../../esbuild.js') as { optionsFor(bundle: object): Esbuild.BuildOptions };
  const out = `.tsbuild/bench/scan-${name}.cjs`;
  mkdirSync(`${root}.tsbuild/bench`, { recursive: true });
  await build(builder.optionsFor({ ...bundles['command line'], entry: `bench/scan/${name}.ts`, out, banner: '' }));
  return `${root}${out}`;
}

export interface Run {
  readonly milliseconds: number;
  readonly output: string;
}

/** Whether a process can be kept on one core here. */
export const canPin = spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** A program on one core, if that can be had, from its start to its end; undefined if it is not installed. */
export function run(command: string, args: readonly string[]): Run | undefined {
  const [program, ...rest] = canPin ? (['taskset', '-c', '0', command, ...args] as const) : [command, ...args];
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, rest, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error || status === 127) return undefined;
  // 1: nothing found by ripgrep, something by us.
  if (status !== 0 && status !== 1) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return { milliseconds: performance.now() - start, output: stdout };
}

/** The same of a script of ours: what it prints, which is JSON. */
export function runScript(script: string, args: readonly string[]): unknown {
  return JSON.parse(run(process.execPath, [script, ...args])!.output);
}
