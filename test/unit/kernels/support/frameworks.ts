// NumPy, SciPy and PyTorch where this machine's Python has them: PYTHON, or /usr/bin/python3.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { FormatName, Variant } from '../../../../src/kernels/index.ts';
import { fromHex, toHex } from './bits.ts';

const script = fileURLToPath(new URL('frameworks.py', import.meta.url));
const python = process.env['PYTHON'] ?? '/usr/bin/python3';

export interface Request {
  readonly impl: 'numpy' | 'torch';
  readonly format: FormatName;
  readonly op: string;
  readonly variant: Variant | 'library' | 'function';
  readonly logits: Float64Array;
  readonly other?: Float64Array;
  readonly target?: number;
}

export interface Frameworks {
  /** Those that there are; none where there is no NumPy. */
  readonly versions: Readonly<Partial<Record<'numpy' | 'scipy' | 'torch', string>>>;
  /** What they give, in the requests' order; undefined where one refuses. One question at a time. */
  readonly ask: (requests: readonly Request[]) => Promise<(Float64Array | undefined)[]>;
  /** Ends the interpreter. */
  readonly close: () => void;
}

/** One interpreter for all questions: PyTorch takes seconds to import. */
export async function openFrameworks(): Promise<Frameworks> {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'ignore'] });
  // Without such a Python, or without NumPy in it, there is no first line: that is answer enough.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<unknown> => {
    const line = await lines.next();
    return line.done ? undefined : JSON.parse(line.value);
  };
  return {
    versions: child.pid === undefined ? {} : ((await answer()) ?? {}),
    ask: async (requests) => {
      const hex = requests.map(({ logits, other, ...rest }) => ({
        ...rest,
        logits: toHex(logits, rest.format),
        ...(other ? { other: toHex(other, rest.format) } : {}),
      }));
      child.stdin.write(`${JSON.stringify(hex)}\n`);
      const answers = (await answer()) as (string | null)[] | undefined; // its answer to the line
      if (!answers) throw new Error(`${python} ended before it answered`);
      return answers.map((given, i) => (given === null ? undefined : fromHex(given, requests[i]!.format)));
    },
    close: () => child.kill(),
  };
}
