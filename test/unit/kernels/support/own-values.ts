// Which values of the functions in a 16-bit format a framework has otherwise than we have, asked of all its inputs.
import { arithmetic, formats, type FormatName } from '../../../../src/kernels/index.ts';
import { fromBits } from './bits.ts';
import type { Frameworks, Request } from './frameworks.ts';

const names = ['exp', 'log', 'log1p'] as const;

/** By function, a framework's value of an input. */
export type OwnValues = Readonly<Record<(typeof names)[number], ReadonlyMap<number, number>>>;

export interface FunctionReport {
  readonly name: keyof OwnValues;
  readonly inputs: number;
  /** Inputs whose exact result lies so near to where rounding changes that the framework's error decides. */
  readonly undecided: number;
  readonly own: ReadonlyMap<number, number>;
  /** Inputs at which it differs from ours though that is decided, or by another value than the two there are. */
  readonly wrong: readonly string[];
}

/** 4 ulp, each at most 2u: the functions of Intel's SVML that NumPy takes float16's from (https://github.com/numpy/SVML). */
const float32Error = 8 * formats.float32.unitRoundoff;

export async function reportFunctions(
  ask: Frameworks['ask'],
  impl: Request['impl'],
  format: FormatName,
): Promise<FunctionReport[]> {
  const all = Float64Array.from({ length: 0x10000 }, (_, bits) => fromBits(bits, format));
  // Twins take log1p of exps of what is at most 0. PyTorch's is infinite from 1e38 on.
  const inputs = names.map((name) => (name === 'log1p' ? all.filter((x) => Math.abs(x) <= 1) : all));
  const answers = await ask(names.map((op, i) => ({ impl, format, op, variant: 'function', logits: inputs[i]! })));
  return names.map((name, i) => report(name, format, inputs[i]!, answers[i]!));
}

function report(name: keyof OwnValues, format: FormatName, inputs: Float64Array, theirs: Float64Array): FunctionReport {
  const { [name]: f, round } = arithmetic(formats[format]);
  const own = new Map<number, number>();
  const wrong: string[] = [];
  let undecided = 0;
  inputs.forEach((x, i) => {
    const exact = Math[name](x);
    const error = float32Error * Math.abs(exact);
    const candidates = [round(exact - error), round(exact + error)];
    if (candidates[0]! < candidates[1]!) undecided++;
    const [expected, found] = [f(x), theirs[i]!];
    if (Object.is(expected, found)) return;
    own.set(x, found);
    if (!candidates.includes(found)) wrong.push(`${name}(${x}) is ${found}, ours ${expected}`);
  });
  return { name, inputs: inputs.length, undecided, own, wrong };
}

/** As the reports have them. */
export function ownValues(reports: readonly FunctionReport[]): OwnValues {
  return Object.fromEntries(reports.map(({ name, own }) => [name, own])) as unknown as OwnValues; // a report for each name
}
