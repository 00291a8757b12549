// Values in another order, or with some of them left out.
import { eachOf } from '../../../terms/elements.ts';
import { sorted, sortedDown, sortedRow } from '../../../terms/gathers.ts';
import { countedBy } from '../../../terms/indices.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { isText } from '../../../terms/text.ts';
import type { Operation } from '../libraries/operation.ts';
import { passed, result, type Application } from './apply.ts';
import { termsOf } from './frame.ts';

/** Of two values, the smaller one and the larger one. */
export function ordered(call: Application): Occurrence {
  const { frame, args, operand } = call;
  const { store } = frame;
  const [a, b, ...more] = operand.term.kind === 'stack' ? operand.term.items : [];
  const reverse = args.named.get('reverse')?.value.term;
  if (!args.named.has('key') && reverse === store.constant(1) && operand.term.kind !== 'stack') {
    return result(call, store.gather(operand.term, sortedRow, []), [operand]);
  }
  if (isLookedAt(call)) return passed(call, operand.term);
  // By a key the order may be any.
  const isPlain = !args.named.has('key') && args.rest.length === 0;
  const isUp = !reverse || reverse === store.constant(0);
  if (isPlain && a && b && more.length === 0 && (isUp || reverse === store.constant(1))) {
    const pair = [store.binary('minimum', a, b), store.binary('maximum', a, b)];
    return result(call, store.stack(isUp ? pair : pair.reverse()), [operand]);
  }
  const others = [...args.named.values(), ...args.rest].map(({ value }) => value).filter((value) => value !== operand);
  return result(call, store.gather(operand.term, sorted, termsOf(others)), [operand, ...others]);
}

/** What comes in the other order: to count down is to count. */
export function turned(call: Application): Occurrence {
  const { operand } = call;
  if (isLookedAt(call) || countedBy(operand.term)) return passed(call, operand.term);
  const change = { to: 'other', key: 'turned', operands: [] } as const;
  return result(call, call.frame.store.reshape(change, operand.term), [operand]);
}

/** Whether elements of a value are looked at one by one, whatever their order: layers, what a dictionary has. */
function isLookedAt({ frame, operand: { term } }: Application): boolean {
  if (term.kind !== 'stack') return eachOf(term) !== undefined && frame.session.callables.has(eachOf(term)!);
  return term.items.some((item) => item.kind === 'stack' || isText(item) || frame.session.callables.has(item));
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
