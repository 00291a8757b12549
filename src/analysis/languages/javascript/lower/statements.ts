// Statements in order, each changing what names stand for.
import { isOwn } from './ownership.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { leave, type Frame } from '../../shared/lower/frame.ts';
import { lowerDeclaration } from './assignments.ts';
import { lowerBlock } from './blocks.ts';
import { lowerIf, lowerSwitch, lowerTry } from './branches.ts';
import { isInCallback } from './callbacks.ts';
import { findFunction } from '../libraries/index.ts';
import { resolve } from './names.ts';
import { refine } from './refinement.ts';
import { lowerClass } from './classes.ts';
import { lowerExport } from './exports.ts';
import { lowerExpression } from './expressions.ts';
import { isFunctionDeclaration } from './hoisting.ts';
import { lowerImport } from './imports.ts';
import { lowerFor, lowerForIn, lowerWhile } from './loops.ts';
import { lowerNamespace } from './namespaces.ts';
import { lowerBreak, lowerContinue, lowerReturn } from '../../shared/lower/jumps.ts';

/** Blocks nested deeper than this are passed over. */
const maxDepth = 80;

type Handler = (frame: Frame, node: SyntaxNode, depth: number) => void;

const handlers: Readonly<Record<string, Handler>> = {
  expression_statement: lowerExpressionStatement,
  lexical_declaration: lowerDeclaration,
  variable_declaration: lowerDeclaration,
  return_statement: (frame, node, depth) => {
    lowerReturn(frame, node, (value) => lowerExpression(frame, value, depth), !isInCallback(frame));
  },
  if_statement: lowerIf,
  for_statement: lowerFor,
  for_in_statement: lowerForIn,
  while_statement: lowerWhile,
  do_statement: lowerWhile,
  try_statement: lowerTry,
  switch_statement: lowerSwitch,
  statement_block: lowerBlock,
  ERROR: lowerBlock,
  class_declaration: lowerClass,
  abstract_class_declaration: lowerClass,
  import_statement: lowerImport,
  internal_module: lowerNamespace,
  module: lowerNamespace,
  export_statement: lowerExport,
  labeled_statement: (frame, node, depth) => {
    const body = node.field('body');
    if (body) lowerStatement(frame, body, depth);
  },
  break_statement: lowerBreak,
  continue_statement: lowerContinue,
  throw_statement: (frame, node, depth) => {
    for (const part of node.named) leave(frame, lowerExpression(frame, part, depth));
    frame.environment.ended = 'return';
  },
};

/** Statements of types alone, and those that are lowered elsewhere. */
const passedOver =
  /^(interface_declaration|type_alias_declaration|enum_declaration|ambient_declaration|empty_statement|import_alias|hash_bang_line|debugger_statement)$/;

export function lowerStatement(frame: Frame, node: SyntaxNode, depth: number): void {
  if (depth > maxDepth || isFunctionDeclaration(node) || passedOver.test(node.type)) return;
  if (Object.hasOwn(handlers, node.type)) handlers[node.type]!(frame, node, depth + 1);
  else for (const part of node.named) leave(frame, lowerExpression(frame, part, depth + 1));
}

function lowerExpressionStatement(frame: Frame, node: SyntaxNode, depth: number): void {
  for (const part of node.named) {
    // A namespace is an expression to the grammar.
    if (part.type === 'internal_module') lowerNamespace(frame, part, depth);
    else {
      const value = lowerExpression(frame, part, depth);
      if (!/assignment|update/.test(part.type) && !growsOwn(frame, part)) leave(frame, value);
      const call = withoutBrackets(part);
      if (call.type === 'call_expression' && isAssertion(frame, call)) {
        refine(frame, call.field('arguments')?.named[0], true);
      }
    }
  }
}

function isAssertion(frame: Frame, call: SyntaxNode): boolean {
  const callee = call.field('function');
  const binding = callee && resolve(frame, callee);
  return binding?.kind === 'library' && findFunction(binding.path)?.operation.does === 'assert';
}

/** out.push(x), out.set(k, x) of an array, or a Map, that was made here. */
function growsOwn(frame: Frame, call: SyntaxNode): boolean {
  const callee = call.type === 'call_expression' ? call.field('function') : undefined;
  const name = /^(?:push|set)$/.test(callee?.field('property')?.text ?? '') ? callee?.field('object') : undefined;
  return name?.type === 'identifier' && isOwn(frame, name.text, name);
}
