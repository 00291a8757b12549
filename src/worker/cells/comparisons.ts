// Comparisons of values as they are. mathjs takes numbers within 1e-12 of each other for equal, and 1e-20 for 0: just
// what a notebook about rounding must tell apart.
import type { MathJsInstance } from 'mathjs';
import { isCollection, mapOf } from './elementwise.ts';

type Plain = number | string | boolean;
type Compare = (a: Plain, b: Plain) => boolean;

const comparisons = {
  equal: (a, b) => a === b,
  unequal: (a, b) => a !== b,
  smaller: (a, b) => a < b,
  smallerEq: (a, b) => a <= b,
  larger: (a, b) => a > b,
  largerEq: (a, b) => a >= b,
} satisfies Record<string, Compare>;

type Name = keyof typeof comparisons;

/** The comparisons of cells, on values of one type, and element by element on vectors and matrices. */
export function exactComparisons(math: MathJsInstance): Record<Name, unknown> {
  const map = mapOf(math);
  const exact = (name: Name) => {
    const compare = (a: unknown, b: unknown): unknown => {
      if (isCollection(a) && isCollection(b)) return map(a, b, compare);
      if (isCollection(a)) return map(a, (element) => compare(element, b));
      if (isCollection(b)) return map(b, (element) => compare(a, element));
      if (isPlain(a) && typeof a === typeof b) return comparisons[name](a, b as Plain);
      return math[name](a as never, b as never);
    };
    return compare;
  };
  return Object.fromEntries(Object.keys(comparisons).map((name) => [name, exact(name as Name)])) as Record<
    Name,
    unknown
  >;
}

const isPlain = (value: unknown): value is Plain => ['number', 'string', 'boolean'].includes(typeof value);
