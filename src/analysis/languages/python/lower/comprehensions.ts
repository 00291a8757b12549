// [exp(v - m) for v in x] is exp(x - m): a comprehension whose body treats each element alike is the body on the whole.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { listOf } from '../../../terms/elements.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { keyedBy } from './apart.ts';
import { bindTarget } from './assignments.ts';
import { lowerExpression, lowerOther } from './expressions.ts';
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import { liftElements, partsOfEach } from '../../shared/lower/loopSummary.ts';
import { resolve } from './names.ts';
import { indexKey } from './room.ts';
import { refine } from './refinement.ts';
import { display } from '../../shared/lower/expressions.ts';
import { wordsOf } from '../../shared/words.ts';

export function lowerComprehension(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const body = node.field('body');
  const clauses = node.named.filter((part) => part !== body);
  if (!body) return lowerOther(frame, node, depth);
  const outside = frame.environment;
  frame.environment = outside.fork();
  frame.nesting++;
  const { nesting } = frame;
  const followed = clauses.map((clause, index) => lowerClause(frame, clause, depth, index === 0));
  const value = lowerExpression(frame, (body.type === 'pair' && body.field('value')) || body, depth);
  frame.nesting--;
  frame.environment = outside;
  const lifted = followed.length === 1 && followed[0] ? liftElements(frame.store, value.term, nesting) : undefined;
  if (lifted) return occur(frame, node, lifted, [value]);
  return occur(frame, node, listOf(frame.store, value.term, nesting), [value]);
}

/** Binds what a clause binds, and says whether it goes through every element of something. */
function lowerClause(frame: Frame, clause: SyntaxNode, depth: number, isFirst: boolean): boolean {
  if (clause.type !== 'for_in_clause') {
    // Which elements are taken depends on it, whatever is made of them.
    for (const part of clause.named) leave(frame, lowerExpression(frame, part, depth));
    if (clause.type === 'if_clause') refine(frame, clause.named[0], true);
    return false;
  }
  const target = clause.field('left');
  const sequence = clause.field('right');
  if (target && sequence) bindElement(frame, target, sequence, depth, isFirst, true);
  return target !== undefined && sequence !== undefined;
}

/**
 * Binds the targets of `for target in sequence`.
 * @param isOutside - whether the sequence is computed before anything is an element of the loop
 * @param isOwn - whether the targets are names of the comprehension alone, whatever else is called so
 */
export function bindElement(
  frame: Frame,
  target: SyntaxNode,
  sequence: SyntaxNode,
  depth: number,
  isOutside = true,
  isOwn = false,
): void {
  const elementOf = (node: SyntaxNode): Occurrence => {
    const { nesting } = frame;
    if (isOutside) frame.nesting--;
    const source = lowerExpression(frame, node, depth);
    frame.nesting = nesting;
    const parts = partsOfEach(frame.store, source.term);
    const read = (term: Term) => occur(frame, node, term, [source], { form: 'read' });
    if (parts)
      return display(
        frame,
        node,
        parts.map((part) => read(frame.store.element(part, nesting))),
      );
    return read(frame.store.element(source.term, nesting));
  };
  const bind = (occurrence: Occurrence) => {
    const names = frame.ownNames;
    if (isOwn) frame.ownNames = new Set([...names, ...wordsOf(target.text)]);
    bindTarget(frame, target, { kind: 'value', occurrence }, depth);
    frame.ownNames = names;
  };
  const zipped = argumentsOf(frame, sequence, 'zip');
  if (zipped && zipped.length > 0) {
    bind(display(frame, sequence, zipped.map(elementOf)));
    return;
  }
  const counted = argumentsOf(frame, sequence, 'enumerate')?.[0] ?? itemsOf(sequence);
  // The keys of a dictionary are the places of its values.
  const keyed = sequence.type === 'call' && !counted ? keyedBy(sequence) : undefined;
  const element = elementOf(counted ?? (keyed && !keyed.isOfItems ? keyed.node : sequence));
  if (!counted) {
    bind(element);
    return;
  }
  // enumerate(x, 1) counts something else.
  const isFromZero = sequence.field('arguments')!.named.length <= 1;
  const index = frame.store.opaque(`${isFromZero ? indexKey : 'count from '}${frame.nesting}`, [element.term], {
    says: 'form',
  });
  bind(display(frame, sequence, [occur(frame, sequence, index, [element]), element]));
}

/** The arguments of a call of one of Python's own functions. */
function argumentsOf(frame: Frame, call: SyntaxNode, name: string): readonly SyntaxNode[] | undefined {
  const callee = call.type === 'call' ? call.field('function') : undefined;
  if (callee?.text !== name || resolve(frame, callee)) return undefined;
  return call.field('arguments')?.named.filter(({ type }) => type !== 'keyword_argument');
}

/** The d of d.items(): its keys are the places of its values. */
function itemsOf(call: SyntaxNode): SyntaxNode | undefined {
  const callee = call.type === 'call' ? call.field('function') : undefined;
  if (callee?.field('attribute')?.text !== 'items' || call.field('arguments')?.named.length !== 0) return undefined;
  return callee.field('object');
}
