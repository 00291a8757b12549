// Values that are kept between limits.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { result, type Application } from './apply.ts';
import { isNothing } from './nothing.ts';

export function clip(call: Application, low: Occurrence | undefined, high: Occurrence | undefined): Occurrence {
  const { store } = call.frame;
  const bounds = [low, high].filter((bound): bound is Occurrence => bound !== undefined && !isNothing(bound.term));
  let { term } = call.operand;
  if (low && bounds.includes(low)) term = store.binary('maximum', term, low.term);
  if (high && bounds.includes(high)) term = store.binary('minimum', term, high.term);
  return result(call, term, [call.operand, ...bounds]);
}
