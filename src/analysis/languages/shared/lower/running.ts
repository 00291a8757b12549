import { runningLogSum, runningSum } from '../../../terms/runningSum.ts';
import type { Term } from '../../../terms/term.ts';
import type { Operation } from '../libraries/operation.ts';
import type { Application } from './apply.ts';
import { isNothing } from './nothing.ts';

/** Along no axis it is of all elements, one after the other. */
export function runningOf(
  { frame, args, operand }: Application,
  operation: Extract<Operation, { does: 'running-sum' }>,
): Term {
  const { store } = frame;
  const given = args.named.get('axis')?.value.term;
  const axis = given && !isNothing(given) ? given : store.constant(0);
  const isOfAll = axis !== given && operation.usual !== 'first';
  const of = isOfAll ? store.reshape({ to: 'flatten' }, operand.term) : operand.term;
  const others = [...args.named].filter(([name]) => !ofRunning.has(name)).map(([, { value }]) => value.term);
  if (operation.name === 'logsumexp' && others.length === 0) return runningLogSum(store, of, axis);
  return runningSum(store, operation.name ? store.map('exp', of) : of, axis, others);
}

/** What a running sum may be given without being another. */
const ofRunning = new Set(['operand', 'axis', 'out', 'dtype']);
