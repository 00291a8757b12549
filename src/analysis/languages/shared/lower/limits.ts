// Values that are kept between limits.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { result, type Application } from './apply.ts';
import { isNothing } from './nothing.ts';

/** @param usual - the limits where none is given */
export function clip(
  call: Application,
  usual: { readonly low?: number; readonly high?: number },
  low: Occurrence | undefined,
  high: Occurrence | undefined,
): Occurrence {
  const { store } = call.frame;
  const bounds = [low, high].filter((bound): bound is Occurrence => bound !== undefined && !isNothing(bound.term));
  const limit = (bound: Occurrence | undefined, number: number | undefined) => {
    if (bound) return bounds.includes(bound) ? bound.term : undefined;
    return number === undefined ? undefined : store.constant(number);
  };
  const [least, greatest] = [limit(low, usual.low), limit(high, usual.high)];
  let { term } = call.operand;
  if (least) term = store.binary('maximum', term, least);
  if (greatest) term = store.binary('minimum', term, greatest);
  return result(call, term, [call.operand, ...bounds]);
}
