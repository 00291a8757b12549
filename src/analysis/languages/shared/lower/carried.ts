// Names at the head of a loop's rounds.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { occur, type Frame } from './frame.ts';

export interface Carried {
  /** The name at the head of a round. */
  readonly head: Occurrence;
  readonly sources: Occurrence[] | undefined;
}

/**
 * At the head of a round a name that the body binds is what it was before, or what a round left in it.
 * @param id - undefined of an array whose elements are treated each for itself: an element is what it was before
 * @param canBeUnset - whether a name that nothing stands for yet is one that the rounds set
 */
export function carry(
  frame: Frame,
  node: SyntaxNode,
  name: string,
  id: string | undefined,
  carried: Map<string, Carried>,
  canBeUnset = false,
): void {
  const initial = frame.environment.get(name);
  if (initial ? initial.kind !== 'value' : id === undefined || !canBeUnset) return;
  const before = initial?.kind === 'value' ? initial.occurrence : undefined;
  if (id === undefined) {
    if (before) carried.set(name, { head: before, sources: undefined });
    return;
  }
  const sources = before ? [before] : [];
  const occurrence = occur(frame, node, frame.store.variable('loop', name, id), sources, { form: 'loop' });
  carried.set(name, { head: occurrence, sources });
  frame.session.rounds.set(occurrence.term, sources);
  frame.bind(name, { kind: 'value', occurrence });
}
