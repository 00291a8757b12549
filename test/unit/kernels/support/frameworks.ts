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

export interface Interpreter {
  /** What is run: PYTHON, or /usr/bin/python3, unless told. */
  readonly command?: string;
  /** What it runs: `frameworks.py` unless told. */
  readonly args?: readonly string[];
  /** Milliseconds until it must have said what it has: importing PyTorch from a cold disk takes tens of seconds. */
  readonly openingLimit?: number;
  /** Milliseconds until it must have answered a question. */
  readonly limit?: number;
}

/**
 * One interpreter for all questions: PyTorch takes seconds to import.
 * @throws Error if it takes longer than its limit, with its name, the question and the limit; it is ended then. As do
 * the questions, and those to one that has ended
 */
export async function openFrameworks({
  command = python,
  args = [script],
  openingLimit = 180_000,
  limit = 300_000,
}: Interpreter = {}): Promise<Frameworks> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  // Without such a Python, or without NumPy in it, there is no first line: that is answer enough.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (question: string, milliseconds: number): Promise<unknown> => {
    const next = lines.next();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        child.kill('SIGKILL'); // one that hangs in native code does not hear SIGTERM
        const asked = `${[command, ...args].join(' ')} was asked for ${question}`;
        reject(new Error(`${asked}, did not answer within ${milliseconds / 1000} s and was ended`));
      }, milliseconds);
    });
    const line = await Promise.race([next, late]).finally(() => {
      clearTimeout(timer);
    });
    return line.done ? undefined : JSON.parse(line.value);
  };
  return {
    versions: child.pid === undefined ? {} : ((await answer('the versions it has', openingLimit)) ?? {}),
    ask: async (requests) => {
      const hex = requests.map(({ logits, other, ...rest }) => ({
        ...rest,
        logits: toHex(logits, rest.format),
        ...(other ? { other: toHex(other, rest.format) } : {}),
      }));
      child.stdin.write(`${JSON.stringify(hex)}\n`);
      const question = questionOf(requests);
      const answers = (await answer(question, limit)) as (string | null)[] | undefined; // its answer to the line
      if (!answers) throw new Error(`${command} ended before it answered ${question}`);
      return answers.map((given, i) => (given === null ? undefined : fromHex(given, requests[i]!.format)));
    },
    close: () => child.kill(),
  };
}

/** The first request, and how many more there are. */
function questionOf(requests: readonly Request[]): string {
  const [first] = requests;
  if (!first) return 'nothing';
  const { impl, format, op, variant, logits } = first;
  const more = requests.length > 1 ? ` and ${requests.length - 1} more` : '';
  return `${impl} ${format} ${op} ${variant} of ${logits.length} logits${more}`;
}
