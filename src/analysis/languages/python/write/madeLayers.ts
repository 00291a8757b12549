// Layers whose parts are made, or named, where the layer itself is called.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { inMethods, methodAround } from './unfold.ts';

/**
 * Whether a layer that is called makes what it is made of then: its build is run by a call of it alone, and a layer that is made in its
 * code belongs to it by that.
 */
export function isMadeWhereCalled(at: Occurrence, term: Term): boolean {
  for (const { object, code } of inMethods(at, term)) {
    const isCalled = object.parent?.type === 'call' && object.parent.field('function')?.end === object.end;
    const method = methodAround(code);
    if (method && (makesLayers(method) || (isCalled && hasBuild(method)))) return true;
  }
  return false;
}

function hasBuild(method: SyntaxNode): boolean {
  const inner = method.parent?.type === 'decorated_definition' ? method.parent : method;
  const others = (inner.parent?.named ?? []).map((each) => each.field('definition') ?? each);
  return others.some((each) => each.type === 'function_definition' && each.field('name')?.text === 'build');
}

/** Linear(3)(x), self.param('w', …): the names of parameters are those of the module whose method it is. */
function makesLayers(node: SyntaxNode): boolean {
  const callee = node.type === 'call' ? node.field('function') : undefined;
  if (callee?.type === 'call') return true;
  if (
    callee &&
    /(^|\.)(get_parameter|get_state|get_variable|param|variable|add_weight|add_variable)$/.test(callee.text)
  )
    return true;
  return node.named.some(makesLayers);
}
