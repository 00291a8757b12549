// Random questions to NumPy and PyTorch, and what the twins answer to them.
import assert from 'node:assert/strict';
import {
  formats,
  gradient,
  kernels,
  round,
  rules,
  runKernel,
  Tape,
  type Arithmetic,
  type Format,
  type FormatName,
  type KernelName,
  type Variant,
} from '../../../../src/kernels/index.ts';
import type { Request } from './frameworks.ts';
import { normal, randomFrom } from './random.ts';

/** Random logits of a format: of several scales, some around where exp overflows or vanishes, some infinite or NaN. */
function drawLogits(format: Format, random: () => number): Float64Array {
  const n = 1 + Math.floor(random() ** 3 * 200);
  const scale = [0.01, 1, 3, 10, 40, 200][Math.floor(random() * 6)]!;
  const centre = random() < 0.3 ? [88, -88, 11, -17, -100, 709, -740][Math.floor(random() * 7)]! : 0;
  const special = random() < 0.1;
  return Float64Array.from({ length: n }, () => {
    if (special && random() < 0.2) return [Infinity, -Infinity, NaN, -0][Math.floor(random() * 4)]!;
    return round(centre + scale * normal(random), format);
  });
}

/** So many requests for each op, named as "softmax naive". */
export function drawRequests(
  seed: number,
  impl: Request['impl'],
  name: FormatName,
  ops: readonly string[],
  count: number,
): Request[] {
  const random = randomFrom(seed);
  return ops.flatMap((op) => {
    const [kernel, variant] = op.split(' ') as [string, Request['variant']];
    return Array.from({ length: count }, () => {
      const logits = drawLogits(formats[name], random);
      const other = logits.map(() => round(5 * normal(random), formats[name]));
      return { impl, format: name, op: kernel, variant, logits, other, target: Math.floor(random() * logits.length) };
    });
  });
}

/** What the twin gives, as a user runs it. */
export function runTwin({ op, variant, logits, format, other, target }: Request): Float64Array {
  const options = { format, target: target!, other: other! };
  if (op === 'gradient') {
    const result = gradient('cross-entropy', variant as Variant, logits, options);
    assert.ok(result.ok);
    return result.gradient;
  }
  const result = runKernel(op, variant as Variant, logits, options);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result.values;
}

/** The same in another arithmetic of the format. */
export function runTwinIn(arithmetic: Arithmetic, request: Request): Float64Array {
  const { op, logits } = request;
  const variant = request.variant as Variant;
  const none = new Float64Array(0);
  const operands = {
    target: request.target!,
    other: request.other!,
    ...{ targets: none, mask: none, keep: none, temperature: 1, fullyMasked: 'nan' as const },
  };
  if (op === 'gradient') {
    const tape = new Tape(arithmetic, rules.torch);
    const x = tape.variable(logits);
    const loss = kernels['cross-entropy'].forms[variant](tape, x, operands);
    return tape.gradient(loss, Float64Array.of(1), x);
  }
  const kernel = kernels[op as KernelName];
  const out = new Float64Array(kernel.result === 'scalar' ? 1 : logits.length);
  kernel[variant](logits, arithmetic, out, operands, new Float64Array(logits.length));
  return out;
}
