// Log-sum-exps of arrays with something beside a sum: the largest of all exponents is taken out of every addend, where what is no
// exponential counts as one of 0.
import { uncast } from '../../terms/bare.ts';
import { finiteOrZero, isZero } from '../../terms/finiteGuard.ts';
import { isIndicator } from '../../terms/indicator.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { scaledSumOf, type ScaledSum } from '../../terms/scaledSum.ts';
import type { TermStore } from '../../terms/store.ts';
import { hasExponential } from '../../terms/summedExponentials.ts';
import type { MapTerm, ReduceTerm, Term } from '../../terms/term.ts';
import { operandsOf, substitute, subterms } from '../../terms/walk.ts';
import type { Proposal, RuleContext } from '../rule.ts';
import { factorsBeside, isOfOtherFormat, leftBy } from '../shared/masks.ts';
import { contains, namesBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { sourceOf } from '../shared/sources.ts';
import { titles } from './titles.ts';

/** Else all that is left of the others can become 0. */
export const weightedAs = 'it has as many axes as what it is multiplied by, and no weight of a maximum is 0';

/** So many are compared for the largest. */
const mostAdded = 3;

interface Addend {
  /** Its largest exponent. */
  readonly largest: Term;
  /** What is taken away of it by a mask is not among its exponents. */
  readonly left?: Term;
  readonly weighted: boolean;
  /** Weights that take all of it away where they are 0, as one of a value and 1 minus it may be. */
  readonly weights?: readonly Term[];
  /** The addend, less a number in all of its exponents. */
  without(m: Term): Term;
}

/** m + log(sum(exp(x - m)) + c * exp(-m)), where m is the largest of x and 0. */
export function jointly(context: RuleContext, at: Occurrence): Proposal | undefined {
  const { store } = context;
  const operand = uncast(at.operands[0]!.term);
  const parts = new Map<Term, Addend>();
  for (const term of addendsOf(operand)) {
    const addend = addendOf(context, term);
    if (!addend) return undefined;
    parts.set(term, addend);
  }
  const all = [...parts.values()];
  // The number last, as a limit of the others.
  const largest = [...new Set(all.map((part) => part.largest))].sort((a, b) => Number(isZero(a)) - Number(isZero(b)));
  if (all.length < 2 || largest.length > mostAdded || largest.every(isZero)) return undefined;
  const m = largest.reduce((a, b) => store.binary('maximum', a, b));
  const shift = finiteOrZero(store, m);
  const shifted = (term: Term): Term => {
    const addend = parts.get(term);
    if (addend) return addend.without(shift);
    return term.kind === 'binary' ? store.binary(term.name, shifted(term.left), shifted(term.right)) : term;
  };
  const by = store.binary('add', m, store.map('log', shifted(operand)));
  const names = new Map([
    ...all.flatMap(({ left }) => (left ? [[left, 'logits'] as const] : [])),
    [m, 'm'],
    [shift, 'shift'],
  ]);
  const weights = all.flatMap((part) => part.weights ?? []);
  const assumptions = [
    'the exponents are non-empty arrays of floating-point numbers',
    ...(all.some(({ weighted }) => weighted) ? [weightedAs] : []),
    ...(weights.length > 0 ? ['no weight is 0'] : []),
  ];
  const unneeded = [...exponentialsBehind(at, operand, by), ...namesBehind(at, operand)];
  const isMask = (weight: Term) => isIndicator(weight) || isOfOtherFormat(weight);
  const doubts = weights.some(isMask) ? ['the largest may be what a mask takes away'] : [];
  return valuePlan({ form: 'inline', title: titles.inline, at, by, names, assumptions, unneeded, doubts });
}

function addendsOf(term: Term): readonly Term[] {
  if (term.kind !== 'binary' || (term.name !== 'add' && term.name !== 'subtract')) return [term];
  return [...addendsOf(term.left), ...addendsOf(term.right)];
}

function addendOf(context: RuleContext, term: Term): Addend | undefined {
  const { store } = context;
  if (!hasExponential(term)) {
    const without = (m: Term) => {
      const factor = store.map('exp', store.map('neg', m));
      return term.kind === 'constant' && term.value === 1 ? factor : store.binary('multiply', term, factor);
    };
    return { largest: store.constant(0), weighted: false, without };
  }
  const sum = scaledSumOf(term);
  if (sum) return ofSum(context, term, sum);
  const exponential = onlyExponential(term);
  if (!exponential) return undefined;
  const { operand } = exponential;
  const weights = factorsBeside(term, exponential).filter((factor) => context.bounds.low(factor) <= 0);
  return {
    largest: operand,
    weighted: false,
    weights,
    without: (m) => exchanged(store, term, exponential, operand, m),
  };
}

function ofSum(context: RuleContext, term: Term, sum: ScaledSum): Addend | undefined {
  const { store } = context;
  const { reduce, exponential, weighted } = sum;
  const { axis, keepdims } = reduce;
  if (!isPlainAround(term, reduce)) return undefined;
  const widened = widener(store, reduce);
  if (!widened) return undefined;
  const mask = maskIn(context, sum);
  const left = mask ? leftBy(store, mask, exponential.operand) : undefined;
  const logits = left ?? exponential.operand;
  return {
    largest: store.reduce('max', logits, axis, keepdims),
    ...(left && { left }),
    weighted: weighted && !mask,
    without: (m) => exchanged(store, term, exponential, logits, widened(m)),
  };
}

/** What makes a value of the shape of a sum one that what is summed can be compared with. */
function widener(store: TermStore, { axis, keepdims }: ReduceTerm): ((value: Term) => Term) | undefined {
  if (keepdims === true || axis.kind === 'all') return (value) => value;
  if (axis.kind !== 'known' || axis.axes.length !== 1 || keepdims !== false) return undefined;
  return (value) => store.reshape({ to: 'insert', at: axis.axes[0]! }, value);
}

/** Whether only factors stand around a sum. */
function isPlainAround(term: Term, reduce: ReduceTerm): boolean {
  if (term === reduce) return true;
  if (term.kind === 'cast') return isPlainAround(term.operand, reduce);
  return term.kind === 'binary' && (isPlainAround(term.left, reduce) || isPlainAround(term.right, reduce));
}

/** The exponential that an addend is, or is a multiple of. */
function onlyExponential(term: Term): MapTerm | undefined {
  if (term.kind === 'cast') return onlyExponential(term.operand);
  if (term.kind === 'map') return term.name === 'exp' && !hasExponential(term.operand) ? term : undefined;
  if (term.kind !== 'binary') return undefined;
  const { name, left, right } = term;
  if (name === 'divide') return hasExponential(right) ? undefined : onlyExponential(left);
  if (name !== 'multiply' || hasExponential(left) === hasExponential(right)) return undefined;
  return onlyExponential(hasExponential(left) ? left : right);
}

function exchanged(store: TermStore, operand: Term, exponential: MapTerm, logits: Term, shift: Term): Term {
  const shifted = store.map('exp', store.binary('subtract', logits, shift));
  return substitute(store, operand, new Map<Term, Term>([[exponential, shifted]]));
}

/** The only factor beside the exponentials that may be 0, if it is a mask. */
export function maskIn({ bounds }: RuleContext, { reduce, exponential }: ScaledSum): Term | undefined {
  const [mask, ...others] = factorsBeside(reduce.operand, exponential).filter((factor) => bounds.low(factor) <= 0);
  return mask && others.length === 0 && (isIndicator(mask) || isOfOtherFormat(mask)) ? mask : undefined;
}

/**
 * Where exponentials, and what is made of them for a sum, are computed on lines before, as far as nothing else needs them.
 * @param by - what the logarithm becomes
 */
export function exponentialsBehind(at: Occurrence, operand: Term, by?: Term): readonly Occurrence[] {
  const kept = by && subterms(by);
  const parts = new Set<Term>();
  const collect = (part: Term): void => {
    if (parts.has(part) || kept?.has(part) || !hasExponential(part)) return;
    // What an exponential is taken of may still be needed.
    if (!isExponential(part)) operandsOf(part).forEach(collect);
    parts.add(part);
  };
  (isExponential(operand) ? [operand] : operandsOf(operand)).forEach(collect);
  // What is made of others comes after these.
  return [...parts].flatMap((part) => {
    const source = sourceOf(at, part);
    return source && !contains(at, source) ? [source] : [];
  });
}

function isExponential(term: Term): boolean {
  return term.kind === 'map' && term.name === 'exp';
}
