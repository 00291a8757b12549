// Namespaces of TypeScript: a scope that runs once where it stands, and an object of what it exports.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { Frame, occur, termsOf } from '../../shared/lower/frame.ts';
import { functionValue } from '../../shared/lower/names.ts';
import { bareText } from './bareText.ts';
import { lowerBlock } from './blocks.ts';
import { objectKey } from './elements.ts';
import { exportedNames } from './exports.ts';
import { readName, resolveName } from './names.ts';
import { attributeOf, memberOf, propertiesIn } from './objects.ts';
import { declaredNames, writesIn } from './ownNames.ts';

/** namespace A { export const … }, namespace A.B { … }; one of a name that stands for one already adds to that. */
export function lowerNamespace(frame: Frame, node: SyntaxNode, depth: number): void {
  const body = node.field('body');
  const written = node.field('name');
  const [name, ...further] = written ? bareText(written).split('.') : [];
  if (!body || !name) return;
  const before = frame.environment.get(name);
  const same = before?.kind === 'value' ? before.occurrence : undefined;
  const { session } = frame;
  const again = session.ordinal(`namespace ${frame.id}/${name}`);
  const id = `${frame.id}/${name}${again === 0 ? '' : `~${again}`}`;
  const inner = new Frame(session, id, frame, frame.inlined);
  inner.isNamespace = true;
  inner.ownNames = declaredNames(body);
  if (further.length === 0 && same) takeExports(inner, same);
  lowerBlock(inner, body, depth + 1);
  inner.noteRebound(variablesOf(body));
  // What it gives variables around it is not followed.
  for (const { name: written } of writesIn(body)) {
    if (!inner.ownNames.has(written) && frame.environment.get(written)) frame.bind(written, undefined);
  }
  // A class or a function of that name has the exports as properties, which are not looked for.
  if (before && (!same || session.callables.has(same.term))) return;
  const own = exportsIn(inner, node);
  const made = further.reduceRight((part, each) => objectOf(frame, node, [[each, part]]), own);
  const earlier = same ? heldBy(frame, node, same) : [];
  const all = new Map([...earlier, ...heldBy(frame, node, made)]);
  frame.environment.set(name, { kind: 'value', occurrence: objectOf(frame, node, [...all]) });
}

const namespaces = new WeakSet<Term>();

/** A namespace or a class that a namespace exports, which stays what it is. */
export function partOfNamespace(frame: Frame, object: Occurrence, name: string): Binding | undefined {
  const part = namespaces.has(object.term) ? memberOf(frame, object, name) : undefined;
  if (part?.kind !== 'value') return undefined;
  const { term } = part.occurrence;
  return namespaces.has(term) || frame.session.callables.get(term)?.kind === 'class' ? part : undefined;
}

/** Names that other code can give another value: export let step = 0.1 */
function variablesOf(body: SyntaxNode): readonly string[] {
  return body.named.flatMap((statement) => {
    const declaration = statement.type === 'export_statement' ? statement.field('declaration') : undefined;
    const isVariable = /^(?:let|var)$/.test(declaration?.children[0]?.type ?? '');
    return declaration && isVariable ? [...declaredNames(declaration)] : [];
  });
}

/** Names that an earlier part of a namespace exports are seen in a later one. */
function takeExports(inner: Frame, earlier: Occurrence): void {
  for (const [name] of propertiesIn(earlier.term)) {
    if (!inner.ownNames.has(name)) inner.environment.set(name, memberOf(inner, earlier, name));
  }
}

function exportsIn(inner: Frame, node: SyntaxNode): Occurrence {
  return objectOf(
    inner,
    node,
    [...exportedNames(inner)].map(([alias, name]) => [alias, valueOf(inner, node, name)]),
  );
}

/** What a name stands for at the end, where nothing gives it another value later. */
function valueOf(inner: Frame, node: SyntaxNode, name: string): Occurrence {
  const binding: Binding | undefined = resolveName(inner, name);
  if (binding?.kind === 'function') return functionValue(inner, node, binding);
  if (binding && (binding.kind === 'library' || inner.timesBound.get(name) === 1))
    return readName(inner, node, binding);
  const { store, id } = inner;
  return occur(inner, node, attributeOf(store, store.opaque(`namespace ${id}`), name));
}

function heldBy(frame: Frame, node: SyntaxNode, object: Occurrence): readonly (readonly [string, Occurrence])[] {
  return propertiesIn(object.term).map(([name, term], index) => [
    name,
    object.operands[index] ?? occur(frame, node, term, [object], { form: 'read' }),
  ]);
}

function objectOf(frame: Frame, node: SyntaxNode, held: readonly (readonly [string, Occurrence])[]): Occurrence {
  const values = held.map(([, value]) => value);
  const key = `${objectKey}${held.map(([name]) => name).join(' ')}`;
  const term = frame.store.opaque(key, termsOf(values));
  namespaces.add(term);
  return occur(frame, node, term, values);
}
