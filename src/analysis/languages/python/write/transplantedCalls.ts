// What a function computes, written where that is called. A call that it makes of a third one stays a call: what that computes
// is not written out again, and is still its own where a class overrides it.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { rootOf } from '../../shared/around.ts';
import { transplanted, type SyntaxCode } from '../../shared/write/transplant.ts';
import type { Piece } from '../../shared/write/piece.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { receiverAt } from './statements.ts';

/** The code of a value that a function computes whose call leads to a place, by the names at the node; undefined where there is none. */
export function codeElsewhere(
  at: Occurrence,
  node: SyntaxNode,
  term: Term,
  written: (term: Term) => Piece | undefined,
): SyntaxCode | undefined {
  const called = transplanted(at, term, written, ['inlined']);
  return called && isOpen(called.node, node) ? called : transplanted(at, term, written);
}

/** Whether what is called is a method of the same object, or a function at the top of the same text. */
function isOpen(call: SyntaxNode, node: SyntaxNode): boolean {
  const callee = call.type === 'call' && call.source === node.source ? call.field('function') : undefined;
  if (!callee) return false;
  if (callee.type === 'attribute') {
    const receiver = receiverAt(call);
    return receiver !== undefined && callee.field('object')?.text === receiver && receiverAt(node) === receiver;
  }
  return rootOf(node).named.some(
    (each) =>
      each.type === 'function_definition' && callee.type === 'identifier' && each.field('name')?.text === callee.text,
  );
}
