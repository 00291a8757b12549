// Whether a term is right where logits are large, against its value in real numbers.
import { formats } from '../../kernels/index.ts';
import type { NdArray } from '../terms/evaluate/array.ts';
import { evaluate, type Inputs } from '../terms/evaluate/evaluate.ts';
import { evaluateExactly } from '../terms/evaluate/exactly.ts';
import type { Term } from '../terms/term.ts';
import { largest, sameShape, ulpsApart } from './differences.ts';

/** Logits some hundreds large: exp of some overflows float64, exp of some becomes 0. */
export const hundreds = 300;

/**
 * Bits of the exact values. More are used only where fewer do not confirm the new value: 1 + e^-700 is 1 in as few as
 * 128 bits, and its logarithm 0.
 */
const precisions = [128, 1024, 4096];

/** Relative to each number. */
const relative = 1e-9;
/** In units of float64's rounding error, relative to the largest input: what stable forms lose where log p is near 0. */
const absolute = 64;

export type Reference = { readonly ok: true; readonly ulps: number } | { readonly ok: false };

/**
 * Compares the new term in float64 with the old one in real numbers. Elements that are infinite or undefined in real
 * numbers too are not compared.
 * @throws ShapeError, Unsupported
 */
export function againstExact(before: Term, after: Term, inputs: Inputs): Reference {
  const now = evaluate(after, inputs);
  const margin = absolute * 2 ** -formats.float64.precision * Math.max(1, ...finiteOf(inputs));
  let reference: NdArray | undefined;
  for (const bits of precisions) {
    reference = evaluateExactly(before, inputs, bits);
    if (!sameShape(now, reference)) return { ok: false };
    const { data } = reference;
    const isRight = now.data.every((x, i) => {
      const right = data[i]!;
      return !Number.isFinite(right) ? bits === precisions.at(-1) : isNear(x, right, margin);
    });
    if (!isRight) continue;
    const compared = [...data.keys()].filter((i) => Number.isFinite(data[i]));
    const only = (array: NdArray) => ({ shape: [], data: Float64Array.from(compared, (i) => array.data[i]!) });
    return { ok: true, ulps: compared.length === 0 ? 0 : ulpsApart(only(now), only(reference)) };
  }
  return { ok: false };
}

function isNear(x: number, right: number, margin: number): boolean {
  return Math.abs(x - right) <= relative * Math.abs(right) + margin;
}

function finiteOf(inputs: Inputs): readonly number[] {
  return [...inputs.values()].map(({ data }) => largest(data.filter(Number.isFinite)));
}
