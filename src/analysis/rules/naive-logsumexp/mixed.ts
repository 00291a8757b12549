// What replaces a log-sum-exp with more than exponentials in it: weights, numbers that it is divided by, other addends.
import { finiteOrZero } from '../../terms/finiteGuard.ts';
import { logOf } from '../../terms/logOf.ts';
import type { LogSum } from '../../terms/logSum.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { asRunning } from '../../terms/runningSum.ts';
import { scaledSumOf, shapedAs, type ScaledSum } from '../../terms/scaledSum.ts';
import { isIndicator } from '../../terms/indicator.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import type { Proposal, RuleContext } from '../rule.ts';
import { logAddExpByParts } from '../shared/pairs.ts';
import { isMapPlace, namesBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { isOfNumbers, softplusByPairs } from '../shared/softplus.ts';
import { namedAt } from '../shared/sources.ts';
import { factorsBeside, leftBy } from '../shared/masks.ts';
import { shortened, theExponent } from '../shared/wording.ts';
import { exponentialsBehind, jointly, maskIn, weightedAs } from './jointly.ts';
import { isTakenOneByOne, oneByOne } from './oneByOne.ts';
import { ofProducts } from './products.ts';
import { titles } from './titles.ts';

export function ofMixed(context: RuleContext, at: Occurrence, sum: LogSum): readonly Proposal[] {
  const plus = isOfNumbers(at) ? undefined : ofOnePlus(context, at, sum);
  if (plus) return plus;
  if (sum.guarded && !isOfNumbers(at) && isMapPlace(at, 'log')) {
    const inline = jointly(context, at);
    if (inline) return [inline];
  }
  if (sum.guarded || !isMapPlace(at, 'log')) {
    return [{ form: 'library', title: titles.library, withheld: 'more than exponentials stands in the sum' }];
  }
  const proposals = isOfNumbers(at)
    ? [scaled(context, at) ?? together(context, at)]
    : [ofTwo(context, at, sum), ofMasked(context, at), scaled(context, at), ...ofLogs(context, at)];
  const found = proposals.filter((each) => each !== undefined);
  if (found.length > 0) return found;
  const ofMatrices = isOfNumbers(at) ? undefined : ofProducts(context, at, exponentialsBehind);
  if (ofMatrices) return ofMatrices;
  const inline = isOfNumbers(at) ? undefined : jointly(context, at);
  if (inline) return [inline];
  return [{ form: 'library', title: titles.library, withheld: 'more than exponentials stands in the sum' }];
}

/** log(1 + sum(exp(x))) is the softplus of the log-sum-exp, and log(1 + p) that of any p whose logarithm is finite. */
function ofOnePlus(
  { store, bounds }: RuleContext,
  at: Occurrence,
  { term, layers }: LogSum,
): readonly Proposal[] | undefined {
  const sum = layers.length === 0 ? (isMapPlace(at, 'log1p') ? term : onePlus(term)) : undefined;
  const logSum = sum && logOf(store, bounds, sum);
  if (!logSum) return undefined;
  const by = store.map('softplus', logSum);
  const unneeded = [...exponentialsBehind(at, sum, by), ...namesBehind(at, at.operands[0]!.term)];
  return [
    valuePlan({ form: 'library', title: titles.softplus, at, by, unneeded }),
    valuePlan({ form: 'inline', title: titles.pairs, at, by: softplusByPairs(store, logSum), unneeded }),
  ];
}

/** log(c * exp(x) + k) is log(k) + softplus(x + log(c / k)), for numbers c and k above 0. */
function ofTwo({ store }: RuleContext, at: Occurrence, { term, layers }: LogSum): Proposal | undefined {
  if (layers.length > 0 || term.kind !== 'binary' || term.name !== 'add') return undefined;
  const [number, other] = term.left.kind === 'constant' ? [term.left, term.right] : [term.right, term.left];
  const scaled = scaledExponent(other);
  if (number.kind !== 'constant' || number.value <= 0 || !scaled || scaled.by <= 0) return undefined;
  const plus = (value: Term, by: number) => {
    if (by === 1) return value;
    return store.binary(by < 1 ? 'subtract' : 'add', value, store.constant(Math.abs(Math.log(by))));
  };
  const by = plus(store.map('softplus', plus(scaled.exponent, scaled.by / number.value)), number.value);
  const unneeded = namesBehind(at, at.operands[0]!.term);
  return valuePlan({ form: 'library', title: titles.ofOne, at, by, unneeded });
}

/** The x of c * exp(x), for a number c. */
function scaledExponent(term: Term): { readonly exponent: Term; readonly by: number } | undefined {
  if (term.kind === 'map') return term.name === 'exp' ? { exponent: term.operand, by: 1 } : undefined;
  if (term.kind !== 'binary' || (term.name !== 'multiply' && term.name !== 'divide')) return undefined;
  const [number, other] =
    term.name === 'multiply' && term.left.kind === 'constant' ? [term.left, term.right] : [term.right, term.left];
  const within = number.kind === 'constant' ? scaledExponent(other) : undefined;
  if (!within || number.kind !== 'constant') return undefined;
  return { ...within, by: term.name === 'divide' ? within.by / number.value : within.by * number.value };
}

function onePlus(term: Term): Term | undefined {
  if (term.kind !== 'binary' || term.name !== 'add') return undefined;
  const isOne = (part: Term) => part.kind === 'constant' && part.value === 1;
  return isOne(term.left) ? term.right : isOne(term.right) ? term.left : undefined;
}

/**
 * The logarithm of each part for itself: logsumexp(log_w + x) for the sum of w * exp(x). A library that has only
 * logaddexp needs no other for it.
 */
function ofLogs({ store, bounds }: RuleContext, at: Occurrence): readonly Proposal[] {
  const operand = at.operands[0]!.term;
  const by = logOf(store, bounds, operand);
  if (!by) return [];
  const unneeded = [...exponentialsBehind(at, operand, by), ...namesBehind(at, operand)];
  const known = subterms(operand);
  // What is computed anew, not what the exponents are made of.
  const parts = [...subterms(by)].filter((part) => !known.has(part));
  const [pair, ...more] = parts.filter((part) => part.kind === 'binary' && part.name === 'logaddexp');
  const isRunning = parts.some((part) => asRunning(part)?.name === 'logsumexp');
  if (isRunning) {
    const assumptions = ['the exponents are an array of floating-point numbers'];
    return [valuePlan({ form: 'library', title: titles.running, at, by, unneeded, assumptions })];
  }
  const hasSums = parts.some((part) => part.kind === 'reduce');
  const library = valuePlan({ form: 'library', title: hasSums ? titles.library : titles.pair, at, by, unneeded });
  if (hasSums) return [library, valuePlan({ form: 'inline', title: titles.pair, at, by, unneeded })];
  if (pair?.kind !== 'binary' || more.length > 0) return [library];
  const { value, largest } = logAddExpByParts(store, pair.left, pair.right);
  const whole = substitute(store, by, new Map<Term, Term>([[pair, value]]));
  const names = new Map([[largest, 'm']]);
  return [library, valuePlan({ form: 'inline', title: titles.larger, at, by: whole, names, unneeded })];
}

/** Of numbers: the largest of all exponents, of elements or not, is taken out of what is added up. */
export function together({ store }: RuleContext, at: Occurrence): Proposal | undefined {
  const operand = at.operands[0]!.term;
  const parts = addends(operand).map((part) => addendOf(store, part));
  if (parts.some((part) => part === undefined)) return undefined;
  const largest = parts.map((part) => part!.largest).reduce((a, b) => store.binary('maximum', a, b));
  const m = finiteOrZero(store, largest);
  const sum = parts.map((part) => part!.without(m)).reduce((a, b) => store.binary('add', a, b));
  const by = store.binary('add', largest, store.map('log', sum));
  const names = new Map([
    [largest, 'm'],
    [m, 'shift'],
  ]);
  const assumptions = parts.some((part) => part!.weighted) ? [weightedAs] : [];
  const unneeded = namesBehind(at, operand);
  return valuePlan({ form: 'inline', title: titles.inline, at, by, names, assumptions, unneeded });
}

function addends(term: Term): readonly Term[] {
  return term.kind === 'binary' && term.name === 'add' ? [...addends(term.left), ...addends(term.right)] : [term];
}

interface Addend {
  /** Its largest exponent. */
  readonly largest: Term;
  readonly weighted: boolean;
  /** The addend, less a number in all of its exponents. */
  without(m: Term): Term;
}

function addendOf(store: TermStore, term: Term): Addend | undefined {
  if (term.kind === 'constant') {
    const without = (m: Term) => {
      const shifted = store.map('exp', store.map('neg', m));
      return term.value === 1 ? shifted : store.binary('multiply', term, shifted);
    };
    return term.value > 0 ? { largest: store.constant(0), weighted: false, without } : undefined;
  }
  const shifted = (m: Term, x: Term) => store.map('exp', store.binary('subtract', x, m));
  if (term.kind === 'map' && term.name === 'exp') {
    return { largest: term.operand, weighted: false, without: (m) => shifted(m, term.operand) };
  }
  const found = scaledSumOf(term);
  if (found?.reduce !== term) return undefined;
  const { axis, keepdims } = found.reduce;
  const largest = store.reduce('max', found.exponential.operand, axis, keepdims);
  return { largest, weighted: found.weighted, without: (m) => exchanged(store, term, found, m) };
}

/** m + log(sum(w * exp(x - m))) */
function scaled(context: RuleContext, at: Occurrence): Proposal | undefined {
  const operand = at.operands[0]!.term;
  const found = scaledSumOf(operand);
  if (!found) return undefined;
  const { reduce, exponential } = found;
  const x = exponential.operand;
  const subject = shortened(namedAt(context, at, x) ?? theExponent);
  const common = {
    form: 'inline',
    title: titles.inline,
    assumptions: [`${subject} is a non-empty array of floating-point numbers`, ...(found.weighted ? [weightedAs] : [])],
  } as const;
  if (isOfNumbers(at) || isTakenOneByOne(context, at, x)) return oneByOne(context, at, common);
  const { store } = context;
  const { axis, keepdims } = reduce;
  const mask = maskIn(context, found);
  // What a mask takes away has no part in the maximum.
  const left = mask ? leftBy(store, mask, x) : x;
  const inner = store.reduce('max', left, axis, axis.kind === 'all' ? keepdims : true);
  const shifted = store.map('exp', store.binary('subtract', left, finiteOrZero(store, inner)));
  const sum = substitute(store, operand, new Map<Term, Term>([[exponential, shifted]]));
  const outer = shapedAs(store, operand, reduce, store.reduce('max', left, axis, keepdims));
  const by = store.binary('add', outer, store.map('log', sum));
  const names = new Map([
    [left, 'logits'],
    [inner, 'm'],
  ]);
  const unneeded = [...exponentialsBehind(at, operand, by), ...namesBehind(at, operand)];
  return valuePlan({ ...common, at, by, names, unneeded });
}

/** Of nothing but exponentials and a mask of 0 and 1: the log-sum-exp of those that it leaves. */
function ofMasked(context: RuleContext, at: Occurrence): Proposal | undefined {
  const { store } = context;
  const operand = at.operands[0]!.term;
  const found = scaledSumOf(operand);
  const mask = found && maskIn(context, found);
  if (!mask || !isIndicator(mask) || found.reduce !== operand || found.reduce.name !== 'sum') return undefined;
  const { exponential, reduce } = found;
  if (factorsBeside(reduce.operand, exponential).length > 1) return undefined;
  const left = leftBy(store, mask, exponential.operand);
  const by = store.reduce('logsumexp', left, reduce.axis, reduce.keepdims);
  const unneeded = [...exponentialsBehind(at, operand, by), ...namesBehind(at, operand)];
  return valuePlan({ form: 'library', title: titles.library, at, by, unneeded });
}

function exchanged(store: TermStore, operand: Term, { exponential }: ScaledSum, maximum: Term): Term {
  const shifted = store.map('exp', store.binary('subtract', exponential.operand, maximum));
  return substitute(store, operand, new Map<Term, Term>([[exponential, shifted]]));
}
