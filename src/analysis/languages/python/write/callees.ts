import type { SyntaxNode } from '../../syntax.ts';
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
    const own = assignedNames(body);
    const isOwn = (node: SyntaxNode) => own.has(/^\w+/.exec(node.text)?.[0] ?? '');
    const queue = [...body.named];
    for (let node = queue.pop(); node; node = queue.pop()) {
      if (/^(global|nonlocal|delete|with|print)_statement$|^(await|yield)$/.test(node.type)) return true;
      const target = /assignment$/.test(node.type) ? node.field('left') : undefined;
      if (target && /^(attribute|subscript)$/.test(target.type) && !isOwn(target)) return true;
      const call = node.type === 'expression_statement' ? node.named[0] : undefined;
      if (call?.type === 'call' && !isOwn(call)) return true;
      queue.push(...node.named);
    }
    return false;
  },
};
