// Logarithms of products of matrices of which exponentials are one side, or both: each element of such a product is a sum.
import { dimensionsOf } from '../../terms/dimensions.ts';
import { finiteOrZero } from '../../terms/finiteGuard.ts';
import { isBatched, isInnerProduct } from '../../terms/innerProduct.ts';
import { logOf } from '../../terms/logOf.ts';
import { knownAxis } from '../../terms/axis.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { hasExponential } from '../../terms/summedExponentials.ts';
import type { MapTerm, Term } from '../../terms/term.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import type { Proposal, RuleContext } from '../rule.ts';
import { namesBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { namedAt, sourceOf } from '../shared/sources.ts';
import { shortened, theExponent } from '../shared/wording.ts';
import { titles } from './titles.ts';

/**
 * Undefined of anything else.
 * @param exponentials - where those in a value are computed on lines before
 */
export function ofProducts(
  context: RuleContext,
  at: Occurrence,
  exponentials: (at: Occurrence, operand: Term) => readonly Occurrence[],
): readonly Proposal[] | undefined {
  const operand = at.operands[0]!.term;
  if (!isInnerProduct(operand) || isBatched(operand)) return undefined;
  const [left, right] = operand.operands as [Term, Term];
  if (isExp(right) && !hasExponential(left)) return [weighted(context, at, left, right)];
  const { store, bounds } = context;
  const logs = logOf(store, bounds, left);
  const isMatrix = dimensionsOf(right) === 2 || isCarried(context, at, left);
  if (!isMatrix) return [unknown];
  const matrix = isExp(right) || isSoftmax(right) ? logOf(store, bounds, right) : undefined;
  if (!logs || !matrix) return [{ ...unknown, withheld: 'what is multiplied with the exponentials may be 0' }];
  const pairs = store.binary('add', store.reshape({ to: 'insert', at: -1 }, logs), matrix);
  const by = store.reduce('logsumexp', pairs, knownAxis(-2), false);
  const unneeded = [...exponentials(at, operand), ...namesBehind(at, operand)];
  const common = { at, by, unneeded, assumptions: [`${subject(context, at, right)} has two dimensions`] };
  return [
    valuePlan({ ...common, form: 'library', title: titles.library }),
    valuePlan({ ...common, form: 'inline', title: titles.pair }),
  ];
}

const unknown: Proposal = {
  form: 'library',
  title: titles.library,
  withheld: 'whether it is a matrix or a vector that is multiplied is not told here',
};

function isExp(term: Term): term is MapTerm {
  return term.kind === 'map' && term.name === 'exp';
}

function isSoftmax(term: Term): boolean {
  return term.kind === 'library' && term.name === 'softmax';
}

function subject(context: RuleContext, at: Occurrence, term: Term): string {
  return shortened(namedAt(context, at, term) ?? theExponent);
}

/** Whether the product is made of what a round before left, so that it has as many axes as that. */
function isCarried(context: RuleContext, at: Occurrence, left: Term): boolean {
  const carried = [...subterms(left)].filter((part) => part.kind === 'variable' && part.role === 'loop');
  return carried.some((part) => context.valuesOf(part).some((value) => subterms(value).has(at.term)));
}

/** m + log(w @ exp(x - m)), of the maximum along the first axis of an x that has one or two. */
function weighted(context: RuleContext, at: Occurrence, weights: Term, { operand: x }: MapTerm): Proposal {
  const { store, bounds } = context;
  const withheld = (reason: string): Proposal => ({ form: 'inline', title: titles.inline, withheld: reason });
  const dimensions = dimensionsOf(x);
  if (dimensions === undefined || dimensions > 2) return unknown;
  const exponential = store.map('exp', x);
  const source = sourceOf(at, exponential);
  const exponent = source?.operands[0];
  if (source?.form !== 'expression' || exponent?.term !== x) return withheld('the exponentials are taken one by one');
  const m = store.reduce('max', x, knownAxis(0), false);
  const shifted = store.binary('subtract', x, finiteOrZero(store, m));
  const log = substitute(store, at.term, new Map([[exponential, store.map('exp', shifted)]]));
  const by = store.binary('add', m, log);
  const positive = bounds.low(weights) > 0;
  return {
    ...valuePlan({ form: 'inline', title: titles.inline, at, by, like: [source] }),
    replacements: [
      { at: exponent, by: shifted },
      { at, by, added: m },
    ],
    exchange: new Map<Term, Term>([
      [at.term, by],
      [exponential, store.map('exp', shifted)],
    ]),
    names: new Map([
      [x, 'logits'],
      [m, 'm'],
    ]),
    assumptions: [
      `${subject(context, at, x)} is a non-empty array of floating-point numbers with two dimensions`,
      ...(positive ? [] : ['no weight of a maximum is 0']),
    ],
  };
}
