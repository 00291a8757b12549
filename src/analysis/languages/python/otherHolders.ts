// Whether the value of a name may have another one: what holds it, but for operations of its value.
import type { SyntaxNode } from '../syntax.ts';
import { rootOf } from '../shared/around.ts';
import { sharesPlace } from './libraries/inPlace.ts';
import { arrayMethods } from './libraries/methods.ts';
import { functionAround } from './around.ts';

/** The last part of what is called. */
export function nameOf(call: SyntaxNode): string {
  const callee = call.field('function');
  return (callee?.field('attribute') ?? callee)?.text ?? '';
}

/**
 * Whether anything in the function around a name, or a dotted one, but an operation of its value, reads it before it is changed.
 * @param from - where in the text it was given what it stands for, if that is known
 */
export function mayHaveOthers(target: SyntaxNode, from = 0): boolean {
  const scope = functionAround(target) ?? rootOf(target);
  const queue = [scope.field('body') ?? scope];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if ((node.start >= target.start || node.end <= from) && !isWithinFunction(node, scope)) continue;
    if (node.type === target.type && node.text === target.text && (isWithinFunction(node, scope) || isHeld(node)))
      return true;
    queue.push(...node.named);
  }
  return false;
}

/** The same of what a name was given last, on the way to a place, if an assignment there gave it that. */
export function mayBeHeldSince(target: SyntaxNode): boolean {
  const given = target.type === 'identifier' ? lastGiven(target) : undefined;
  return given !== undefined && mayHaveOthers(target, given.end);
}

/** The nearest assignment of a name in a statement before the one that a place is in, or before one around that. */
function lastGiven(target: SyntaxNode): SyntaxNode | undefined {
  for (let at = target; at.parent && at.type !== 'function_definition'; at = at.parent) {
    if (!/^(?:block|module)$/.test(at.parent.type)) continue;
    const before = at.parent.named.filter(({ start }) => start < at.start).reverse();
    for (const statement of before) {
      const [assignment] = statement.type === 'expression_statement' ? statement.named : [];
      const left = assignment?.type === 'assignment' ? assignment.field('left') : undefined;
      if (left?.type === 'identifier' && left.text === target.text) return assignment;
    }
  }
  return undefined;
}

/** Whether a node stands in a function within another one: that may be run at any time. */
function isWithinFunction(node: SyntaxNode, scope: SyntaxNode): boolean {
  for (let at: SyntaxNode | null | undefined = node; at && at.start >= scope.start && at !== scope; at = at.parent) {
    if (/^(?:function_definition|lambda|class_definition)$/.test(at.type) && at.start !== scope.start) return true;
  }
  return false;
}

/** What computes something new, or only says something, of what stands in it. */
const computes =
  /^(?:binary_operator|unary_operator|comparison_operator|not_operator|augmented_assignment|assert_statement|delete_statement|if_statement|while_statement|elif_clause|interpolation)$/;
const ofForm = /^(?:shape|dtype|size|ndim|device|nbytes)$/;
/** Functions that are in no table of methods and give something new, or nothing. */
const news =
  /^(?:len|print|float|str|repr|isinstance|id|average|nan_to_num|isnan|isinf|isfinite|any|all|allclose|dot|matmul|outer|zeros_like|ones_like|empty_like|argmax|argmin|cumsum)$/;

/** Whether a name may be read at a place as what another name, a list or a function keeps. */
function isHeld(name: SyntaxNode): boolean {
  let node = name;
  for (let { parent } = node; parent; { parent } = node) {
    if (computes.test(parent.type)) return false;
    switch (parent.type) {
      case 'assignment':
        return parent.field('left')?.start !== node.start || /^(?:pattern_list|tuple_pattern)$/.test(node.type);
      case 'subscript':
        if (parent.field('value')?.start !== node.start) return false;
        break;
      case 'attribute': {
        if (parent.field('object')?.start !== node.start) return false;
        if (ofForm.test(parent.field('attribute')?.text ?? '')) return false;
        break;
      }
      case 'call':
        if (givesNew(nameOf(parent))) return false;
        if (node.type === 'argument_list' && sharesPlace(nameOf(parent)) === undefined) return true;
        break;
      case 'keyword_argument':
        if (parent.field('value')?.start !== node.start) return false;
        break;
      default:
        break;
    }
    node = parent;
  }
  return true;
}

/** Whether a function or method, by its name, computes something new of its operands. */
export function givesNew(name: string): boolean {
  if (news.test(name)) return true;
  const shares = sharesPlace(name);
  // A list of an array has its rows.
  if (shares !== undefined) return !shares && !/^(?:list|tuple|set|dict|sorted)$/.test(name);
  const known = Object.hasOwn(arrayMethods, name) ? arrayMethods[name]!.operation.does : 'same';
  return /^(?:map|binary|reduce|reduce-or-binary|sum-of-numbers|where|library|clip|bounded|quantify|loss|compare)/.test(
    known,
  );
}
