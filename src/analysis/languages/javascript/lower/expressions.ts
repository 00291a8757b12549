// Expressions to terms: one handler for each kind of node; what has none is opaque.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { textTerm } from '../../../terms/text.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import { lowerControl } from './controls.ts';
import { entriesOf, isMap } from './maps.ts';
import { lowerAssignment, lowerAugmented, lowerUpdate } from './assignments.ts';
import { lowerCall } from './calls.ts';
import { lowerNew } from './newObjects.ts';
import { lowerClass } from './classes.ts';
import { classOf, noteClass } from './elements.ts';
import { defineExpression } from './functions.ts';
import { number, stringText } from './literals.ts';
import { lowerMember, lowerObject } from './objects.ts';
import { readName, resolve } from './names.ts';
import { annotatedClass } from './parameters.ts';
import { lowerBinary, lowerTernary, lowerUnary } from './operators.ts';
import { refinedTerm } from '../../shared/lower/refinement.ts';
import { lowerSubscript } from './subscripts.ts';
import { isNothing, nothingKey } from '../../shared/lower/nothing.ts';
import { lowerBy, notUnderstood, display, type Lower } from '../../shared/lower/expressions.ts';

const readIdentifier: Lower = (frame, node) => readName(frame, node, resolve(frame, node));
const nothing: Lower = (frame, node) => occur(frame, node, frame.store.opaque(nothingKey));
const readFunction: Lower = (frame, node) =>
  readName(frame, node, { kind: 'function', definition: defineExpression(frame, node) });

const handlers: Readonly<Record<string, Lower>> = {
  identifier: readIdentifier,
  shorthand_property_identifier: readIdentifier,
  this: readIdentifier,
  undefined: nothing,
  null: nothing,
  member_expression: lowerMember,
  subscript_expression: lowerSubscript,
  call_expression: lowerCall,
  new_expression: lowerNew,
  binary_expression: lowerBinary,
  unary_expression: lowerUnary,
  ternary_expression: lowerTernary,
  update_expression: lowerUpdate,
  assignment_expression: lowerAssignment,
  augmented_assignment_expression: lowerAugmented,
  parenthesized_expression: lowerFirst,
  as_expression: lowerTyped,
  satisfies_expression: lowerFirst,
  non_null_expression: lowerFirst,
  type_assertion: (frame, node, depth) => {
    const value = node.named.at(-1);
    return value ? lowerExpression(frame, value, depth) : lowerOther(frame, node, depth);
  },
  sequence_expression: (frame, node, depth) =>
    node.named.map((part) => lowerExpression(frame, part, depth)).at(-1) ?? lowerOther(frame, node, depth),
  number: (frame, node) => occur(frame, node, number(frame, node.text)),
  true: (frame, node) => occur(frame, node, frame.store.constant(1)),
  false: (frame, node) => occur(frame, node, frame.store.constant(0)),
  string: (frame, node) => occur(frame, node, textTerm(frame.store, stringText(node.text) ?? node.text)),
  regex: (frame, node) => occur(frame, node, frame.store.opaque(`regex ${node.text}`)),
  array: lowerArray,
  object: lowerObject,
  arrow_function: readFunction,
  function_expression: readFunction,
  generator_function: readFunction,
  class: (frame, node, depth) => lowerClass(frame, node, depth),
  jsx_self_closing_element: (frame, node, depth) => lowerControl(frame, node, depth),
  jsx_opening_element: (frame, node, depth) => lowerControl(frame, node, depth),
  await_expression: lowerFirst,
  yield_expression: (frame, node, depth) => {
    const value = lowerOther(frame, node, depth);
    leave(frame, value);
    return value;
  },
};

export function lowerExpression(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const value = lowerBy(handlers, lowerOther, frame, node, depth);
  const refined = refinedTerm(frame, value.term);
  return refined ? occur(frame, node, refined, [value], { form: 'read' }) : value;
}

/** Something not understood: equal where its parts, operators and literals are. */
export function lowerOther(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const parts = node.named.filter(isValue).map((part) => lowerExpression(frame, part, depth));
  return notUnderstood(frame, node, parts);
}

function isValue({ type }: SyntaxNode): boolean {
  return !/^(type_|jsx_text|template_fragment|string_fragment|property_identifier|optional_chain|predefined_type)/.test(
    type,
  );
}

/** Brackets, types and `await` leave a value as it is. */
function lowerFirst(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const [inner] = node.named;
  return inner ? lowerExpression(frame, inner, depth) : lowerOther(frame, node, depth);
}

/** x as Float32Array: of what no more is known than that. */
function lowerTyped(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const value = lowerFirst(frame, node, depth);
  const type = annotatedClass(node.named[1]);
  const { term } = value;
  const isUnknown = (term.kind === 'opaque' && !isNothing(term)) || term.kind === 'variable' || term.kind === 'gather';
  if (type !== undefined && isUnknown && classOf(term) === undefined) noteClass(term, type);
  return value;
}

/** [a, b], and [...x], which is a copy of x. */
function lowerArray(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const parts = node.named;
  const [only] = parts;
  if (parts.length === 1 && only?.type === 'spread_element' && only.named[0]) {
    const source = lowerExpression(frame, only.named[0], depth);
    if (isMap(source)) return occur(frame, node, entriesOf(frame.store, source.term), [source]);
    return occur(frame, node, source.term, [source], { form: 'read' });
  }
  if (parts.some(({ type }) => type === 'spread_element')) return lowerOther(frame, node, depth);
  const items = parts.map((item) => lowerExpression(frame, item, depth));
  return display(frame, node, items);
}
