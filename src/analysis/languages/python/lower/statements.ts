// Statements in order, each changing what names stand for.
import type { SyntaxNode } from '../../syntax.ts';
import { lowerAssignment, lowerAugmented, bindTarget } from './assignments.ts';
import { lowerIf, lowerMatch, lowerTry } from './branches.ts';
import { lowerClass } from './classes.ts';
import { lowerExpression } from './expressions.ts';
import { leave, occur, type Frame } from '../../shared/lower/frame.ts';
import { change } from '../../shared/lower/changes.ts';
import { decorated, decorationOf, isSetter } from './decorators.ts';
import { lowerImport, lowerImportFrom } from './imports.ts';
import { operationOf } from './quantified.ts';
import { changesOwn, growsOwn } from './ownership.ts';
import { runWith } from './gradients.ts';
import { refine } from './refinement.ts';
import { lowerFor, lowerWhile } from './loops.ts';
import { lowerBreak, lowerContinue, lowerReturn } from '../../shared/lower/jumps.ts';
import { noteTest } from '../../shared/lower/truth.ts';
import { define } from '../../shared/lower/functions.ts';

/** Blocks nested deeper than this are passed over. */
const maxDepth = 80;

type Handler = (frame: Frame, node: SyntaxNode, depth: number) => void;

const handlers: Readonly<Record<string, Handler>> = {
  expression_statement: lowerExpressionStatement,
  return_statement: (frame, node, depth) => {
    lowerReturn(frame, node, (value) => lowerExpression(frame, value, depth));
  },
  if_statement: lowerIf,
  for_statement: lowerFor,
  while_statement: lowerWhile,
  try_statement: lowerTry,
  match_statement: lowerMatch,
  with_statement: lowerWith,
  function_definition: (frame, node) => {
    const name = node.field('name')?.text ?? '';
    frame.bind(name, { kind: 'function', definition: define(frame, node, name) });
  },
  class_definition: lowerClass,
  decorated_definition: lowerDecorated,
  import_statement: lowerImport,
  import_from_statement: lowerImportFrom,
  break_statement: lowerBreak,
  continue_statement: lowerContinue,
  raise_statement: (frame, node, depth) => {
    lowerParts(frame, node, depth);
    frame.environment.ended = 'return';
  },
  delete_statement: lowerDelete,
  assert_statement: (frame, node, depth) => {
    const [condition, ...message] = node.named.map((part) => lowerExpression(frame, part, depth));
    for (const part of [condition, ...message]) if (part) leave(frame, part);
    if (condition) noteTest(frame, node, condition);
    refine(frame, node.named[0], true);
  },
  block: lowerBlock,
  module: lowerBlock,
  ERROR: lowerBlock,
};

/** del x, y[0] */
function lowerDelete(frame: Frame, node: SyntaxNode, depth: number): void {
  for (const target of node.named) {
    if (/^(?:expression_list|tuple|list)$/.test(target.type)) lowerDelete(frame, target, depth);
    const of = target.type === 'subscript' ? target.field('value') : undefined;
    // A list without some of its elements is another.
    if (of) change(frame, lowerExpression(frame, of, depth));
    else frame.bind(target.text, undefined);
  }
}

export function lowerBlock(frame: Frame, block: SyntaxNode, depth: number): void {
  for (const statement of block.named) {
    if (frame.environment.ended) {
      // Nothing here is reached, or an error in the text hides how it is: its functions still are looked at.
      if (statement.type !== 'function_definition' && statement.type !== 'class_definition') continue;
    }
    if (frame.idle?.has(statement) !== true) lowerStatement(frame, statement, depth);
  }
}

export function lowerStatement(frame: Frame, node: SyntaxNode, depth: number): void {
  if (depth > maxDepth) return;
  const handler = Object.hasOwn(handlers, node.type) ? handlers[node.type]! : lowerParts;
  handler(frame, node, depth + 1);
}

/** A statement of which only the values count that it takes: assert, print, del of Python 2 … */
function lowerParts(frame: Frame, node: SyntaxNode, depth: number): void {
  if (node.type === 'global_statement' || node.type === 'nonlocal_statement') return;
  for (const part of node.named) leave(frame, lowerExpression(frame, part, depth));
}

function lowerExpressionStatement(frame: Frame, node: SyntaxNode, depth: number): void {
  for (const part of node.named) {
    if (part.type === 'assignment') lowerAssignment(frame, part, depth);
    else if (part.type === 'augmented_assignment') lowerAugmented(frame, part, depth);
    else {
      const value = lowerExpression(frame, part, depth);
      if (!growsOwn(frame, part, value) && !changesOwn(frame, part, value)) leave(frame, value);
      const called = operationOf(frame, part);
      if (called?.operation.does === 'assert') refine(frame, called.of, true);
    }
  }
}

function lowerWith(frame: Frame, node: SyntaxNode, depth: number): void {
  for (const clause of node.named) {
    if (clause.type !== 'with_clause') continue;
    for (const item of clause.named) {
      const value = item.field('value') ?? item.named[0];
      const pattern = value?.type === 'as_pattern' ? value : undefined;
      const source = pattern?.named[0] ?? value;
      if (!source) continue;
      const entered = lowerExpression(frame, source, depth);
      const alias = pattern?.field('alias');
      const term = frame.store.opaque('entered', [entered.term]);
      if (alias) bindTarget(frame, alias, { kind: 'value', occurrence: occur(frame, alias, term, [entered]) }, depth);
    }
  }
  const body = node.field('body');
  if (!body) return;
  runWith(frame, node, body, () => {
    lowerBlock(frame, body, depth);
  });
}

function lowerDecorated(frame: Frame, node: SyntaxNode, depth: number): void {
  const inner = node.field('definition');
  if (inner?.type !== 'function_definition') {
    if (inner) lowerStatement(frame, inner, depth);
    return;
  }
  const name = inner.field('name')?.text ?? '';
  const setter = isSetter(node);
  const decoration = setter ? 'unknown' : decorationOf(frame, node);
  const definition = define(frame, inner, name, decoration);
  if (setter) return;
  const made = decoration === 'unknown' ? decorated(frame, node, definition, depth) : undefined;
  frame.bind(name, made ?? { kind: 'function', definition });
}
