// What a condition on the elements of an array says of those that it leaves: x.filter((v) => v > 0)
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { inFork } from '../../shared/lower/branches.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { lookUp } from '../../shared/lower/names.ts';
import { pickOne } from '../../../terms/gathers.ts';
import type { Call } from './arrays.ts';
import { bodyOf, callbackOf, parameterName, type Callback } from './callbacks.ts';
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

/**
 * x.find(f): one of the elements, of which f holds.
 * @param index - a value of its own: where it stands
 */
export function found({ frame, node, array, args: [first] }: Call, index: Occurrence): Occurrence {
  const { store } = frame;
  const callback = first && callbackOf(frame, first);
  const kept = callback && keptBy(frame, array, callback);
  const one = store.gather(array.term, pickOne, [index.term]);
  const term = kept?.kind === 'refined' ? store.refined(one, kept.range) : one;
  return occur(frame, node, term, [array, index]);
}
