// test/data/golden.jsonl: what NumPy, SciPy and PyTorch gave, beside exact results. Its first line explains it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runKernel, type FormatName, type KernelName, type Variant } from '../../../../src/kernels/index.ts';
import { fromHex } from './bits.ts';

interface GoldenInput {
  readonly kind: 'input';
  readonly id: string;
  readonly dtype: FormatName;
  readonly n: number;
  readonly target: number | null;
  readonly bits: string;
}

interface GoldenExact {
  readonly kind: 'exact';
  readonly input: string;
  readonly op: string;
  /** Hex of float64; null where the value is mathematically undefined. */
  readonly f64: string | null;
}

interface GoldenCase {
  readonly kind: 'case';
  readonly input: string;
  readonly impl: 'numpy' | 'torch';
  readonly op: string;
  readonly variant: 'naive' | 'shift' | 'library';
  readonly out?: string;
  /** Instead of `out`, where the framework raised. */
  readonly error?: string;
  readonly emul?: boolean;
}

type GoldenLine = { readonly kind: 'meta' } | GoldenInput | GoldenExact | GoldenCase;

/** The kernels that the file has. */
export type GoldenKernel = Extract<KernelName, 'softmax' | 'log-softmax' | 'log-sum-exp' | 'cross-entropy'>;

/** One framework's run of one twin. */
export interface Golden {
  readonly id: string;
  readonly framework: 'numpy' | 'torch';
  readonly kernel: GoldenKernel;
  readonly variant: Variant;
  readonly format: FormatName;
  readonly logits: Float64Array;
  readonly target: number | undefined;
  /** Undefined where the framework raised an error: a maximum of no elements. */
  readonly out: Float64Array | undefined;
  /** The exact result rounded to float64; undefined where it is mathematically undefined. */
  readonly exact: Float64Array | undefined;
  /** false where the file says that its own emulation differed. */
  readonly emulated: boolean | undefined;
}

const kernelOf: Readonly<Record<string, GoldenKernel>> = {
  softmax: 'softmax',
  log_softmax: 'log-softmax',
  logsumexp: 'log-sum-exp',
  cross_entropy: 'cross-entropy',
};

const path = new URL('../../../data/golden.jsonl', import.meta.url);

function readLines(): GoldenLine[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as GoldenLine); // our own test data, of the shape its first line gives
}

/** By input and op; none where the value is mathematically undefined. */
function exactsOf(lines: readonly GoldenLine[]): ReadonlyMap<string, Float64Array> {
  return new Map(
    lines.flatMap((line) =>
      line.kind === 'exact' && line.f64 !== null
        ? [[`${line.input} ${line.op}`, fromHex(line.f64, 'float64')] as const]
        : [],
    ),
  );
}

/** The naive and hand-shifted cases of our kernels in the given formats: not the gradients, nor the library's. */
export function readGolden(formats: readonly FormatName[]): Golden[] {
  const lines = readLines();
  const inputs = new Map(lines.flatMap((line) => (line.kind === 'input' ? [[line.id, line] as const] : [])));
  const exacts = exactsOf(lines);
  return lines.flatMap((line) => {
    if (line.kind !== 'case' || line.variant === 'library') return [];
    const input = inputs.get(line.input);
    const kernel = kernelOf[line.op];
    if (!input || !kernel || !formats.includes(input.dtype)) return [];
    return [
      {
        id: `${line.input} ${line.impl} ${line.op} ${line.variant}`,
        framework: line.impl,
        kernel,
        variant: line.variant === 'shift' ? 'stable' : 'naive',
        format: input.dtype,
        logits: fromHex(input.bits, input.dtype),
        target: input.target ?? undefined,
        out: line.out === undefined ? undefined : fromHex(line.out, input.dtype),
        exact: exacts.get(`${line.input} ${line.op}`),
        emulated: line.emul,
      },
    ];
  });
}

/** What our twin gives for the case. */
export function runGolden({ kernel, variant, logits, format, target, id }: Golden): Float64Array {
  const result = runKernel(kernel, variant, logits, { format, ...(target === undefined ? {} : { target }) });
  assert.ok(result.ok, `${id}: ${result.ok ? '' : result.message}`);
  return result.values;
}

/** How many such cases the file holds, counted on its text and not through `readGolden`. */
export function countInFile(format: FormatName, impl: string): number {
  const pattern = new RegExp(
    `^\\{"kind": ?"case", ?"input": ?"${format}/[^"]*", ?"impl": ?"${impl}", ?` +
      `"op": ?"(softmax|log_softmax|logsumexp|cross_entropy)", ?"variant": ?"(naive|shift)"`,
    'gm',
  );
  return readFileSync(path, 'utf8').match(pattern)?.length ?? 0;
}

/** One framework's gradient of a cross-entropy, or a result of its library. */
export interface GoldenResult {
  readonly id: string;
  readonly op: string;
  readonly variant: 'naive' | 'shift' | 'library';
  readonly format: FormatName;
  readonly logits: Float64Array;
  readonly target: number;
  readonly out: Float64Array;
  /** The exact result rounded to float64; undefined where it is mathematically undefined. */
  readonly exact: Float64Array | undefined;
}

/** What a framework gave in a format for cases that `readGolden` leaves out: gradients, and the library's functions. */
export function readResults(format: FormatName, impl: string): GoldenResult[] {
  const lines = readLines();
  const inputs = new Map(lines.flatMap((line) => (line.kind === 'input' ? [[line.id, line] as const] : [])));
  const exacts = exactsOf(lines);
  return lines.flatMap((line) => {
    if (line.kind !== 'case' || line.impl !== impl || line.out === undefined) return [];
    const input = inputs.get(line.input);
    if (input?.dtype !== format || (line.op !== 'grad' && line.variant !== 'library')) return [];
    const { input: id, op, variant, out } = line;
    const logits = fromHex(input.bits, format);
    return [
      {
        id: `${id} ${op} ${variant}`,
        op,
        variant,
        format,
        logits,
        target: input.target ?? 0,
        out: fromHex(out, format),
        exact: exacts.get(`${id} ${op}`),
      },
    ];
  });
}
