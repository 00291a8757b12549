// Models of PyTorch that end in a softmax: net[:-1] gives the logits, net[-1] is the softmax.
import type { Term } from '../../../terms/term.ts';
import { withinCalls, withinCallsOf } from '../../shared/write/valuePlaces.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import type { Session } from '../../shared/lower/session.ts';
import { codeWith, insertAt } from '../../shared/write/edits.ts';
import type { SyntaxNode } from '../../syntax.ts';

const known = new WeakMap<Session, ReadonlySet<string>>();

/** Where sequences of layers are read of which the last is a softmax. */
function sequencesOf(session: Session): ReadonlySet<string> {
  const before = known.get(session);
  if (before) return before;
  const found = new Set<string>();
  for (const place of session.places) {
    const model = session.callables.get(place.term);
    const last = model?.kind === 'sequence' && model.family?.name === 'torch' ? model.steps.at(-1) : undefined;
    const layer = last && session.callables.get(last.term);
    const does = layer?.kind === 'configured' ? layer.function.operation : undefined;
    const node = does?.does === 'library' && does.name === 'softmax' ? syntaxOf(place) : undefined;
    if (node && /^(identifier|attribute|subscript)$/.test(node.type)) found.add(keyOf(node));
  }
  known.set(session, found);
  return found;
}

function keyOf({ source, start, end }: SyntaxNode): string {
  return `${source.cell}:${start}:${end}`;
}

/** What is called at a node, if that is such a sequence. */
function sequenceAt(session: Session, call: SyntaxNode): SyntaxNode | undefined {
  const callee = call.type === 'call' ? call.field('function') : undefined;
  return callee && sequencesOf(session).has(keyOf(callee)) ? callee : undefined;
}

/** Where such a model gives a softmax of a value. */
export function stepsOf(session: Session, term: Term): readonly Occurrence[] {
  const steps = [...withinCalls(session)].filter((place) => place.own && place.term === term);
  return steps.filter((place) => isCodeOf(session, place, []));
}

/**
 * Whether the code of a place gives its value, or can be made to.
 * @param way - places that it leads to
 */
export function isCodeOf(session: Session, place: Occurrence, way: readonly Occurrence[]): boolean {
  if (!withinCalls(session).has(place) && !withinCallsOf(way).has(place)) return true;
  const node = syntaxOf(place);
  return node !== undefined && sequenceAt(session, node) !== undefined;
}

/** What is not seen where only some layers are called. */
export function assumedOf(model: string): string {
  return `${model} has no hooks that a call of it runs`;
}

type Rename = (node: SyntaxNode, part?: { readonly node: SyntaxNode; readonly code: string }) => string | undefined;

export interface Value {
  /** What such a model is called there. */
  readonly model?: string | undefined;
  readonly code: string | undefined;
  /** What the whole of its code gives, with a name for the value. */
  readonly around: (name: string) => string;
}

const asWritten: Rename = (node, part) =>
  part ? codeWith(node, [{ ...insertAt(node, part.node.start, part.code), end: part.node.end }]) : node.text;

/** The code of a value at a node, which of such a model is what the last layer takes. */
export function valueIn(session: Session, node: SyntaxNode, rename: Rename = asWritten): Value {
  const sequence = sequenceAt(session, node);
  if (!sequence) return { code: rename(node), around: (name) => name };
  const model = rename(sequence);
  const code = model === undefined ? undefined : rename(node, { node: sequence, code: `${model}[:-1]` });
  return { model, code, around: (name) => `${model}[-1](${name})` };
}
