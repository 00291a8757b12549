// The kernels as functions of a cell: what each is called, what it takes, and both twins of it on that.
import { isMatrix } from 'mathjs';
import {
  type Format,
  type FormatName,
  type KernelValues,
  type Variant,
  arithmeticFormatNames,
  commonFormats,
  formats,
  kernels,
  runKernel,
  thresholds,
} from '../../kernels/index.ts';
import type { KernelName, KernelPayload } from '../../protocol/payload.ts';
import { CellError } from './errors.ts';
import { addFunctions, math } from './language.ts';
import { describe, readLogits, readTarget } from './logits.ts';
import { closest } from './suggestions.ts';

interface KernelFunction {
  readonly kernel: KernelName;
  readonly parameters: readonly string[];
}

/** Every kernel by its name in a cell. To add one: a line here. */
const kernelFunctions: Readonly<Record<string, KernelFunction>> = {
  softmax: { kernel: 'softmax', parameters: ['logits', 'format'] },
  logSoftmax: { kernel: 'log-softmax', parameters: ['logits', 'format'] },
  logSumExp: { kernel: 'log-sum-exp', parameters: ['logits', 'format'] },
  crossEntropy: { kernel: 'cross-entropy', parameters: ['logits', 'target', 'format'] },
};

export const isKernelFunction = (name: string): boolean => Object.hasOwn(kernelFunctions, name);

/** A call whose arguments have been read. */
export interface KernelCall {
  /** The stable twin's result, of the same type as the logits: what the call is worth in an expression. */
  value(): unknown;
  /** Both twins, to be drawn. */
  payload(source: string): KernelPayload;
}

/** Reads a call's arguments as a cell gives them. @throws {CellError} when they are not what the kernel takes. */
export function kernelCall(name: string, args: readonly unknown[]): KernelCall {
  const { kernel, parameters } = kernelFunctions[name]!;
  if (args.length > parameters.length) {
    throw new CellError(`${name} takes (${parameters.join(', ')}); it was given ${args.length} arguments.`, {
      call: name,
    });
  }
  const given = (parameter: string): unknown => args[parameters.indexOf(parameter)];
  const logits = readLogits(name, given('logits'));
  const format = readFormat(name, given('format'));
  const target = parameters.includes('target') ? readTarget(name, given('target'), logits.length) : 0;
  const run = (variant: Variant): KernelValues => {
    const result = runKernel(kernel, variant, logits, { format, target });
    if (!result.ok) throw new CellError(result.message, { call: name });
    return result;
  };
  let stable: KernelValues | undefined;
  const runStable = (): KernelValues => (stable ??= run('stable'));
  const isScalar = kernels[kernel].result === 'scalar';
  return {
    value: () => (isScalar ? runStable().values[0] : likeLogits(given('logits'), runStable().values)),
    payload: (source) => ({
      kind: 'kernel',
      kernel,
      format,
      source,
      logits: runStable().logits,
      naive: run('naive').values,
      stable: runStable().values,
      thresholds: tableFormats(format).map((one) => thresholds(one, logits.length)),
    }),
  };
}

addFunctions(
  Object.fromEntries(Object.keys(kernelFunctions).map((name) => [name, (...args) => kernelCall(name, args).value()])),
);

function readFormat(call: string, value: unknown): FormatName {
  if (value === undefined) return 'float64';
  const known = arithmeticFormatNames.join(', ');
  if (typeof value !== 'string') {
    throw new CellError(
      `The format of ${call} is a name in quotes, one of ${known}; it was given ${describe(value)}.`,
      {
        call,
      },
    );
  }
  const format = arithmeticFormatNames.find((name) => name === value);
  if (format) return format;
  const meant = closest(value, arithmeticFormatNames);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  throw new CellError(`There is no format "${value}" to compute in.${hint} There is: ${known}.`, { call });
}

const tableFormats = (used: FormatName): readonly Format[] =>
  commonFormats.includes(formats[used]) ? commonFormats : [...commonFormats, formats[used]];

const likeLogits = (logits: unknown, values: Float64Array): unknown =>
  isMatrix(logits) ? math.matrix(Array.from(values)) : Array.from(values);
