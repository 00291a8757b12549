// 1 - i / n: a schedule that an index makes, in its first and its last round.
import { elementsIn } from '../../terms/elements.ts';
import { countedBy } from '../../terms/indices.ts';
import type { Term } from '../../terms/term.ts';

/** A value plus a number; without a value, the number. */
interface Value {
  readonly of: Term | undefined;
  readonly plus: number;
}

/** Whether a sum, product or quotient of numbers, values and one index is 0 at the first or the last of its indices. */
export function isZeroAtEnd(term: Term): boolean {
  const [index, ...others] = [...elementsIn(term)];
  const counted = index && others.length === 0 ? countedBy(index.of) : undefined;
  if (!counted) return false;
  const count = valueOf(counted.count);
  const first = counted.from ? valueOf(counted.from) : number(0);
  const last = count && { ...count, plus: (count.of ? count.plus : Math.ceil(count.plus)) - 1 };
  return [first, last].some((end) => end !== undefined && isNumber(valueOf(term, new Map([[index!, end]])), 0));
}

/** Undefined of what cannot be told. */
function valueOf(term: Term, known: ReadonlyMap<Term, Value> = new Map()): Value | undefined {
  const value = known.get(term);
  if (value) return value;
  if (term.kind === 'constant') return number(term.value);
  if (term.kind === 'cast' || term.kind === 'refined') return valueOf(term.operand, known);
  if (term.kind !== 'binary') return { of: term, plus: 0 };
  const [left, right] = [valueOf(term.left, known), valueOf(term.right, known)];
  if (!left || !right) return undefined;
  const areNumbers = !left.of && !right.of;
  switch (term.name) {
    case 'add':
      if (left.of && right.of) return undefined;
      return { of: left.of ?? right.of, plus: left.plus + right.plus };
    case 'subtract':
      if (right.of) return left.of === right.of ? number(left.plus - right.plus) : undefined;
      return { of: left.of, plus: left.plus - right.plus };
    case 'multiply':
      if (isNumber(left, 0) || isNumber(right, 0)) return number(0);
      if (isNumber(left, 1)) return right;
      if (isNumber(right, 1)) return left;
      return areNumbers ? number(left.plus * right.plus) : undefined;
    case 'divide':
      if (left.of === right.of && left.plus === right.plus) return number(1);
      if (isNumber(right, 1)) return left;
      if (isNumber(left, 0)) return left;
      return areNumbers ? number(left.plus / right.plus) : undefined;
    default:
      return undefined;
  }
}

function number(plus: number): Value {
  return { of: undefined, plus };
}

function isNumber(value: Value | undefined, wanted: number): boolean {
  return value !== undefined && value.of === undefined && value.plus === wanted;
}
