// Expressions to terms: one handler for each kind of node; what has none is opaque.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { textTerm } from '../../../terms/text.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { lowerAttribute } from './attributes.ts';
import { lowerCall } from './calls.ts';
import { lowerComprehension } from './comprehensions.ts';
import { occur, leave, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { defineLambda } from './functions.ts';
import { lowerDictionary } from './dictionaries.ts';
import { number, stringText } from './literals.ts';
import { readName, resolve } from './names.ts';
import { lowerBinary, lowerComparison, lowerLogical, lowerConditional, lowerUnary } from './operators.ts';
import { lowerSubscript } from './subscripts.ts';
import { nothingKey } from '../../shared/lower/nothing.ts';
import { lookUp } from '../../shared/lower/names.ts';
import { lowerBy, notUnderstood, display, type Lower } from '../../shared/lower/expressions.ts';

const handlers: Readonly<Record<string, Lower>> = {
  identifier: (frame, node) => readName(frame, node, resolve(frame, node)),
  attribute: lowerAttribute,
  call: lowerCall,
  binary_operator: lowerBinary,
  unary_operator: lowerUnary,
  comparison_operator: lowerComparison,
  not_operator: lowerComparison,
  boolean_operator: lowerLogical,
  conditional_expression: lowerConditional,
  subscript: lowerSubscript,
  slice: lowerSlice,
  integer: (frame, node) => occur(frame, node, number(frame, node.text)),
  float: (frame, node) => occur(frame, node, number(frame, node.text)),
  true: (frame, node) => occur(frame, node, frame.store.constant(1)),
  false: (frame, node) => occur(frame, node, frame.store.constant(0)),
  none: (frame, node) => occur(frame, node, frame.store.opaque(nothingKey)),
  string: (frame, node, depth) => {
    const text = stringText(node.text);
    return text === undefined ? lowerOther(frame, node, depth) : occur(frame, node, textTerm(frame.store, text));
  },
  dictionary: lowerDictionary,
  list: lowerItems,
  tuple: lowerItems,
  expression_list: lowerItems,
  list_comprehension: lowerComprehension,
  generator_expression: lowerComprehension,
  set_comprehension: lowerComprehension,
  dictionary_comprehension: lowerComprehension,
  parenthesized_expression: lowerParenthesized,
  named_expression: lowerWalrus,
  lambda: (frame, node) => readName(frame, node, { kind: 'function', definition: defineLambda(frame, node) }),
  await: lowerInner,
  yield: (frame, node, depth) => {
    const value = lowerOther(frame, node, depth);
    leave(frame, value);
    return value;
  },
};

export function lowerExpression(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  return lowerBy(handlers, lowerOther, frame, node, depth);
}

/** Something not understood: equal where its parts, operators and literals are. */
export function lowerOther(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const parts = node.named.map((part) => lowerExpression(frame, part, depth));
  return notUnderstood(frame, node, parts);
}

/** Where it begins and ends is told by its places: x[:n + 1] is not x[n + 1:]. */
function lowerSlice(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const parts = node.named.map((part) => lowerExpression(frame, part, depth));
  const words = node.children.filter(({ type }) => type !== 'comment').map(({ type }) => (type === ':' ? ':' : '_'));
  return occur(frame, node, frame.store.opaque(`slice ${words.join(' ')}`, termsOf(parts), { says: 'slice' }), parts);
}

function lowerItems(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const items = node.named.map((item) => lowerExpression(frame, item, depth));
  return display(frame, node, items);
}

function lowerParenthesized(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const [inner] = node.named;
  return inner ? lowerExpression(frame, inner, depth) : lowerOther(frame, node, depth);
}

/** `await f(x)` has the value of the call, as far as anything here is known of it. */
function lowerInner(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const parts = node.named.map((part) => lowerExpression(frame, part, depth));
  return occur(frame, node, frame.store.opaque('await', termsOf(parts), { pure: false }), parts);
}

function lowerWalrus(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const name = node.field('name');
  const value = node.field('value');
  if (!name || !value) return lowerOther(frame, node, depth);
  const occurrence = lowerExpression(frame, value, depth);
  frame.bind(name.text, { kind: 'value', occurrence });
  return occur(frame, node, occurrence.term, [occurrence], { form: 'read' });
}

/** The value of a name that is read without being written, as in `x += 1`. */
export function readBinding(frame: Frame, node: SyntaxNode, name: string): Occurrence {
  return readName(frame, node, lookUp(frame, name));
}
