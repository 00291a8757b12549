import type { Io } from '../../../../src/cli/io.ts';
import { run } from '../../../../src/cli/run.ts';
import { MarkAnalyzer } from './markAnalyzer.ts';

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
  const code = await run(argv, {
    cwd,
    env: {},
    stdout: { isTTY: false, write: (text) => Promise.resolve(void (stdout += text)) },
    stderr: { isTTY: false, write: (text) => Promise.resolve(void (stderr += text)) },
    version: '1.2.3',
    createAnalyzer: () => Promise.resolve(new MarkAnalyzer()),
    ...changed,
  });
  return { code, stdout, stderr };
}

/** The JSON report of a run, and its exit code. */
export async function reportIn(cwd: string, argv: readonly string[], changed: Partial<Io> = {}) {
  const outcome = await runIn(cwd, ['check', ...argv, '--format', 'json'], changed);
  return { ...outcome, report: JSON.parse(outcome.stdout) as JsonReport };
}
