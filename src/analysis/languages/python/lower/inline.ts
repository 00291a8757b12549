// Calls of functions of the same text: the body is lowered again with the arguments in place of the parameters.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Arguments } from '../../shared/lower/arguments.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';
import { hasAtMost } from '../../shared/lower/size.ts';
import { lowerExpression } from './expressions.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import {
  callFrame,
  give,
  giveUnfollowed,
  mayFollow,
  noteCall,
  returnedValue,
  type Followed as FollowedFunction,
} from '../../shared/lower/inlining.ts';
import { detached, isWithoutGradients } from './gradients.ts';
import { bodyFrame } from './functions.ts';
import { ownAttributes } from './objects.ts';
import { restOf } from './handedOn.ts';
import { isOptions, parametersOf } from './parameters.ts';
import { entryFor, hasNames, optionsOf } from './spreads.ts';
import { lowerBlock } from './statements.ts';

/**
 * How much a function may hold that is followed where it is given `**options`: what hands options on by the dozen, as solvers
 * do, is long, and calls itself.
 */
const mostNodesOfOptions = 600;

/** A function to be followed, of an object that may have a name where the call stands. */
export interface Followed extends FollowedFunction {
  /** A dotted name. */
  readonly name?: string | undefined;
}

/** The value of a call, at the place of the call; undefined if the function is not one to be followed. */
export function inline(
  frame: Frame,
  call: SyntaxNode,
  followed: Followed,
  args: Arguments,
  depth: number,
): Occurrence | undefined {
  const inner = enter(frame, followed, args, depth, hasNames(args));
  if (!inner) return undefined;
  if (followed.name !== undefined) passAttributes(frame, inner, followed.name);
  const value = returnedValue(frame, call, inner);
  return value && isWithoutGradients(followed.definition.node) ? detached(frame, call, value) : value;
}

/**
 * The scope of a call at its end; undefined if the function is not one to be followed.
 * @param named - whether what is given by `**options` may be anything: an object that is made so is what its class says
 */
export function enter(
  frame: Frame,
  followed: Followed,
  args: Arguments,
  depth: number,
  named = false,
): Frame | undefined {
  frame.session.trace?.reads(followed.definition);
  const inner = entered(frame, followed, args, depth, named);
  if (!inner) {
    const names = parametersOf(followed.definition.node).map(({ name }) => name);
    giveUnfollowed(frame, followed.definition, followed.receiver ? names.slice(1) : names, args);
  }
  noteCall(frame, followed.definition, args.spread ? undefined : inner);
  return inner;
}

function entered(
  frame: Frame,
  { definition, receiver, name }: Followed,
  args: Arguments,
  depth: number,
  named: boolean,
): Frame | undefined {
  const spread = args.spread && !(named && hasAtMost(definition.node, mostNodesOfOptions));
  if (!mayFollow(frame, { ...args, spread }, definition) || !isPlain(definition)) return undefined;
  const body = definition.node.field('body');
  const inner = callFrame(frame, definition, bodyFrame);
  inner.calledOn = name;
  if (!body || !bindParameters(inner, definition, receiver, args, depth, frame)) return undefined;
  if (definition.node.type === 'lambda') inner.returned.push(lowerExpression(inner, body, depth));
  else lowerBlock(inner, body, depth);
  return inner;
}

/** What a method leaves in the attributes of its object is there after the call. */
function passAttributes(frame: Frame, inner: Frame, object: string): void {
  for (const [name, binding] of ownAttributes(inner)) frame.bind(`${object}.${name}`, binding);
}

/** Neither a generator nor a coroutine, nor changed by a decorator. */
function isPlain({ node, decoration }: FunctionDefinition): boolean {
  return decoration !== 'unknown' && node.children[0]?.type !== 'async' && !yields(node);
}

const generators = new WeakMap<SyntaxNode, boolean>();

/** Whether a function is a generator. */
export function yields(definition: SyntaxNode): boolean {
  const known = generators.get(definition);
  if (known !== undefined) return known;
  const queue = [definition];
  let found = false;
  for (let node = queue.pop(); node && !found; node = queue.pop()) {
    found = node.type === 'yield';
    if (node === definition || (node.type !== 'function_definition' && node.type !== 'lambda'))
      queue.push(...node.named);
  }
  generators.set(definition, found);
  return found;
}

function bindParameters(
  inner: Frame,
  definition: FunctionDefinition,
  receiver: Occurrence | undefined,
  args: Arguments,
  depth: number,
  caller: Frame,
): boolean {
  const parameters = parametersOf(definition.node);
  const takesAny = parameters.some(({ collects, node }) => collects && !isOptions(node));
  const given = args.all
    .filter(({ keyword, unpacked }) => keyword === undefined && !unpacked)
    .map(({ value }) => value);
  const positional = receiver ? [receiver, ...given] : given;
  const byName = new Map(args.all.map(({ keyword, value }) => [keyword, value]));
  if (
    !takesAny &&
    positional.length > parameters.filter(({ keywordOnly, collects }) => !keywordOnly && !collects).length
  )
    return false;
  for (const [index, parameter] of parameters.entries()) {
    if (parameter.collects) {
      const occurrence = isOptions(parameter.node)
        ? optionsOf(inner, parameter, parameters, args)
        : restOf(inner, parameter, positional.slice(index));
      inner.bind(parameter.name, { kind: 'value', occurrence });
      continue;
    }
    const passed =
      (parameter.keywordOnly ? undefined : positional[index]) ??
      byName.get(parameter.name) ??
      entryFor(caller, parameter, args);
    const occurrence = passed ?? (parameter.default && lowerExpression(inner, parameter.default, depth));
    if (!occurrence) return false;
    inner.bind(parameter.name, { kind: 'value', occurrence });
    give(inner, definition, parameter.name, occurrence);
  }
  const [self] = parameters;
  if (self && receiver) inner.receiver = { name: self.name, term: receiver.term };
  return true;
}
