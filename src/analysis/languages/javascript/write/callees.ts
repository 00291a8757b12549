import type { SyntaxNode } from '../../syntax.ts';
import type { Functions } from '../../shared/write/callees.ts';
import { addPattern, isScope, writesIn, type Write } from '../lower/ownNames.ts';
import { parametersOf } from '../lower/parameters.ts';

export const functions: Functions = {
  around(node) {
    let at = node;
    // A callback is a part of the function that it is written in.
    while (at.parent && (!isScope(at) || at.parent.type === 'arguments')) at = at.parent;
    const isConstructor = at.field('name')?.text === 'constructor';
    return isConstructor || !at.parent ? undefined : at;
  },

  doesMore(definition) {
    const body = definition.field('body');
    if (!body) return false;
    const own = ownNames(body);
    const declared = declaredIn(definition);
    const rootOf = (code: string) => /^[\w$]+/.exec(code)?.[0] ?? '';
    if (unusedCalls(body).some((call) => !own.has(rootOf(call.text)))) return true;
    const isKept = ({ name, places }: Write) => places === undefined && !name.includes('.') && declared.has(name);
    if (writesIn(body).some((write) => !own.has(rootOf(write.name)) && !isKept(write))) return true;
    const queue = [body];
    for (let node = queue.pop(); node; node = queue.pop()) {
      if (/^(yield|await)_expression$|^throw_statement$/.test(node.type)) return true;
      if (node.type === 'unary_expression' && node.field('operator')?.text === 'delete') return true;
      // A name that is given another value is the function's own; what it holds is not.
      if (node.type === 'call_expression' && changes(node) && !own.has(rootOf(node.text))) return true;
      queue.push(...node.named);
    }
    return false;
  },
};

/** Names that a function declares, its parameters included. */
function declaredIn(definition: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  const queue = [definition];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === 'variable_declarator') addPattern(names, node.field('name'));
    if (node.type === 'for_in_statement') addPattern(names, node.field('left'));
    if (isScope(node)) for (const parameter of parametersOf(node)) addPattern(names, parameter.pattern);
    queue.push(...node.named);
  }
  return names;
}

/** counts.push(1), wherever it stands. */
export function changes(call: SyntaxNode): boolean {
  const name = call.field('function')?.field('property')?.text ?? '';
  return /^(push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear|next|write)$/.test(name);
}

const unused = new WeakMap<SyntaxNode, readonly SyntaxNode[]>();

/** Calls in some code whose values nobody reads, so that they must be made for something else. */
export function unusedCalls(code: SyntaxNode): readonly SyntaxNode[] {
  const known = unused.get(code);
  if (known) return known;
  const found: SyntaxNode[] = [];
  const queue = [code];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === 'expression_statement' && node.named[0]) addCalls(found, node.named[0]);
    if (node.type === 'sequence_expression') addCalls(found, node);
    queue.push(...node.named);
  }
  unused.set(code, found);
  return found;
}

/** Those that are the whole of an expression, or of a branch of it: ok && f(), void f(), (f(), x). */
function addCalls(found: SyntaxNode[], node: SyntaxNode): void {
  switch (node.type) {
    case 'call_expression':
      found.push(node);
      return;
    case 'parenthesized_expression':
    case 'await_expression':
    case 'unary_expression':
      if (node.named[0]) addCalls(found, node.named[0]);
      return;
    case 'binary_expression':
      if (node.field('right')) addCalls(found, node.field('right')!);
      return;
    case 'ternary_expression':
      for (const branch of ['consequence', 'alternative']) addCalls(found, node.field(branch)!);
      return;
    case 'sequence_expression':
      for (const part of node.named) addCalls(found, part);
  }
}

/** Names that are declared in some code, callbacks' parameters included. */
function ownNames(body: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  const queue = [body];
  for (let node = queue.pop(); node; node = queue.pop()) {
    const pattern = node.type === 'variable_declarator' ? node.field('name') : undefined;
    // Another name of something is not what was made.
    const isOther = /^(identifier|member_expression|subscript_expression)$/.test(node.field('value')?.type ?? '');
    if (pattern && !isOther) addPattern(names, pattern);
    if (node.type === 'for_in_statement') addPattern(names, node.field('left'));
    if (isScope(node)) for (const parameter of parametersOf(node)) addPattern(names, parameter.pattern);
    queue.push(...node.named);
  }
  return names;
}
