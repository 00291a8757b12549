import type { AnalysisPool } from './pool/pool.ts';

/** Where text goes. A write that a reader no longer wants (a closed pipe) is not an error. */
export interface Output {
  readonly isTTY: boolean;
  /** Settles once the text has left the process; rejects if it could not be written. */
  write(text: string | Uint8Array): Promise<void>;
}

/** All that the program takes from the process that runs it. */
export interface Io {
  /** The working directory, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly version: string;
  /** All of the standard input. */
  readStdin(): Promise<Uint8Array>;
  /** The text of a file of the package, e.g. `docs/rules/naive-softmax.md`. */
  readPage(path: string): string;
  /** Called before the first document is analysed, with how many files there are. */
  createPool(files: number): AnalysisPool;
}
