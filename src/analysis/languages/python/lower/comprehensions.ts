// [exp(v - m) for v in x] is exp(x - m): a comprehension whose body treats each element alike is the body on the whole.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { someOf } from '../../../terms/gathers.ts';
import { lift } from '../../../terms/lift.ts';
import { findFunction } from '../libraries/index.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { bindTarget } from './assignments.ts';
import { lowerExpression, lowerOther } from './expressions.ts';
import { occur, type Frame } from './frame.ts';
import { resolve } from './names.ts';

export function lowerComprehension(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const body = node.field('body');
  const clauses = node.named.filter((part) => part !== body);
  if (!body) return lowerOther(frame, node, depth);
  const outside = frame.environment;
  frame.environment = outside.fork();
  frame.nesting++;
  const elements = clauses.map((clause) => lowerClause(frame, clause, depth));
  const value = lowerExpression(frame, body, depth);
  frame.nesting--;
  frame.environment = outside;
  const [only] = elements;
  const lifted = elements.length === 1 && only ? lift(frame.store, value.term, only.term) : undefined;
  if (lifted) return occur(frame, node, lifted, [value]);
  return occur(frame, node, frame.store.gather(value.term, someOf, []), [value]);
}

/** Binds what a clause binds; the element of its sequence, or undefined of a condition or what is not followed. */
function lowerClause(frame: Frame, clause: SyntaxNode, depth: number): Occurrence | undefined {
  if (clause.type !== 'for_in_clause') {
    for (const part of clause.named) lowerExpression(frame, part, depth);
    return undefined;
  }
  const target = clause.field('left');
  const sequence = clause.field('right');
  if (!target || !sequence) return undefined;
  return bindElement(frame, target, sequence, depth);
}

/** Binds the targets of `for target in sequence`, and says which element they hold. */
export function bindElement(
  frame: Frame,
  target: SyntaxNode,
  sequence: SyntaxNode,
  depth: number,
): Occurrence | undefined {
  const { store } = frame;
  const counted = enumerated(frame, sequence);
  const source = lowerExpression(frame, counted ?? sequence, depth);
  const element = occur(frame, counted ?? sequence, store.element(source.term, frame.nesting), [source], {
    form: 'read',
  });
  if (!counted) {
    bindTarget(frame, target, { kind: 'value', occurrence: element }, depth);
    return element;
  }
  const index = occur(frame, sequence, store.opaque(`index ${frame.nesting}`, [source.term]), [source]);
  const pair = occur(frame, sequence, store.stack([index.term, element.term]), [index, element]);
  bindTarget(frame, target, { kind: 'value', occurrence: pair }, depth);
  return element;
}

/** The x of enumerate(x). */
function enumerated(frame: Frame, sequence: SyntaxNode): SyntaxNode | undefined {
  const callee = sequence.type === 'call' ? sequence.field('function') : undefined;
  if (callee?.text !== 'enumerate' || resolve(frame, callee) || findFunction('builtins.enumerate')) return undefined;
  return sequence.field('arguments')?.named[0];
}
