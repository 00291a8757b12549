// Arrays and objects that are changed in place: by whatever other name they have, and in the scope of a call whose function does it.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';
import { leave, occur, syntaxOf, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { lookUp } from '../../shared/lower/names.ts';
import { bindTarget } from './assignments.ts';
import { dottedName, resolve } from './names.ts';
import { propertiesIn } from './objects.ts';
import { isGivenOn, isOnlyRead } from './ownership.ts';
import { parametersOf } from './parameters.ts';

const origins = new WeakMap<Occurrence, Occurrence>();

/** Where the array was made, or comes from, that an occurrence reads by a name or has been changed to; else itself. */
export function originOf(place: Occurrence, steps = 0): Occurrence {
  const known = origins.get(place);
  if (known) return known;
  const found = steps < 50 ? (passed(place, steps) ?? place) : place;
  // What a round leaves is not known at its head yet.
  if (place.form !== 'loop') origins.set(place, found);
  return found;
}

/** Code that gives an array itself: a copy is made by a call. */
const giving =
  /^(?:identifier|shorthand_property_identifier|member_expression|(?:as|assignment|parenthesized)_expression)$/;

function passed(place: Occurrence, steps: number): Occurrence | undefined {
  const { form, operands, term } = place;
  const [first, ...others] = operands;
  if (!first || form === 'expression') return undefined;
  if (form === 'read' && (first.term !== term || !giving.test(syntaxOf(place)?.type ?? ''))) return undefined;
  const origin = originOf(first, steps + 1);
  return others.every((other) => originOf(other, steps + 1) === origin) ? origin : undefined;
}

/** The arrays that were changed while a copy of a function was lowered. */
const changed = new WeakMap<Frame, Set<Occurrence>>();

/** From now on a name, and all others that the same array has, hold what it was changed to. */
export function changeInPlace(frame: Frame, name: string, after: Occurrence): void {
  const before = lookUp(frame, name);
  frame.bind(name, { kind: 'value', occurrence: after });
  if (before?.kind === 'value') changeOrigin(frame, originOf(before.occurrence), after);
}

function changeOrigin(frame: Frame, origin: Occurrence, after: Occurrence): void {
  origins.set(after, origin);
  const inCopy = changed.get(frame) ?? new Set();
  changed.set(frame, inCopy.add(origin));
  const { environment } = frame;
  for (const name of environment.names()) {
    const binding = environment.get(name);
    if (binding?.kind !== 'value' || binding.occurrence === after) continue;
    if (originOf(binding.occurrence) === origin) frame.bind(name, { kind: 'value', occurrence: after });
    else changeProperties(frame, name, binding.occurrence, origin, after);
  }
}

/** An array that a written object holds. */
function changeProperties(
  frame: Frame,
  name: string,
  { term, operands }: Occurrence,
  origin: Occurrence,
  after: Occurrence,
) {
  for (const [index, [key]] of propertiesIn(term).entries()) {
    const held = operands[index];
    if (held && originOf(held) === origin) frame.bind(`${name}.${key}`, { kind: 'value', occurrence: after });
  }
}

const changing = new WeakSet<SyntaxNode>();
/** By the frames in which they were: a call in a copy of a copy is not, although the same is in the function itself. */
const followed = new WeakMap<SyntaxNode, WeakSet<Frame>>();

/** Whether the function of a call was followed in a frame. */
export function wasFollowed(frame: Frame, call: SyntaxNode): boolean {
  return followed.get(call)?.has(frame) === true;
}

/** Whether a call changes what it is given; undefined of a function that is not followed. */
export function changesGiven(call: SyntaxNode): boolean | undefined {
  return followed.has(call) ? changing.has(call) : undefined;
}

/** Whether a rewrite could give a value another scale. */
function isOfExponentials(term: Term): boolean {
  return [...subterms(term)].some((part) => part.kind === 'map' && part.name === 'exp');
}

/** Tells of the calls in a function which are of functions of the text that only look at what they are given. */
function looksAt(inner: Frame): (call: SyntaxNode, position: number) => boolean {
  return (call, position) => {
    const callee = call.field('function');
    const binding = callee?.type === 'identifier' ? resolve(inner, callee) : undefined;
    if (binding?.kind !== 'function') return false;
    const { node } = binding.definition;
    const pattern = parametersOf(node)[position]?.pattern;
    const body = node.field('body');
    return body !== undefined && pattern?.type === 'identifier' && isOnlyRead(pattern.text, body);
  };
}

/** What a function has changed of its arguments is changed where the call stands, and what it gives away is given away. */
export function passChanges(
  frame: Frame,
  inner: Frame,
  call: SyntaxNode,
  given: readonly Occurrence[],
  { node }: FunctionDefinition,
): void {
  followed.set(call, (followed.get(call) ?? new WeakSet<Frame>()).add(frame));
  for (const [index, { pattern }] of frame.inlined === 0 ? parametersOf(node).entries() : []) {
    const body = node.field('body');
    const value = given[index];
    if (!value || !body || pattern.type !== 'identifier') continue;
    if (isOfExponentials(value.term) && isGivenOn(pattern.text, body, looksAt(inner))) leave(frame, value);
  }
  const origins = changed.get(inner);
  if (!origins) return;
  for (const origin of origins) {
    const argument = given.find((each) => originOf(each) === origin);
    if (!argument) continue;
    changing.add(call);
    const last = heldIn(inner, origin);
    const after = last ? occur(frame, call, last.term, [last], { form: 'inlined' }) : changedAt(frame, call, argument);
    changeArgument(frame, call, argument, origin, after);
  }
}

function changeArgument(frame: Frame, call: SyntaxNode, argument: Occurrence, origin: Occurrence, after: Occurrence) {
  const node = syntaxOf(argument);
  const isWritten = node?.parent?.parent === call;
  const name = isWritten ? dottedName(node) : undefined;
  if (name !== undefined && !lookUp(frame, name)) changeInPlace(frame, name, after);
  else if (isWritten && node.type === 'subscript_expression') {
    bindTarget(frame, node, { kind: 'value', occurrence: after }, 0);
  } else changeOrigin(frame, origin, after);
}

/** What an array is in the end, by any of its names. */
function heldIn({ environment }: Frame, origin: Occurrence): Occurrence | undefined {
  for (const name of environment.names()) {
    const binding = environment.get(name);
    if (binding?.kind === 'value' && originOf(binding.occurrence) === origin) return binding.occurrence;
  }
  return undefined;
}

/** What an array is after it was changed in a way that is not followed. */
export function changedAt(frame: Frame, node: SyntaxNode, before?: Occurrence): Occurrence {
  const { id, session, store } = frame;
  const operands = before ? [before] : [];
  const key = `changed ${id} ${session.ordinal(`${id} changed`)}`;
  return occur(frame, node, store.opaque(key, termsOf(operands)), operands);
}
