// 1 - i / n, for i from 0 to n: a schedule that an index makes, in its first and its last round.
import { elementsIn } from '../../terms/elements.ts';
import { countedBy } from '../../terms/indices.ts';
import type { ElementTerm, Term } from '../../terms/term.ts';

/** Whether a sum, product or quotient of numbers and one index is 0 at the first or the last of its indices. */
export function isZeroAtEnd(term: Term): boolean {
  if (isLastRoundZero(term)) return true;
  const [index, ...others] = [...elementsIn(term)];
  const counted = index && others.length === 0 ? countedBy(index.of) : undefined;
  if (!counted) return false;
  const from = counted.from ?? 0;
  const last = lastOf(counted.count);
  return [from, ...(last === undefined ? [] : [last])].some((end) => valueAt(term, index!, end) === 0);
}

/** n of all below n + 1; of all below 10, 9. */
function lastOf(count: Term): Term | number | undefined {
  if (count.kind === 'constant') return Math.ceil(count.value) - 1;
  if (count.kind !== 'binary' || count.name !== 'add') return undefined;
  if (count.right.kind === 'constant' && count.right.value === 1) return count.left;
  return count.left.kind === 'constant' && count.left.value === 1 ? count.right : undefined;
}

/** A number, or a value that is the same as another; undefined of what cannot be told. */
function valueAt(term: Term, index: ElementTerm, end: Term | number): Term | number | undefined {
  if (term === index) return typeof end !== 'number' && end.kind === 'constant' ? end.value : end;
  if (term.kind === 'constant') return term.value;
  if (term.kind === 'cast' || term.kind === 'refined') return valueAt(term.operand, index, end);
  if (term.kind !== 'binary') return term;
  const [left, right] = [valueAt(term.left, index, end), valueAt(term.right, index, end)];
  if (left === undefined || right === undefined) return undefined;
  const isSame = left === right;
  switch (term.name) {
    case 'add':
      if (left === 0) return right;
      if (right === 0) return left;
      return typeof left === 'number' && typeof right === 'number' ? left + right : undefined;
    case 'subtract':
      if (isSame) return 0;
      if (right === 0) return left;
      return typeof left === 'number' && typeof right === 'number' ? left - right : undefined;
    case 'multiply':
      if (left === 0 || right === 0) return 0;
      if (left === 1) return right;
      if (right === 1) return left;
      return typeof left === 'number' && typeof right === 'number' ? left * right : undefined;
    case 'divide':
      if (isSame) return 1;
      if (right === 1) return left;
      if (typeof left === 'number' && typeof right === 'number') return left / right;
      return left === 0 ? 0 : undefined;
    default:
      return undefined;
  }
}

/** 1 - i / (n - 1), scaled or not. */
function isLastRoundZero(term: Term): boolean {
  if (term.kind !== 'binary') return false;
  const { name, left, right } = term;
  if (name === 'multiply') return [left, right].some(isLastRoundZero);
  return name === 'subtract' && isOne(left) && isRoundOfLast(right);
}

/** i / (n - 1) of the rounds of a loop: 1 in the last. */
function isRoundOfLast(term: Term): boolean {
  if (term.kind !== 'binary' || term.name !== 'divide' || term.left.kind !== 'element') return false;
  const count = countedBy(term.left.of)?.count;
  const limit = term.right;
  const isLast = (a: Term, b: Term) => a.kind === 'binary' && a.name === 'subtract' && a.left === b && isOne(a.right);
  const isNext = (a: Term, b: Term) => a.kind === 'binary' && a.name === 'add' && a.left === b && isOne(a.right);
  if (!count) return false;
  if (count.kind === 'constant' && limit.kind === 'constant') return limit.value === count.value - 1;
  return isLast(limit, count) || isNext(count, limit);
}

function isOne(term: Term): boolean {
  return term.kind === 'constant' && term.value === 1;
}
