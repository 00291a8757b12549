import { parentOutside } from '../../shared/brackets.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Term } from '../../../terms/term.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';
import { Frame, leave, occur } from '../../shared/lower/frame.ts';
import { lowerBlock } from './blocks.ts';
import { bindTarget } from './assignments.ts';
import { loadedModule } from './amd.ts';
import { noteClass } from './elements.ts';
import { noteObject } from './implementations.ts';
import { noteFunction } from './captured.ts';
import { lowerExpression } from './expressions.ts';
import { addPattern, declaredNames } from './ownNames.ts';
import { annotatedFamily, annotatedClass, parametersOf } from './parameters.ts';
import { hoist } from './hoisting.ts';
import { parameterTerm, setDefault } from '../../shared/lower/inlining.ts';
import { define as note } from '../../shared/lower/functions.ts';

export function isFunction({ type }: SyntaxNode): boolean {
  return type === 'arrow_function' || type === 'function_expression' || type === 'generator_function';
}

/** Notes a function, to be lowered for itself once the scope around it is known. */
export function define(frame: Frame, node: SyntaxNode, name: string): FunctionDefinition {
  noteFunction(frame, node);
  const marks = node.children.map(({ type }) => type);
  return note(frame, node, name, marks.includes('get') ? 'property' : marks.includes('set') ? 'unknown' : 'none');
}

const definitions = new WeakMap<Frame, Map<string, FunctionDefinition>>();

/** A function that is written as an expression: one, however often its place is lowered. It is called after its variable. */
export function defineExpression(frame: Frame, node: SyntaxNode): FunctionDefinition {
  const known = definitions.get(frame) ?? new Map<string, FunctionDefinition>();
  definitions.set(frame, known);
  const key = `${node.source.cell} ${node.start}`;
  const before = known.get(key);
  if (before) return before;
  const parent = parentOutside(node);
  const named = node.field('name') ?? (parent?.type === 'variable_declarator' ? parent.field('name') : undefined);
  const made = define(frame, node, named?.type === 'identifier' ? named.text : 'function');
  known.set(key, made);
  return made;
}

export function defineMethod(frame: Frame, node: SyntaxNode): FunctionDefinition {
  return define(frame, node, node.field('name')?.text ?? 'method');
}

/** The frame of a function's body: its own names are unset but for the parameters, which the caller binds. */
export function bodyFrame(definition: FunctionDefinition, id: string, inlined: number): Frame {
  const frame = new Frame(definition.frame.session, id, definition.frame, inlined);
  const body = definition.node.field('body');
  const names = new Set(body ? declaredNames(body) : []);
  for (const { pattern } of parametersOf(definition.node)) addPattern(names, pattern);
  frame.ownNames = names;
  return frame;
}

/** Lowers the body of a function whose parameters are bound; of an arrow with an expression, that is what it returns. */
export function lowerBody(frame: Frame, { node }: FunctionDefinition): void {
  const body = node.field('body');
  if (!body) return;
  if (body.type === 'statement_block') {
    hoist(frame, body);
    lowerBlock(frame, body, 0);
    return;
  }
  const value = lowerExpression(frame, body, 0);
  frame.returned.push(value);
  leave(frame, value);
}

/** What a parameter is that is left out, if that is written as a number, or as a name or a sum of such. */
function usualOf(frame: Frame, node: SyntaxNode): Term | undefined {
  const isPlain = /^(number|identifier|member_expression|unary_expression|binary_expression)$/.test(node.type);
  return isPlain ? lowerExpression(frame, node, 0).term : undefined;
}

/** softmax = (x) => …, in a class: `this` is the object that has it. */
function isField({ parent }: SyntaxNode): boolean {
  return parent !== undefined && /field_definition$/.test(parent.type);
}

/** A function for itself: its parameters can be anything. It is lowered once, however often it is asked for. */
export function lowerFunction(definition: FunctionDefinition): Frame {
  const { node, id } = definition;
  const { session, store, classDefinition } = definition.frame;
  const known = session.lowered.get(definition);
  if (known) return known;
  const frame = bodyFrame(definition, id, definition.frame.inlined);
  session.lowered.set(definition, frame);
  if (node.type !== 'arrow_function' || isField(node)) {
    const object = store.variable('parameter', 'this', classDefinition?.id ?? id);
    if (classDefinition)
      session.callables.set(object, { kind: 'instance', of: classDefinition, attributes: undefined });
    frame.bind('this', {
      kind: 'value',
      occurrence: occur(frame, node.field('name') ?? node, object, [], { form: 'read' }),
    });
  }
  for (const [index, parameter] of parametersOf(node).entries()) {
    const module = loadedModule(frame, node, index);
    if (module) {
      frame.bind(parameter.name, module);
      continue;
    }
    const family = annotatedFamily(frame, parameter.annotation);
    const term = parameterTerm(frame, definition, parameter.name);
    const type = annotatedClass(parameter.annotation);
    if (type !== undefined) noteClass(term, type);
    const occurrence = occur(frame, parameter.node, term, [], { family });
    noteObject(frame, parameter, occurrence, node.field('body')?.text ?? '');
    bindTarget(frame, parameter.pattern, { kind: 'value', occurrence }, 0);
    if (parameter.isProperty) frame.bind(`this.${parameter.name}`, { kind: 'value', occurrence });
    const usual = parameter.default && usualOf(frame, parameter.default);
    if (usual?.kind !== 'constant') continue;
    setDefault(frame, definition, parameter.name, usual);
    frame.store.defaults.set(term, usual.value);
  }
  lowerBody(frame, definition);
  frame.finished = true;
  return frame;
}
