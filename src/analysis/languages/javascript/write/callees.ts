import type { SyntaxNode } from '../../syntax.ts';
import type { Functions } from '../../shared/write/callees.ts';
import { addPattern, isScope, writesIn } from '../lower/ownNames.ts';
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
    const rootOf = (code: string) => /^[\w$]+/.exec(code)?.[0] ?? '';
    if (writesIn(body).some(({ name }) => !own.has(rootOf(name)))) return true;
    const queue = [body];
    for (let node = queue.pop(); node; node = queue.pop()) {
      if (/^(yield|await)_expression$|^throw_statement$/.test(node.type)) return true;
      const call = node.type === 'expression_statement' ? node.named[0] : undefined;
      if (call?.type === 'call_expression' && !own.has(rootOf(call.text))) return true;
      if (node.type === 'call_expression' && changes(node) && !own.has(rootOf(node.text))) return true;
      queue.push(...node.named);
    }
    return false;
  },
};

/** counts.push(1), wherever it stands. */
function changes(call: SyntaxNode): boolean {
  const name = call.field('function')?.field('property')?.text ?? '';
  return /^(push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear)$/.test(name);
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
