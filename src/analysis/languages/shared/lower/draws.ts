// What is drawn from logits: a library takes their softmax for it.
import { knownAxis } from '../../../terms/axis.ts';
import { nonNegative } from '../../../terms/bounds/interval.ts';
import { drawnKey } from '../../../terms/term.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { result, type Application } from './apply.ts';
import { leave } from './frame.ts';

/** Undefined where no logits are given. */
export function drawn(call: Application): Occurrence | undefined {
  const { store } = call.frame;
  const logits = call.args.named.get('operand')?.value;
  if (!logits || call.args.named.get('normalized')?.value.term === store.constant(1)) return undefined;
  const temperature = call.args.named.get('temperature')?.value;
  const scaled = temperature
    ? result(call, store.binary('divide', logits.term, temperature.term), [logits, temperature])
    : logits;
  const probabilities = result(call, store.library('softmax', scaled.term, knownAxis(-1)), [scaled]);
  leave(call.frame, probabilities);
  return result(call, store.opaque(drawnKey, [probabilities.term], { range: nonNegative }), [probabilities]);
}
