// Softmaxes of groups of elements, each group told by an index: from every exponent the largest of its own group is subtracted. One
// maximum for all would leave 0 / 0 in a group that is far below it.
import { bare, uncast } from '../../terms/bare.ts';
import { groupedIn, groupedOf, groupOfEach } from '../../terms/groups.ts';
import { upstream, type Occurrence } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import { operandsOf, substitute } from '../../terms/walk.ts';
import type { Proposal, RuleContext } from '../rule.ts';
import { placesBehind } from '../shared/places.ts';
import { shortened } from '../shared/wording.ts';
import { exponentialPlaces } from './places.ts';
import { quotientOf, type Quotient } from '../../terms/quotient.ts';
import { unguarded } from './ratio.ts';

const title = 'Subtract the largest of each group before exp';

/** Exponentials over what the sum of its own group is for each of them. */
function softmaxOfGroups({ numerator, denominator }: Quotient) {
  const { inner, guarded } = unguarded(denominator);
  const group = groupOfEach(inner);
  const above = bare(numerator);
  const isSoftmax = group?.name === 'sum' && above.kind === 'map' && above.name === 'exp' && bare(group.of) === above;
  return isSoftmax ? { inner, guarded, group, above } : undefined;
}

export function isSoftmaxOfGroups(quotient: Quotient): boolean {
  return softmaxOfGroups(quotient) !== undefined;
}

/** Undefined of a quotient that is no softmax of groups. */
export function ofGroups(context: RuleContext, division: Occurrence): Proposal | undefined {
  const { store } = context;
  const quotient = quotientOf(division.term);
  const softmax = quotient && softmaxOfGroups(quotient);
  if (!softmax) return undefined;
  const { inner, guarded, group, above } = softmax;
  const withheld = (reason: string): Proposal => ({ form: 'inline', title, withheld: reason });
  const [sum] = placesBehind(division, ({ term, own }) => own && groupedIn(term)?.of === group.of);
  if (!sum || uncast(group.of) !== above) return withheld('the sums of the groups are taken in another function');
  const places = exponentialPlaces(store, division, [above]);
  const exponents = places.map(({ operands }) => operands[0]!);
  if (places.some(({ form }) => form !== 'expression')) return withheld('the exponential is taken inside a function');
  const x = above.operand;
  const plain = new Map<Term, Term>([[above, x]]);
  const into = group.slices ? undefined : sum.operands[2]?.term;
  const most = groupedOf(store, {
    name: 'max',
    of: x,
    index: substitute(store, group.index, plain),
    axis: group.axis,
    slices: group.slices,
    base: into && substitute(store, into, plain),
  });
  const ofEach = substitute(store, inner, new Map([[sum.term, most]]));
  const by = store.binary('subtract', x, ofEach);
  const exchange = new Map<Term, Term>([[above, store.map('exp', by)]]);
  const shaping = new Set(layersAbove(inner, sum.term));
  const subject = shortened(context.textOf(exponents[0]!));
  return {
    form: 'inline',
    writing: 'value',
    title,
    // Beside sums that are all at least 1 the constant is another.
    meaning: guarded ? 'changed' : 'equal',
    replacements: exponents.map((at) => ({ at, by })),
    names: new Map([
      [x, 'logits'],
      [most, 'm'],
    ]),
    like: [...upstream(division)].filter(({ term, own, form }) => own && form === 'expression' && shaping.has(term)),
    unneeded: [],
    exchange,
    tolerance: 1e-10,
    keeps: [{ at: division, by: substitute(store, division.term, exchange) }],
    assumptions: [`${subject} is an array of floating-point numbers, with a group for each along one axis`],
    doubts: guarded ? ['the constant beside the sums then has another weight'] : [],
  };
}

/** From what there is of a group for each element down to the groups. */
function layersAbove(term: Term, groups: Term): readonly Term[] {
  if (term === groups) return [term];
  const [operand] = operandsOf(term);
  return operand ? [term, ...layersAbove(operand, groups)] : [term];
}
