// Exponentials whose shape is changed before they are added up: what is subtracted is the maximum of the exponents in that shape.
import { uncast } from '../../terms/bare.ts';
import type { TermStore } from '../../terms/store.ts';
import type { ShapeChange, Term } from '../../terms/term.ts';
import { substitute } from '../../terms/walk.ts';
import type { Proposal, RewritePlan } from '../rule.ts';
import { placesBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import type { Site } from './index.ts';

type Common = Pick<RewritePlan, 'title' | 'like' | 'tolerance' | 'assumptions' | 'doubts'>;

/** Why the library's function cannot take the place of a quotient of such. */
export const reshaped = 'the exponentials get another shape before they are added up';

/** Whether an axis by its number is another one after a change of shape: where some are taken away, or all of them are other ones. */
export function losesAxes({ to }: ShapeChange): boolean {
  return to === 'other' || to === 'squeeze';
}

/** Undefined where they are added up in the shape that they have, or in one that is known. */
export function ofReshaped(store: TermStore, sites: readonly Site[], common: () => Common): Proposal | undefined {
  const [{ ratio, whole, division }, ...others] = sites as [Site, ...Site[]];
  const { reduce } = ratio.sum;
  const summed = uncast(reduce.operand);
  if (summed.kind !== 'reshape' || !losesAxes(summed.change) || uncast(summed.operand) !== whole) return undefined;
  const isSummed = ({ own, form, term }: Site['division']) => own && form === 'expression' && term === summed;
  const [at, ...more] = placesBehind(division, isSummed);
  const { title, ...plan } = common();
  if (!at || more.length > 0 || others.length > 0) return { form: 'inline', title, withheld: reshaped };
  const logits = store.reshape(summed.change, whole.operand);
  const maximum = store.reduce('max', logits, reduce.axis, true);
  const by = store.map('exp', store.binary('subtract', logits, maximum));
  const exchange = new Map<Term, Term>([[summed, by]]);
  return {
    ...valuePlan({ form: 'inline', title, at, by, names: new Map([[logits, 'logits']]), ...plan }),
    exchange,
    keeps: [{ at: division, by: substitute(store, division.term, exchange) }],
  };
}
