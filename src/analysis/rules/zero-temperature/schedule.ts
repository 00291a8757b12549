// 1 - i / n: a schedule that an index makes, in its first and its last round.
import { isAttribute } from '../../terms/attributes.ts';
import { elementsIn } from '../../terms/elements.ts';
import { countedBy, isIndices } from '../../terms/indices.ts';
import type { MapName, Term } from '../../terms/term.ts';
import { operandsOf, subterms } from '../../terms/walk.ts';

/** How many rounds are tried: what is 0 at the end of some may not be at that of others. */
const counts = [7, 12, 20];
/** What rounding leaves of 1 - i / n. */
const nearZero = 1e-12;

/**
 * Whether arithmetic of numbers, values and one index is 0 at the first or the last of its indices, whatever the values and however
 * many indices there are: of one of them, or of all at once.
 */
export function isZeroAtEnd(term: Term): boolean {
  const [index, ...others] = indicesIn(term);
  const counted = index && others.length === 0 ? countedBy(index.kind === 'element' ? index.of : index) : undefined;
  if (!counted) return false;
  return (['first', 'last'] as const).some((end) =>
    counts.every((count) => {
      const values = new Values(count);
      const first = counted.from ? values.of(counted.from) : 0;
      const last = Math.ceil(values.of(counted.count) ?? NaN) - 1;
      values.set(index!, end === 'first' ? (first ?? NaN) : last);
      return Math.abs(values.of(term) ?? NaN) < nearZero;
    }),
  );
}

/**
 * Whether arithmetic is 0 where what goes up to a limit in it has reached that: a + min(t / n, 1) * (b - a) with a b of 0, whatever
 * the other values are.
 */
export function isZeroAtLimit(term: Term): boolean {
  const limited = [...subterms(term)].filter(
    (part) =>
      part.kind === 'binary' &&
      part.name === 'minimum' &&
      [part.left, part.right].some(({ kind }) => kind === 'constant'),
  );
  if (limited.length === 0) return false;
  return counts.every((count) => {
    const values = new Values(count);
    for (const part of limited) {
      const limit = operandsOf(part).find(({ kind }) => kind === 'constant');
      values.set(part, limit?.kind === 'constant' ? limit.value : NaN);
    }
    return Math.abs(values.of(term) ?? NaN) < nearZero;
  });
}

/**
 * Whether arithmetic is 0 where one value has reached another that it is divided by: 1 - step / total, whatever else is in it.
 */
export function isZeroWhereReached(term: Term, isGiven: (value: Term) => boolean): boolean {
  return [...subterms(term)].some((part) => {
    if (part.kind !== 'binary' || part.name !== 'divide' || !isPlain(part.right)) return false;
    const reaching = [...subterms(part.left)].filter((each) => each !== part.right && isPlain(each) && !isGiven(each));
    return reaching.some((each) =>
      counts.every((count) => {
        const values = new Values(count);
        values.set(each, values.of(part.right) ?? NaN);
        return Math.abs(values.of(term) ?? NaN) < nearZero;
      }),
    );
  });
}

/** A parameter or an attribute, with or without a default. */
function isPlain(term: Term): boolean {
  return (term.kind === 'variable' && term.role === 'parameter') || (term.kind === 'opaque' && isAttribute(term));
}

function indicesIn(term: Term): readonly Term[] {
  const elements = [...elementsIn(term)];
  return elements.length > 0 ? elements : [...subterms(term)].filter(isIndices);
}

/** Numbers for terms: some number for each that is none. */
class Values {
  private readonly known = new Map<Term, number>();
  /** The next that is given: whole, since it may be a count, and no two the same. */
  private next: number;

  constructor(count: number) {
    this.next = count;
  }

  set(term: Term, value: number): void {
    this.known.set(term, value);
  }

  /** Undefined of what cannot be told. */
  of(term: Term): number | undefined {
    const before = this.known.get(term);
    if (before !== undefined) return before;
    const value = this.computed(term);
    if (value !== undefined) this.known.set(term, value);
    return value;
  }

  private computed(term: Term): number | undefined {
    switch (term.kind) {
      case 'constant':
        return term.value;
      case 'cast':
      case 'refined':
        return this.of(term.operand);
      case 'map': {
        const operand = this.of(term.operand);
        return operand === undefined ? undefined : functions[term.name]?.(operand);
      }
      case 'binary': {
        const [left, right] = [this.of(term.left), this.of(term.right)];
        return left === undefined || right === undefined ? undefined : combined(term.name, left, right);
      }
      default:
        // Of the index itself nothing else is known.
        return elementsIn(term).size > 0 ? undefined : this.given();
    }
  }

  private given(): number {
    const value = this.next;
    this.next = 3 * value + 1;
    return value;
  }
}

const functions: Partial<Record<MapName, (x: number) => number>> = {
  neg: (x) => -x,
  square: (x) => x * x,
  sqrt: Math.sqrt,
  cos: Math.cos,
  sin: Math.sin,
  log: Math.log,
  abs: Math.abs,
};

/** What numbers make up is told of a power only if it is neither out of all proportion nor as good as 0. */
function told(power: number): number | undefined {
  const size = Math.abs(power);
  return size < 1e9 && size > 1e-9 ? power : undefined;
}

function combined(name: string, left: number, right: number): number | undefined {
  switch (name) {
    case 'add':
      return left + right;
    case 'subtract':
      return left - right;
    case 'multiply':
      return left * right;
    case 'divide':
      return left / right;
    case 'power':
      return Math.abs(left) < nearZero ? left ** right : told(left ** right);
    case 'maximum':
      return Math.max(left, right);
    case 'minimum':
      return Math.min(left, right);
    default:
      return undefined;
  }
}
