// Bounds that a condition gives values in a branch. A value stays the same, so that it still is where the branches meet.
import { interval, type Interval } from '../../../terms/bounds/interval.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from './binding.ts';
import { mirrored } from './comparisons.ts';
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

/** What is lowered once more: its places are not counted twice. */
export function quietly(frame: Frame, lower: () => Occurrence): Occurrence {
  const { computed, leaving } = frame.session;
  const [places, left] = [computed.length, leaving.length];
  const value = lower();
  computed.length = places;
  leaving.length = left;
  return value;
}

/** Bounds a value wherever it is read, whatever it is called there. */
export function boundTerm(frame: Frame, node: SyntaxNode, value: Occurrence, range: Interval | undefined): void {
  const { term } = value;
  if (!range || isKept(term)) return;
  narrow(frame, node, refinedName(term), { kind: 'value', occurrence: value }, range);
}

function refinedName({ id }: Term): string {
  return `#${id}`;
}

/** Whether what is bound is no variable, but what a condition says of a value. */
export function isOfCondition(name: string): boolean {
  return name.startsWith('#');
}

const boundable = new Set<Term['kind']>(['variable', 'element', 'gather', 'opaque', 'binary']);

/** A value that has no name, as a condition bounds it here. */
export function refinedTerm({ environment }: Frame, term: Term): Term | undefined {
  const binding = boundable.has(term.kind) ? environment.get(refinedName(term)) : undefined;
  const refined = binding?.kind === 'value' ? binding.occurrence.term : undefined;
  return refined?.kind === 'refined' ? refined : undefined;
}

/** Notes which of two values a comparison that holds says not to be less, from here on in the environment of the branch. */
export function orderBy(
  { environment }: Frame,
  operator: string,
  left: Term | undefined,
  right: Term | undefined,
): void {
  if (!left || !right || left.kind === 'constant' || right.kind === 'constant') return;
  const [a, b] = [withoutBounds(left), withoutBounds(right)];
  if (isAtLeast.has(operator)) environment.order(a, b);
  if (isAtLeast.has(mirrored[operator] ?? '')) environment.order(b, a);
}

const isAtLeast = new Set(['>', '>=', '==']);

/** A difference of two values whose order is known here lies on one side of 0. */
export function ordered(frame: Frame, node: SyntaxNode, difference: Occurrence): Occurrence {
  const { term } = difference;
  const { environment, store } = frame;
  if (term.kind !== 'binary' || term.name !== 'subtract') return difference;
  const [a, b] = [withoutBounds(term.left), withoutBounds(term.right)];
  const range = environment.isOrdered(b, a)
    ? interval(-Infinity, 0)
    : environment.isOrdered(a, b)
      ? interval(0, Infinity)
      : undefined;
  return range ? occur(frame, node, store.refined(term, range), [difference], { form: 'read' }) : difference;
}

/** A value but for the bounds that a branch gave it. */
export function withoutBounds(term: Term): Term {
  return term.kind === 'refined' ? term.operand : term;
}
