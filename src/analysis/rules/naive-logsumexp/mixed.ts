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
import { contains, isMapPlace, namesBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { isOfNumbers, softplusByPairs } from '../shared/softplus.ts';
import { namedAt, sourceOf } from '../shared/sources.ts';
import { factorsBeside, isOfOtherFormat, leftBy } from '../shared/masks.ts';
import { shortened } from '../shared/wording.ts';
import { oneByOne } from './oneByOne.ts';
import { ofProducts } from './products.ts';
import { titles } from './titles.ts';

export function ofMixed(context: RuleContext, at: Occurrence, sum: LogSum): readonly Proposal[] {
  const plus = isOfNumbers(at) ? undefined : ofOnePlus(context, at, sum);
  if (plus) return plus;
  if (sum.guarded || !isMapPlace(at, 'log')) {
    return [{ form: 'library', title: titles.library, withheld: 'more than exponentials stands in the sum' }];
  }
  const proposals = isOfNumbers(at)
    ? [scaled(context, at) ?? together(context, at)]
    : [ofMasked(context, at), scaled(context, at), ...ofLogs(context, at)];
  const found = proposals.filter((each) => each !== undefined);
  if (found.length > 0) return found;
  const ofMatrices = isOfNumbers(at) ? undefined : ofProducts(context, at, exponentialsBehind);
  if (ofMatrices) return ofMatrices;
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
  const unneeded = [...exponentialsBehind(at, sum), ...namesBehind(at, at.operands[0]!.term)];
  return [
    valuePlan({ form: 'library', title: titles.softplus, at, by: store.map('softplus', logSum), unneeded }),
    valuePlan({ form: 'inline', title: titles.pairs, at, by: softplusByPairs(store, logSum), unneeded }),
  ];
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
  const unneeded = [...exponentialsBehind(at, operand), ...namesBehind(at, operand)];
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

/** Where exponentials are computed on lines before, as far as nothing else needs them. */
function exponentialsBehind(at: Occurrence, operand: Term): readonly Occurrence[] {
  const exponentials = [...subterms(operand)].filter((part) => part.kind === 'map' && part.name === 'exp');
  return exponentials.flatMap((part) => {
    const source = sourceOf(at, part);
    return source && !contains(at, source) ? [source] : [];
  });
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
  const assumptions = parts.some((part) => part!.weighted) ? [noZeroWeight] : [];
  const unneeded = namesBehind(at, operand);
  return valuePlan({ form: 'inline', title: titles.inline, at, by, names, assumptions, unneeded });
}

/** Else all that is left of the others can become 0. */
const noZeroWeight = 'no weight of a maximum is 0';

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
  const subject = shortened(namedAt(context, at, x) ?? 'the exponent');
  const common = {
    form: 'inline',
    title: titles.inline,
    assumptions: [
      `${subject} is a non-empty array of floating-point numbers`,
      ...(found.weighted ? [`it has as many axes as what it is multiplied by, and ${noZeroWeight}`] : []),
    ],
  } as const;
  const source = sourceOf(at, exponential);
  if (isOfNumbers(at) || source?.operands[0]?.term !== x) return oneByOne(context, at, common);
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
  return valuePlan({ ...common, at, by, names, unneeded: namesBehind(at, operand) });
}

/** The only factor beside the exponentials that may be 0, if it is a mask. */
function maskIn({ bounds }: RuleContext, { reduce, exponential }: ScaledSum): Term | undefined {
  const [mask, ...others] = factorsBeside(reduce.operand, exponential).filter((factor) => bounds.low(factor) <= 0);
  return mask && others.length === 0 && (isIndicator(mask) || isOfOtherFormat(mask)) ? mask : undefined;
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
  const unneeded = [...exponentialsBehind(at, operand), ...namesBehind(at, operand)];
  return valuePlan({ form: 'library', title: titles.library, at, by, unneeded });
}

function exchanged(store: TermStore, operand: Term, { exponential }: ScaledSum, maximum: Term): Term {
  const shifted = store.map('exp', store.binary('subtract', exponential.operand, maximum));
  return substitute(store, operand, new Map<Term, Term>([[exponential, shifted]]));
}
