// Logarithms to a base that they are given.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { MapName } from '../../../terms/term.ts';
import { result, type Application } from './apply.ts';

/** math.log(x, 2), which is math.log2(x). */
export function toBase(call: Application, name: MapName, base: Occurrence): Occurrence {
  const { store } = call.frame;
  const by = base.term.kind === 'constant' ? store.constant(Math.log(base.term.value)) : store.map(name, base.term);
  return result(call, store.binary('divide', store.map(name, call.operand.term), by), [call.operand, base]);
}
