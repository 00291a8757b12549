// Bounds that a condition gives values in a branch. A value stays the same, so that it still is where the branches meet.
import type { Interval } from '../../../terms/bounds/interval.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from './binding.ts';
import { occur, type Frame } from './frame.ts';

const kept = new Set<Term['kind']>(['reduce', 'reshape', 'library', 'stack', 'constant']);

/** Values that rules look into by their form stay as they are: their bounds matter less than what they are. */
export function isKept(term: Term): boolean {
  return kept.has(term.kind) || (term.kind === 'map' && term.name === 'exp');
}

/** Bounds what a name stands for, from here on in the environment of the branch. */
export function narrow(
  frame: Frame,
  node: SyntaxNode,
  name: string,
  before: Extract<Binding, { kind: 'value' }>,
  range: Interval,
): void {
  const { store, environment, session } = frame;
  const { occurrence: whole } = before;
  const occurrence = occur(frame, node, store.refined(whole.term, range), [whole], { form: 'read' });
  session.refinements.set(occurrence, session.refinements.get(whole) ?? before);
  environment.set(name, { kind: 'value', occurrence });
}
