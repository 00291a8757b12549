// What a comparison says of the values that it compares.
import { interval, type Interval } from '../../../terms/bounds/interval.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';
import { isNothing } from './nothing.ts';

/** The key of a comparison of two values, but for the operator. */
export const testKey = 'compare ';

export const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==' };
export const opposite: Readonly<Record<string, string>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '!=': '==' };

/** What is less than 0 is negative, and what is less than 1 leaves something to 1: both have a logarithm. */
function below(bound: number): number {
  if (bound === 0) return -Number.MIN_VALUE;
  return bound === 1 ? 1 - 2 ** -53 : bound;
}

export function rangeOf(operator: string, bound: number): Interval | undefined {
  switch (operator) {
    case '<':
      return interval(-Infinity, below(bound));
    case '<=':
      return interval(-Infinity, bound);
    case '>':
      return interval(-below(-bound), Infinity);
    case '>=':
      return interval(bound, Infinity);
    case '==':
      return interval(bound, bound);
    default:
      return undefined;
  }
}

/** Whether taking one value in place of another, where a comparison holds, leaves the larger or the smaller of them. */
export function extremeOf(test: Term, taken: Term, kept: Term): 'maximum' | 'minimum' | undefined {
  const compared = besideNone(test, kept);
  if (compared) return extremeOf(compared, taken, kept);
  if (test.kind !== 'opaque' || taken === kept) return undefined;
  const [denied, ...others] = test.says === 'not' ? test.operands : [];
  if (denied && others.length === 0) return extremeOf(denied, kept, taken);
  if (!test.key.startsWith(testKey)) return undefined;
  const [first, second] = test.operands;
  const written = test.key.slice(testKey.length);
  const operator = first === taken && second === kept ? written : mirrored[written];
  if (operator === undefined || !((first === taken && second === kept) || (first === kept && second === taken)))
    return undefined;
  if (operator === '>' || operator === '>=') return 'maximum';
  return operator === '<' || operator === '<=' ? 'minimum' : undefined;
}

/** m is None or v > m: of nothing, anything is the largest. */
function besideNone(test: Term, kept: Term): Term | undefined {
  const isEither = test.kind === 'opaque' && test.key === 'boolean_operator or';
  const [first, second, ...others] = test.kind === 'join' ? test.items : isEither ? test.operands : [];
  if (!first || !second || others.length > 0) return undefined;
  if (asksForNone(first, kept)) return second;
  return asksForNone(second, kept) ? first : undefined;
}

function asksForNone(test: Term, value: Term, operator: '==' | '!=' = '=='): boolean {
  if (test.kind !== 'opaque' || test.key !== `${testKey}${operator}`) return false;
  const [left, right] = test.operands;
  return (left === value && isNothing(right)) || (right === value && isNothing(left));
}

/** The larger of m and v, of `v if m is None else max(m, v)`: of nothing, anything is the largest. Undefined of other choices. */
export function sinceNone(test: Term, yes: Term, no: Term): Term | undefined {
  const within = (operator: '==' | '!=', first: Term, later: Term): Term | undefined => {
    if (later.kind !== 'binary' || (later.name !== 'maximum' && later.name !== 'minimum')) return undefined;
    const old = later.left === first ? later.right : later.right === first ? later.left : undefined;
    return old && asksForNone(test, old, operator) ? later : undefined;
  };
  return within('==', yes, no) ?? within('!=', no, yes);
}

/** One of two values, as a condition decides: the larger or the smaller of them, if it compares them. */
export function chosenBy(store: TermStore, test: Term, yes: Term, no: Term): Term {
  const [taken, kept] = [withoutBounds(yes), withoutBounds(no)];
  const extreme = extremeOf(test, taken, kept);
  return extreme ? store.binary(extreme, kept, taken) : store.where(test, yes, no);
}

function withoutBounds(term: Term): Term {
  return term.kind === 'refined' ? term.operand : term;
}
