import type { Analyzer } from '../analysis/index.ts';

/** Where text goes. A write that a reader no longer wants (a closed pipe) is not an error. */
export interface Output {
  readonly isTTY: boolean;
  /** Settles once the text has left the process; rejects if it could not be written. */
  write(text: string): Promise<void>;
}

/** All that the program takes from the process that runs it. */
export interface Io {
  /** The working directory, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly version: string;
  /** Called when the first file is analysed, and again after an analyzer broke. */
  createAnalyzer(): Promise<Pick<Analyzer, 'analyze' | 'dispose'>>;
}
