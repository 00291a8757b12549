// NumPy, SciPy and PyTorch where this machine's Python has them: PYTHON, or /usr/bin/python3.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FormatName, Variant } from '../../../../src/kernels/index.ts';
import { fromHex, toHex } from './bits.ts';

const script = fileURLToPath(new URL('frameworks.py', import.meta.url));
const python = process.env['PYTHON'] ?? '/usr/bin/python3';

export interface Request {
  readonly impl: 'numpy' | 'torch';
  readonly format: FormatName;
  readonly op: string;
  readonly variant: Variant | 'library';
  readonly logits: Float64Array;
  readonly other?: Float64Array;
  readonly target?: number;
}

function ask(requests: readonly unknown[]): unknown {
  const input = JSON.stringify(requests);
  const answers = execFileSync(python, [script], { input, maxBuffer: 2 ** 28, stdio: ['pipe', 'pipe', 'ignore'] });
  return JSON.parse(answers.toString());
}

/** The frameworks there are with their versions; none where there is no NumPy. */
export function frameworkVersions(): Readonly<Partial<Record<'numpy' | 'scipy' | 'torch', string>>> {
  try {
    return ask([]) as Record<string, string>;
  } catch {
    return {};
  }
}

/** What the frameworks give, in the requests' order; undefined where one refuses. */
export function askFrameworks(requests: readonly Request[]): (Float64Array | undefined)[] {
  const hex = requests.map(({ logits, other, ...rest }) => ({
    ...rest,
    logits: toHex(logits, rest.format),
    ...(other ? { other: toHex(other, rest.format) } : {}),
  }));
  const answers = ask(hex) as (string | null)[];
  return answers.map((answer, i) => (answer === null ? undefined : fromHex(answer, requests[i]!.format)));
}
