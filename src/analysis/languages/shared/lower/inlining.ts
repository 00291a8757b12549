// Calls of functions of the same text: the body is lowered again with the arguments in place of the parameters.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from './arguments.ts';
import type { FunctionDefinition } from './binding.ts';
import { hasAtMost } from './size.ts';
import { occur, termsOf, type Frame } from './frame.ts';
import type { Term } from '../../../terms/term.ts';

/** Calls within calls within calls: helpers of helpers are rare, recursion is not. */
const maxInlined = 3;

/** A function to be followed, of an object if it is a method. */
export interface Followed {
  readonly definition: FunctionDefinition;
  readonly receiver?: Occurrence | undefined;
}

/**
 * How much a function may hold that is followed from a copy of another, and from a copy of a copy: helpers of helpers are
 * small, and those that are not took most of the time of the slowest files.
 */
const mostNodes = [300, 150];

/** Whether a call in a frame may be followed, if its function is one to be. */
export function mayFollow({ inlined, session }: Frame, { spread }: Arguments, { node }: FunctionDefinition): boolean {
  if (inlined >= maxInlined || session.inlinedNodesLeft < 0 || spread) return false;
  return inlined === 0 || hasAtMost(node, mostNodes[inlined - 1]!);
}

/**
 * The scope of a call that is followed.
 * @param bodyFrame - makes the frame of a function's body
 */
export function callFrame(
  caller: Frame,
  definition: FunctionDefinition,
  bodyFrame: (definition: FunctionDefinition, id: string, inlined: number) => Frame,
): Frame {
  const frame = bodyFrame(definition, `${definition.id} in ${caller.id}`, caller.inlined + 1);
  frame.caller = caller;
  // Its loops are within those around the call.
  frame.nesting = caller.nesting;
  frame.copyOf = definition;
  frame.session.entered.add(definition);
  return frame;
}

/** Notes whether a call was followed: of a function that is called in other ways, not every argument is seen. */
export function noteCall(frame: Frame, definition: FunctionDefinition, inner: Frame | undefined): void {
  if (!inner && frame.own) expose(frame, definition);
}

/** Notes that a function can be called where it is not seen. */
export function expose({ session }: Frame, definition: FunctionDefinition): void {
  session.callers.expose(definition);
  session.trace?.contribute(definition, 'open');
}

/** Notes what a call gives a parameter. A call within an inlined copy is the one in the function itself. */
export function give(inner: Frame, definition: FunctionDefinition, parameter: string, { term }: Occurrence): void {
  if (inner.inlined !== 1) return;
  const { callers, trace } = inner.session;
  const own = parameterTerm(inner, definition, parameter);
  callers.give(definition, own, term);
  trace?.give(definition, own, term);
}

/** Notes what a call gives that is not followed, as that of a generator, by the names of the parameters in order. */
export function giveUnfollowed(
  frame: Frame,
  definition: FunctionDefinition,
  parameters: readonly string[],
  { all, spread }: Arguments,
): void {
  if (frame.inlined !== 0 || spread) return;
  for (const [index, { keyword, value, unpacked }] of all.entries()) {
    const name = keyword ?? parameters[index];
    if (unpacked || name === undefined || !parameters.includes(name)) continue;
    giveTerm(frame, definition, parameterTerm(frame, definition, name), value.term);
  }
}

/** Notes that a parameter, as it is in its function, is given a value. */
export function giveTerm({ session }: Frame, definition: FunctionDefinition, parameter: Term, value: Term): void {
  session.callers.give(definition, parameter, value);
  session.trace?.give(definition, parameter, value);
}

/** Notes what a call gives in a property of a parameter, as a value that the function reads. */
export function giveIn(inner: Frame, definition: FunctionDefinition, property: Term, value: Term): void {
  if (inner.inlined === 1) inner.session.callers.give(definition, property, value);
}

/** A parameter of a function that is lowered for itself. */
export function parameterTerm({ store }: Frame, { id }: FunctionDefinition, name: string): Term {
  return store.variable('parameter', name, id);
}

/** Notes what a parameter is where a call leaves it out. */
export function setDefault(frame: Frame, definition: FunctionDefinition, parameter: string, value: Term): void {
  if (value.kind !== 'constant') return;
  frame.session.callers.setDefault(definition, parameterTerm(frame, definition, parameter), value);
}

/** The value of a call that was followed, at the place of the call; undefined if it returns none. */
export function returnedValue(frame: Frame, call: SyntaxNode, { returned }: Frame): Occurrence | undefined {
  if (returned.length === 0) return undefined;
  return occur(frame, call, frame.store.join(termsOf(returned)), returned, { form: 'inlined' });
}
