// Exponentials that are added up somewhere in a value, with whatever stands beside them: weights, masks, other addends.
import { asGrouped } from './groups.ts';
import { multiplied } from './innerProduct.ts';
import { complementOf } from './logarithm.ts';
import { runningOf } from './runningSum.ts';
import type { BinaryTerm, OpaqueTerm, Term } from './term.ts';
import { operandsOf, subterms } from './walk.ts';

export interface SummedExponentials {
  /** What the exponentials are taken of, each once. */
  readonly exponents: readonly Term[];
  /** Whether all that is added up has an exponential as a factor, so that the whole is 0 where all of these are. */
  readonly complete: boolean;
}

/** How a part of the value gets into it. */
interface Way {
  /** By a sum over an axis, or one addend beside others. */
  readonly summed?: 'reduced' | 'added';
  /** Whether something else than a number is multiplied with it: x + (1 - x) * exp(y) is one formula, not a sum of many. */
  readonly weighted?: boolean;
}

/** Undefined where no exponential is an addend of a sum. */
export function summedExponentials(term: Term): SummedExponentials | undefined {
  const exponents = new Set<Term>();
  const complete = collect(term, {}, exponents);
  return exponents.size > 0 ? { exponents: [...exponents], complete } : undefined;
}

/** Adds to `found` what exponentials are taken of, and says whether the value is 0 where all of them are. */
function collect(term: Term, way: Way, found: Set<Term>): boolean {
  const within = (part: Term) => collect(part, way, found);
  const reduced = (part: Term) => collect(part, { summed: 'reduced' }, found);
  switch (term.kind) {
    case 'map':
      if (term.name !== 'exp') return false;
      if (way.summed === 'reduced' || (way.summed === 'added' && !way.weighted)) found.add(term.operand);
      return true;
    case 'cast':
    case 'reshape':
    case 'refined':
    case 'gather':
      return within(term.operand);
    case 'constant':
      return term.value === 0;
    case 'where':
      // In a sum of many it is a mask; an addend of its own is there or not for reasons that its exponent may share.
      return way.summed !== 'added' && [within(term.yes), within(term.no)].every(Boolean);
    case 'join':
      // Of branches one weighs them: each is of exponentials in the same sum. What rounds make of the round before is another thing.
      return way.summed === 'reduced' && !isOfRounds(term) && term.items.map(within).every(Boolean);
    case 'reduce':
      return (term.name === 'sum' || term.name === 'mean') && reduced(term.operand);
    case 'binary':
      return ofBinary(term, way, found);
    case 'opaque':
      return addendsIn(term).map(reduced).some(Boolean);
    default:
      return false;
  }
}

function isOfRounds(term: Term): boolean {
  return [...subterms(term)].some((part) => part.kind === 'variable' && part.role === 'loop');
}

/** What is added up in a running sum, in sums of groups, in sums of products. */
export function addendsIn(term: OpaqueTerm): readonly Term[] {
  const groups = asGrouped(term);
  if (groups) return groups.name === 'sum' || groups.name === 'mean' ? [groups.of] : [];
  const running = runningOf(term);
  return running ? [running] : (multiplied(term) ?? []);
}

function ofBinary({ name, left, right }: BinaryTerm, way: Way, found: Set<Term>): boolean {
  switch (name) {
    case 'add': {
      const { summed = 'added', ...rest } = way;
      // w * exp(x) + (1 - w) * exp(y): a mixture, of which either may be the larger.
      const mixed = mixedBy(left, right);
      if (mixed) return mixed.map((part) => collect(part, { ...rest, summed, weighted: false }, found)).every(Boolean);
      return [left, right].map((part) => collect(part, { ...rest, summed }, found)).every(Boolean);
    }
    case 'multiply': {
      const weighted = way.weighted ?? ![left, right].some(({ kind }) => kind === 'constant');
      return [left, right].map((part) => collect(part, { ...way, weighted }, found)).some(Boolean);
    }
    case 'divide':
      // A ratio of exponentials is another thing: there both sides grow.
      return !hasExponential(right) && collect(left, way, found);
    default:
      return false;
  }
}

/** The exponentials of two products whose weights are a value and 1 minus it. */
function mixedBy(left: Term, right: Term): readonly Term[] | undefined {
  for (const [weight, one] of weighedIn(left)) {
    for (const [other, another] of weighedIn(right)) {
      if (complementOf(weight)?.of === other || complementOf(other)?.of === weight) return [one, another];
    }
  }
  return undefined;
}

/** What an exponential is multiplied with, and the exponential. */
function weighedIn(term: Term): readonly (readonly [Term, Term])[] {
  if (term.kind !== 'binary' || term.name !== 'multiply') return [];
  const sides = [[term.left, term.right] as const, [term.right, term.left] as const];
  return sides.filter(([, { kind }]) => kind === 'map');
}

const known = new WeakMap<Term, boolean>();

/** Whether an exponential is anywhere in a value; what is told of a part is not looked through again. */
export function hasExponential(term: Term): boolean {
  const before = known.get(term);
  if (before !== undefined) return before;
  const queue = [term];
  const seen = new Set(queue);
  let found = false;
  for (let part = queue.pop(); part && !found; part = queue.pop()) {
    const told = known.get(part);
    found = told ?? (part.kind === 'map' && part.name === 'exp');
    if (found || told !== undefined) continue;
    for (const operand of operandsOf(part)) {
      if (seen.has(operand)) continue;
      seen.add(operand);
      queue.push(operand);
    }
  }
  known.set(term, found);
  return found;
}
