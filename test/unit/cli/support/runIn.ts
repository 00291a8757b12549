import type { Io } from '../../../../src/cli/io.ts';
import { run } from '../../../../src/cli/run.ts';
import { MarkPool } from './markPool.ts';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface JsonReport {
  readonly version: number;
  readonly files: number;
  readonly findings: readonly JsonFinding[];
  readonly errors: readonly { readonly file: string; readonly message: string }[];
  readonly problems?: readonly { readonly file: string; readonly code: string; readonly message: string }[];
  readonly fixed?: readonly { readonly file: string; readonly fixes: number }[];
  readonly known?: number;
}

export interface JsonFinding {
  readonly file: string;
  readonly cell?: number;
  readonly language: string;
  readonly rule: string;
  readonly severity: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
  readonly message: string;
  readonly rewrites: readonly {
    readonly title: string;
    readonly safe: boolean;
    readonly edits: readonly {
      readonly cell?: number;
      readonly start: number;
      readonly end: number;
      readonly text: string;
    }[];
  }[];
}

/** Runs the program in a folder, with the stand-in analysis. */
export async function runIn(cwd: string, argv: readonly string[], changed: Partial<Io> = {}): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const text = (written: string | Uint8Array) => (typeof written === 'string' ? written : decoder.decode(written));
  const code = await run(argv, {
    cwd,
    env: {},
    stdout: { isTTY: false, write: (more) => Promise.resolve(void (stdout += text(more))) },
    stderr: { isTTY: false, write: (more) => Promise.resolve(void (stderr += text(more))) },
    version: '1.2.3',
    readStdin: () => Promise.resolve(new Uint8Array()),
    readPage: (path) => `the page ${path}\n`,
    createPool: () => new MarkPool(),
    ...changed,
  });
  return { code, stdout, stderr };
}

/** The JSON report of a run, and its exit code. */
export async function reportIn(cwd: string, argv: readonly string[], changed: Partial<Io> = {}) {
  const outcome = await runIn(cwd, ['check', ...argv, '--format', 'json'], changed);
  return { ...outcome, report: JSON.parse(outcome.stdout) as JsonReport };
}
