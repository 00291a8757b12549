// The smaller and the larger one of two values, and values that are kept between limits.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { sorted, sortedDown, sortedRow } from '../../../terms/gathers.ts';
import type { Operation } from '../libraries/operation.ts';
import { passed, result, type Application } from './apply.ts';
import { isNothing } from './nothing.ts';

export function clip(call: Application, low: Occurrence | undefined, high: Occurrence | undefined): Occurrence {
  const { store } = call.frame;
  const bounds = [low, high].filter((bound): bound is Occurrence => bound !== undefined && !isNothing(bound.term));
  let { term } = call.operand;
  if (low && bounds.includes(low)) term = store.binary('maximum', term, low.term);
  if (high && bounds.includes(high)) term = store.binary('minimum', term, high.term);
  return result(call, term, [call.operand, ...bounds]);
}

/** Of two values, the smaller one and the larger one. */
export function ordered(call: Application): Occurrence {
  const { frame, args, operand } = call;
  const { store } = frame;
  const [a, b, ...more] = operand.term.kind === 'stack' ? operand.term.items : [];
  const reverse = args.named.get('reverse')?.value.term;
  if (!args.named.has('key') && reverse === store.constant(1) && operand.term.kind !== 'stack') {
    return result(call, store.gather(operand.term, sortedRow, []), [operand]);
  }
  if (!a || !b || more.length > 0 || args.named.has('key')) return passed(call, operand.term);
  const pair = [store.binary('minimum', a, b), store.binary('maximum', a, b)];
  if (!reverse || reverse === store.constant(0)) return result(call, store.stack(pair), [operand]);
  return reverse === store.constant(1)
    ? result(call, store.stack(pair.reverse()), [operand])
    : passed(call, operand.term);
}

/** How a value is sorted: with the largest first where that is known, along the last axis. */
export function orderOf({ frame, args }: Application, operation: Operation & { readonly does: 'sort' }): string {
  const { store } = frame;
  const given = (name: string) => args.named.get(name)?.value.term;
  const axis = given('axis');
  const isLast = !axis || axis === store.constant(-1) || axis === store.constant(1);
  const isDown = operation.largest ? !args.named.has('largest') : given('descending') === store.constant(1);
  return isLast && isDown && args.rest.length === 0 ? sortedDown : sorted;
}
