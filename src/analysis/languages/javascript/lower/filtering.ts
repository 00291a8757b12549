// What a condition on the elements of an array says of those that it leaves: x.filter((v) => v > 0)
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { inFork } from '../../shared/lower/branches.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { lookUp } from '../../shared/lower/names.ts';
import { bodyOf, parameterName, type Callback } from './callbacks.ts';
import { refine } from './refinement.ts';

/** One of the elements that a callback is true for. */
export function keptBy(frame: Frame, array: Occurrence, callback: Callback): Term {
  const element = frame.store.element(array.term, frame.nesting + 1);
  const [name, body] = [parameterName(callback, 0), bodyOf(callback)];
  if (name === undefined || !body || body.type === 'statement_block') return element;
  const { environment } = frame;
  let kept: Term | undefined;
  inFork(frame, () => {
    const occurrence = occur(frame, callback.node, element, [array], { form: 'read' });
    frame.environment.set(name, { kind: 'value', occurrence });
    refine(frame, body, true);
    const bound = lookUp(frame, name);
    if (bound?.kind === 'value') kept = bound.occurrence.term;
  });
  frame.environment = environment;
  return kept ?? element;
}
