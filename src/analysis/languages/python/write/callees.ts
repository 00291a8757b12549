import type { SyntaxNode } from '../../syntax.ts';
import { wordsOf } from '../../shared/words.ts';
import type { Functions } from '../../shared/write/callees.ts';
import { assignedNames } from '../lower/ownNames.ts';

export const functions: Functions = {
  around(node) {
    let at: SyntaxNode | undefined = node;
    while (at && at.type !== 'function_definition') at = at.parent;
    // That an object was made is not what a call does.
    return at?.field('name')?.text === '__init__' ? undefined : at;
  },

  doesMore(definition) {
    const body = definition.field('body');
    if (!body) return false;
    const own = madeNames(body);
    const isOwn = (node: SyntaxNode) => own.has(/^\w+/.exec(node.text)?.[0] ?? '');
    const queue = [...body.named];
    for (let node = queue.pop(); node; node = queue.pop()) {
      if (/^(global|nonlocal|delete|with|print|raise|assert)_statement$|^(await|yield)$/.test(node.type)) return true;
      const target = /assignment$/.test(node.type) ? node.field('left') : undefined;
      const isChanged = node.type === 'augmented_assignment' || /^(attribute|subscript)$/.test(target?.type ?? '');
      if (target && isChanged && !isOwn(target)) return true;
      const call = node.type === 'expression_statement' ? node.named[0] : undefined;
      if (call?.type === 'call' && !isOwn(call)) return true;
      if (node.type === 'call' && changes(node) && !isOwn(node)) return true;
      queue.push(...node.named);
    }
    return false;
  },
};

/** Names of what is made in some code, and no other name of something that was there before. */
function madeNames(body: SyntaxNode): ReadonlySet<string> {
  const names = new Set(assignedNames(body));
  const queue = [...body.named];
  for (let node = queue.pop(); node; node = queue.pop()) {
    const [target, value] = node.type === 'assignment' ? [node.field('left'), node.field('right')] : [];
    const isOther =
      value && /^(identifier|attribute|subscript|conditional_expression|boolean_operator)$/.test(value.type);
    if (target && isOther) names.delete(target.text);
    // Parts of something.
    if (node.type === 'for_statement') for (const name of wordsOf(node.field('left')?.text ?? '')) names.delete(name);
    // A parameter that is only changed.
    if (node.type === 'augmented_assignment' && !isAssigned(body, node.field('left')?.text)) {
      names.delete(node.field('left')?.text ?? '');
    }
    queue.push(...node.named);
  }
  return names;
}

function isAssigned(body: SyntaxNode, name: string | undefined): boolean {
  const queue = [...body.named];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === 'assignment' && node.field('left')?.text === name) return true;
    queue.push(...node.named);
  }
  return false;
}

/** hist.append(x), wherever it stands. */
function changes(call: SyntaxNode): boolean {
  const name = call.field('function')?.field('attribute')?.text ?? '';
  return /^(append|extend|insert|add|update|pop|popleft|remove|clear|write|put|step|appendleft|setdefault)$|[^_]_$/.test(
    name,
  );
}
