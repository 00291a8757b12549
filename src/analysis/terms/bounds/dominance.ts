// Which value is never below another, for reasons that intervals cannot see: a maximum and what it was taken of.
import { alignment, reductionOf, transposed } from '../alignment.ts';
import { unguarded } from '../finiteGuard.ts';
import { pickOne, someOf, takeAlong } from '../gathers.ts';
import { rowOf, unflattened } from '../extremes.ts';
import { isComputedAs, isElementOf, isElementwiseOf, isOfSameRound } from '../instance.ts';
import { groupOfEach } from '../groups.ts';
import { bare } from '../bare.ts';
import { unsorted } from '../orders.ts';
import { comparisonOf } from '../comparison.ts';
import type { ReduceTerm, ShapeChange, Term } from '../term.ts';

/** How deep reasons may rest on reasons: code nests a few, and the search branches. */
const maxSteps = 12;

/** What the comparison asks of the rest of the bounds. */
export interface LowerBounds {
  low(term: Term): number;
}

/** Whether m ≥ x for every element, the two broadcast against each other. False means only that it is not known. */
export function dominates(m: Term, x: Term, bounds: LowerBounds): boolean {
  return isAbove(m, x, { bounds, steps: maxSteps, changes: [] });
}

interface Search {
  readonly bounds: LowerBounds;
  readonly steps: number;
  /** Changes of shape around m, the outermost first. */
  readonly changes: readonly ShapeChange[];
}

function isAbove(m: Term, x: Term, search: Search): boolean {
  const { bounds, steps, changes } = search;
  if (m === x && changes.length === 0) return true;
  if (steps === 0) return false;
  if (isMaximumOfGroup(m, x)) return true;
  const below = (a: Term, b: Term) => isAbove(a, b, { ...search, steps: steps - 1 });
  // The maximum of two maxima that is brought into shape is that of the two in that shape.
  if (m.kind === 'reshape' && !reductionOf(m)) {
    return isAbove(m.operand, x, { bounds, steps: steps - 1, changes: [...changes, m.change] });
  }
  const open = transposed(unguarded(m), x);
  if (open !== m) return below(open, x);
  if (m.kind === 'refined') return below(m.operand, x);
  if (x.kind === 'refined') return below(m, x.operand);
  if (m.kind === 'cast') return below(m.operand, x);
  if (x.kind === 'cast') return below(m, x.operand);
  return (
    isUpper(m, x, search) || isLower(x, m, below) || byArithmetic(m, x, bounds, below) || inEveryBranch(m, x, below)
  );
}

/** Where one of several values is taken, all of them have to be in order. */
function inEveryBranch(m: Term, x: Term, below: Below): boolean {
  if (x.kind === 'join') return x.items.every((item) => below(m, item));
  if (m.kind === 'join') return m.items.every((item) => below(item, x));
  if (m.kind === 'where') return below(m.yes, x) && below(m.no, x);
  return x.kind === 'where' && below(m, x.yes) && below(m, x.no);
}

type Below = (a: Term, b: Term) => boolean;

/** m is the maximum of the group that each element of x is in. */
function isMaximumOfGroup(m: Term, x: Term): boolean {
  const group = groupOfEach(m);
  return group?.name === 'max' && bare(group.of) === bare(x);
}

/** m is a maximum, or a log-sum-exp, of something above x. */
function isUpper(m: Term, x: Term, search: Search): boolean {
  const reduction = reductionOf(m.kind === 'map' && m.name === 'log' ? m.operand : m);
  if (!reduction) return false;
  const { reduce, changes } = reduction;
  const of = reducedBy(m, reduce);
  if (!of) return false;
  if (isPickOf(x, of, reduce) || isOneOf(x, of, reduce)) return true;
  const row = reduce.name === 'max' ? rowOf(reduce) : undefined;
  if (row && isOfRows(x, row)) return true;
  if (alignment({ reduce, changes: [...search.changes, ...changes] }) === 'never') return false;
  return isAbove(of, x, { ...search, steps: search.steps - 1, changes: [] });
}

/** What m is the maximum or the log-sum-exp of. */
function reducedBy(m: Term, { name, operand }: ReduceTerm): Term | undefined {
  // log(sum(exp(y)))
  if (m.kind === 'map') {
    return name === 'sum' && operand.kind === 'map' && operand.name === 'exp' ? operand.operand : undefined;
  }
  return name === 'max' || name === 'logsumexp' ? unfiltered(operand) : undefined;
}

/** Whether x is picked from a value along the axis that it is reduced over, so that one of what is reduced is picked. */
function isPickOf(x: Term, whole: Term, reduce: ReduceTerm): boolean {
  if (isOfAll(reduce) && (isPartOf(x, whole) || isPartOf(x, unflattened(whole)))) return true;
  const pick = bare(x);
  // Of what is sorted the largest is that of what was.
  if (unsorted(pick) === unsorted(whole) && (pick !== unsorted(pick) || whole !== unsorted(whole))) return true;
  if (pick.kind !== 'gather' || pick.operand !== whole || reduce.axis.kind !== 'known') return false;
  const [axis, ...others] = reduce.axis.axes;
  if (others.length > 0 || (axis !== 1 && axis !== -1)) return false;
  // One column in each row: x[rows, columns], x.gather(1, columns).
  return pick.key === takeAlong || pick.key === `${pickOne} ${pickOne}`;
}

/** Whether x is one of several values put side by side, along the axis that these are reduced over. */
function isOneOf(x: Term, whole: Term, { axis }: ReduceTerm): boolean {
  const isAlong = axis.kind === 'known' && axis.axes.length === 1 && axis.axes[0] === 0;
  return isAlong && whole.kind === 'stack' && whole.items.includes(x);
}

/**
 * max([v for v in x if v != -inf]) is the maximum of x for those elements that the condition keeps; the others are taken
 * to be kept from the exponential by the same condition, which is what it was written for.
 */
function unfiltered(term: Term): Term {
  if (term.kind !== 'gather' || term.key !== someOf) return term;
  const { operand } = term;
  // The largest of those above a limit is the largest of all; of those below one it is not.
  const one = operand.kind === 'refined' && operand.range.high === Infinity ? operand.operand : operand;
  return one.kind === 'element' ? one.of : term;
}

/** x is a minimum of something under m. */
function isLower(x: Term, m: Term, below: Below): boolean {
  const reduction = reductionOf(x);
  if (reduction?.reduce.name !== 'min' || alignment(reduction) === 'never') return false;
  const { reduce } = reduction;
  return below(m, reduce.operand) || (isOfAll(reduce) && isPartOf(m, reduce.operand));
}

/** Over every element, or along the axis that elements are taken from. */
function isOfAll({ axis }: ReduceTerm): boolean {
  return axis.kind === 'all' || (axis.kind === 'known' && axis.axes.length === 1 && axis.axes[0] === 0);
}

/** Whether a value is another, or some of its elements. */
export function isPartOf(part: Term, whole: Term): boolean {
  if (part === whole || isElementwiseOf(part, whole) || isComputedAs(part, whole, isElementOf)) return true;
  if (part.kind === 'element') return isPartOf(part.of, whole);
  return part.kind === 'gather' && isPartOf(part.operand, whole);
}

/** The same, whatever the shape and the format of the two. */
export function isBarePartOf(part: Term, whole: Term): boolean {
  return bare(whole) === bare(part) || isPartOf(part, whole);
}

/** Whether x is one of several rows, all of them, or a part of these. */
function isOfRows(x: Term, row: Term): boolean {
  if (isPartOf(x, row) || isElementwiseOf(row, x) || isOfSameRound(x, row, isElementOf)) return true;
  return x.kind === 'element' && isOfRows(x.of, row);
}

function byArithmetic(m: Term, x: Term, bounds: LowerBounds, below: Below): boolean {
  if (m.kind === 'map' && x.kind === 'map' && m.name === 'neg' && x.name === 'neg') return below(x.operand, m.operand);
  const [least, largest] = [extremeOfTwo(x), extremeOfTwo(m)];
  if (least?.name === 'minimum' && least.of.some((each) => below(m, each))) return true;
  if (largest?.name === 'maximum' && largest.of.some((each) => below(each, x))) return true;
  if (m.kind !== 'binary') return false;
  if (m.name === 'add') {
    return (below(m.left, x) && bounds.low(m.right) >= 0) || (below(m.right, x) && bounds.low(m.left) >= 0);
  }
  // The same positive scale on both sides: max(x) / T and x / T.
  if ((m.name === 'divide' || m.name === 'multiply') && x.kind === 'binary' && x.name === m.name) {
    const isPositive = m.right.kind !== 'constant' || bounds.low(m.right) >= 0;
    return m.right === x.right && isPositive && below(m.left, x.left);
  }
  return false;
}

/** maximum(a, b), or the choice of the larger of two by a comparison: where(a > b, a, b) */
function extremeOfTwo(term: Term): { readonly name: 'maximum' | 'minimum'; readonly of: readonly Term[] } | undefined {
  if (term.kind === 'binary') {
    const { name, left, right } = term;
    return name === 'maximum' || name === 'minimum' ? { name, of: [left, right] } : undefined;
  }
  const compared = term.kind === 'where' ? comparisonOf(term.condition) : undefined;
  if (term.kind !== 'where' || !compared) return undefined;
  const { comparator, left, right } = compared;
  const isFirst = left === term.yes && right === term.no;
  if (!isFirst && (left !== term.no || right !== term.yes)) return undefined;
  const name = comparator.startsWith('>') === isFirst ? 'maximum' : 'minimum';
  return { name, of: [term.yes, term.no] };
}
