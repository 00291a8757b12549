// Functions of two values that are something else where a condition does not hold.
import { comparison } from '../../../terms/comparison.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { BinaryName } from '../../../terms/term.ts';
import { familiar, result, type Application } from './apply.ts';
import { binary } from './operators.ts';

/** np.divide(x, y, out=z, where=y > 0): where the condition does not hold, what stood in `out` before. */
export function elsewhere(call: Application, name: BinaryName, other: Occurrence, condition: Occurrence): Occurrence {
  const { frame, node, args, operand } = call;
  const { store } = frame;
  const here = familiar(call, binary(frame, node, name, operand, other));
  const out = args.named.get('out')?.value;
  const before = out?.term ?? store.opaque('nothing is stored there', [here.term]);
  return result(call, store.where(condition.term, here.term, before), [condition, here, ...(out ? [out] : [])]);
}

/** x / y, and 0 where y is 0. */
export function orZero(call: Application): Occurrence | undefined {
  const { frame, node, args, operand } = call;
  const { store } = frame;
  const other = args.named.get('other')?.value;
  if (!other) return undefined;
  const quotient = familiar(call, binary(frame, node, 'divide', operand, other));
  const zero = store.constant(0);
  return result(call, store.where(comparison(store, '==', other.term, zero), zero, quotient.term), [quotient]);
}
