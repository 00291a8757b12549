// What becomes of infinite inputs: masked logits are -inf, and a log-sum-exp of nothing else is -inf and no NaN.
import type { NdArray } from '../terms/evaluate/array.ts';
import { evaluate, type Inputs } from '../terms/evaluate/evaluate.ts';
import type { Term } from '../terms/term.ts';
import { sameShape } from './differences.ts';
import { compareGradients } from './gradients.ts';
import { sumsOfFew, sumsOfPicked } from './picked.ts';

const relative = 1e-9;

/** What is the same where inputs are infinite: values and gradients, values alone, or neither. */
export type AtInfinity = 'all' | 'values' | 'nothing';

/**
 * What of the new term is as it is of the old one where one of its inputs is infinite in places. Draws on which the old one
 * is NaN somewhere are not compared: a softmax with a +inf among its logits says nothing, whichever of its elements are asked for.
 * @param draws - finite inputs of one or two dimensions
 * @param unbounded - the inputs that may be infinite
 * @param leaves - the inputs of which gradients are taken
 */
export function sameAtInfinity(
  before: Term,
  after: Term,
  draws: readonly Inputs[],
  unbounded: readonly Term[],
  leaves: readonly Term[],
): AtInfinity {
  let found: AtInfinity = 'all';
  const [sums, few] = [sumsOfPicked(before), sumsOfFew(before)];
  for (const inputs of draws) {
    for (const input of unbounded) {
      for (const edge of edgesOf(inputs.get(input)!)) {
        const drawn = new Map([...inputs, [input, edge] as const]);
        const old = evaluate(before, drawn);
        if (old.data.some(Number.isNaN)) continue;
        const isInfinite = (sum: Term) => evaluate(sum, drawn).data.includes(Infinity);
        if (sums.some(isInfinite)) continue;
        // One of a few exponents may be the negative of another, of which -inf is no mask.
        if (edge.data.includes(Infinity) && few.some(isInfinite)) continue;
        if (!isSame(evaluate(after, drawn), old)) return 'nothing';
        if (compareGradients(before, after, drawn, leaves, relative) === 'differs') found = 'values';
      }
    }
  }
  return found;
}

/** Of several comparisons the one of which the least is the same. */
export function leastSame(a: AtInfinity, b: AtInfinity): AtInfinity {
  const order: readonly AtInfinity[] = ['nothing', 'values', 'all'];
  return order[Math.min(order.indexOf(a), order.indexOf(b))]!;
}

/** An array with infinite elements: one of either sign, one of each, and a line of -inf along each axis. */
function edgesOf({ shape, data }: NdArray): readonly NdArray[] {
  const last = shape.at(-1) ?? 1;
  const at = (places: ReadonlyMap<number, number>) => ({ shape, data: data.map((x, i) => places.get(i) ?? x) });
  const line = (start: number, step: number, count: number) =>
    at(new Map(Array.from({ length: count }, (_, i) => [start + i * step, -Infinity] as const)));
  const somewhere = data.length >> 1;
  return [
    at(new Map([[somewhere, -Infinity]])),
    at(new Map([[somewhere, Infinity]])),
    at(
      new Map([
        [somewhere, -Infinity],
        [0, Infinity],
      ]),
    ),
    line(0, 1, last),
    ...(shape.length > 1 ? [line(1, last, data.length / last)] : []),
  ];
}

function isSame(now: NdArray, old: NdArray): boolean {
  return (
    sameShape(now, old) &&
    old.data.every((x, i) => {
      const y = now.data[i]!;
      return x === y || Math.abs(x - y) <= relative * Math.max(1, Math.abs(x));
    })
  );
}
