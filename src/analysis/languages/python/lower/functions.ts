import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';
import { noteModule } from '../../shared/lower/branches.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { eitherArray, eitherOf } from '../libraries/either.ts';
import { isKnownModule } from '../libraries/index.ts';
import { resolve } from './names.ts';
import { hasOwnDerivative } from './derivatives.ts';
import { lowerExpression } from './expressions.ts';
import { isIteratorType } from './iterators.ts';
import { isNumber, number } from './literals.ts';
import { Frame, leave, occur } from '../../shared/lower/frame.ts';
import { isWithoutGradients } from './gradients.ts';
import { assignedNames, reboundWithin } from './ownNames.ts';
import { usualOption } from './options.ts';
import {
  annotatedClass,
  annotatedFamily,
  annotatedSequence,
  classNamed,
  madeClass,
  parametersOf,
} from './parameters.ts';
import { lowerBlock } from './statements.ts';
import { parameterTerm, setDefault } from '../../shared/lower/inlining.ts';
import { itemOf, pickOne } from '../../../terms/gathers.ts';
import { noteGivenText } from '../../../terms/text.ts';
import { leftBy } from '../../shared/lower/sharedAttributes.ts';
import { define } from '../../shared/lower/functions.ts';

export function defineLambda(frame: Frame, node: SyntaxNode): FunctionDefinition {
  return define(frame, node, 'lambda');
}

/** The frame of a function's body: its own names are unset but for the parameters, which the caller binds. */
export function bodyFrame(definition: FunctionDefinition, id: string, inlined: number): Frame {
  const frame = new Frame(definition.frame.session, id, definition.frame, inlined);
  const body = definition.node.field('body');
  frame.idle = body && frame.session.outline?.idleIn(body, inlined > 0);
  const names = new Set(body ? assignedNames(body) : []);
  for (const { name } of parametersOf(definition.node)) names.add(name);
  frame.ownNames = names;
  if (body) frame.noteRebound(reboundWithin(body));
  frame.undifferentiated =
    definition.frame.undifferentiated ||
    frame.session.derivatives.has(definition) ||
    hasOwnDerivative(definition.node) ||
    isWithoutGradients(definition.node);
  return frame;
}

/** A function for itself: its parameters can be anything. It is lowered once, however often it is asked for. */
export function lowerFunction(definition: FunctionDefinition): Frame {
  const { session } = definition.frame;
  const known = session.lowered.get(definition);
  if (known) return known;
  const lower = () => lowerForItself(definition);
  return session.trace ? session.trace.within(definition, lower) : lower();
}

/** What the items of a tuple are that is given by default: limits=(-500, 500), of which limits[1] is one. */
function setItemDefaults({ store }: Frame, parameter: Term, usual: SyntaxNode): void {
  if (usual.type !== 'tuple' && usual.type !== 'list') return;
  for (const [index, item] of usual.named.entries()) {
    const operand = item.type === 'unary_operator' && item.text.startsWith('-') ? item.named[0] : item;
    if (!isNumber(operand)) continue;
    const size = Number(operand.text);
    const value = operand === item ? size : -size;
    if (Number.isNaN(value)) continue;
    store.defaults.set(store.gather(parameter, pickOne, [store.constant(index)]), value);
    store.defaults.set(itemOf(store, parameter, index), value);
  }
}

function lowerForItself(definition: FunctionDefinition): Frame {
  const { node, id } = definition;
  const { session } = definition.frame;
  // Of a class in an imported file, nothing is computed in the document.
  const frame = bodyFrame(definition, id, definition.frame.inlined);
  session.lowered.set(definition, frame);
  const object = receiver(frame, definition);
  for (const [index, parameter] of parametersOf(node).entries()) {
    const family = parameter.annotation && annotatedFamily(frame, parameter.annotation);
    const own = parameterTerm(frame, definition, parameter.name);
    session.trace?.owns(definition, own);
    const usual = isNumber(parameter.default) ? number(frame, parameter.default.text) : undefined;
    if (usual?.kind === 'constant') frame.store.defaults.set(own, usual.value);
    else if (parameter.default) setItemDefaults(frame, own, parameter.default);
    if (usual) setDefault(frame, definition, parameter.name, usual);
    const option = usualOption(frame, definition, parameter.name, parameter.default);
    if (option) session.callers.leave(own, option);
    if (parameter.annotation) session.typed.add(own);
    if (parameter.default?.type === 'string' || parameter.annotation?.text === 'str') noteGivenText(own);
    const layers = parameter.annotation && annotatedSequence(frame, parameter.annotation);
    if (layers) session.sequences.set(own, layers);
    if (parameter.annotation && isIteratorType(parameter.annotation)) session.iterators.add(own);
    const type =
      (parameter.annotation && annotatedClass(frame, parameter.annotation)) ??
      (parameter.default && madeClass(frame, parameter.default));
    if (type) session.callables.set(own, { kind: 'instance', of: type, attributes: undefined });
    const usualClass = parameter.default && classNamed(frame, parameter.default);
    if (usualClass) session.callables.set(own, { kind: 'class', definition: usualClass });
    const occurrence = occur(frame, parameter.node, (index === 0 && object) || own, [], { family });
    if (index === 0 && object) frame.receiver = { name: parameter.name, term: object };
    const module = usualModule(frame, parameter.default);
    const binding: Binding = module ?? { kind: 'value', occurrence };
    frame.bind(parameter.name, binding);
    if (module) noteModule(frame, parameter.node, parameter.name, module);
  }
  const body = node.field('body');
  if (body && node.type === 'lambda') leave(frame, lowerExpression(frame, body, 0));
  else if (body) lowerBlock(frame, body, 0);
  frame.finished = true;
  const [self] = parametersOf(node);
  if (self && definition.frame.isClass) session.trace?.leave(leftBy(self.name, frame));
  return frame;
}

/** xp=np: that module, or one like it. */
function usualModule(frame: Frame, usual: SyntaxNode | undefined): Binding | undefined {
  const given = usual?.type === 'identifier' ? resolve(frame, usual) : undefined;
  const path = given?.kind === 'library' && isKnownModule(given.path) ? eitherOf([eitherArray, given.path]) : undefined;
  return path === undefined ? undefined : { kind: 'library', path };
}

/** What the first parameter of a method is: an object of the class, the same in all its methods, or the class. */
function receiver({ store, session }: Frame, { frame, decoration, node }: FunctionDefinition): Term | undefined {
  const { classDefinition } = frame;
  const [first] = parametersOf(node);
  if (!classDefinition || !first || decoration === 'static') return undefined;
  if (decoration === 'class') return classDefinition.occurrence.term;
  const object = store.variable('parameter', first.name, classDefinition.id);
  session.callables.set(object, { kind: 'instance', of: classDefinition, attributes: undefined });
  return object;
}
