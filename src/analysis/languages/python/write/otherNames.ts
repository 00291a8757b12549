// Whether an array that is changed in place has another name, or is a part of another one: such see the change, and would not see
// that a name stands for a new array.
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { rootOf } from '../../shared/around.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { sharesPlace } from '../libraries/inPlace.ts';
import { arrayMethods } from '../libraries/methods.ts';
import { functionAround } from './once.ts';

/**
 * e /= e.sum() changes the array, e = softmax(x) only what the name stands for.
 * @param at - where a statement like the first stands
 * @throws Withheld where what it changes may be seen by another name, or was not made here
 */
export function requireOwnName(at: Occurrence, target: SyntaxNode): void {
  // p[i] = softmax(x[i]) changes p where it is, as the other does.
  if (target.type === 'subscript') return;
  if (!isOfNew(at) || mayHaveOthers(target)) throw new Withheld('what is changed in place may be read by another name');
}

/**
 * Whether what an augmented assignment changes was made new wherever it was made.
 * @param asked - places that this is asked of already: what a round of a loop leaves, the next one changes
 */
function isOfNew(at: Occurrence, asked: ReadonlySet<Occurrence> = new Set()): boolean {
  if (asked.has(at)) return true;
  const [before] = at.operands;
  const all = new Set([...asked, at]);
  return before !== undefined && definitionsOf(before).every((place) => makesNew(place, all) && hasOneName(place));
}

/** Whether one name alone is given what a place computes: of `p = self.p = np.exp(x)` there is another. */
function hasOneName(place: Occurrence): boolean {
  const node = syntaxOf(place);
  return node?.parent?.type !== 'assignment' || node.parent.parent?.type !== 'assignment';
}

/** Whether a place computes what it gives, and leaves it in no array that was there before. */
function makesNew(place: Occurrence, asked: ReadonlySet<Occurrence>): boolean {
  const { form, term } = place;
  let node = syntaxOf(place);
  while (node?.type === 'parenthesized_expression') node = node.named.find(({ type }) => type !== 'comment');
  if (!node || form !== 'expression' || term.kind === 'variable') return false;
  if (node.type === 'augmented_assignment') return isOfNew(place, asked);
  if (node.type !== 'call') return operations.test(node.type);
  const name = nameOf(node);
  const given = node.field('arguments')?.named ?? [];
  const positional = given.filter(({ type }) => !/^(?:keyword_argument|comment)$/.test(type)).length;
  // np.exp(x, out=buffer), np.exp(x, buffer), x.exp_()
  const isInto = given.some(({ text }) => /^(?:out|inplace)\s*=/.test(text)) || /[^_]_$/.test(name);
  const mayBeInto = (term.kind === 'map' && positional > 1) || (term.kind === 'binary' && positional > 2);
  if (isInto || mayBeInto) return false;
  // A product of several is a new array, which einsum of one need not be.
  if (givesNew(name) || (name === 'einsum' && positional > 2)) return true;
  return sharesPlace(name) === false || (term.kind !== 'opaque' && sharesPlace(name) === undefined);
}

/** Code that makes what it gives: one of two values that there are is none of it. */
const operations =
  /^(?:binary_operator|unary_operator|comparison_operator|not_operator|list|tuple|list_comprehension|float|integer)$/;

/** The last part of what is called. */
function nameOf(call: SyntaxNode): string {
  const callee = call.field('function');
  return (callee?.field('attribute') ?? callee)?.text ?? '';
}

/** Whether anything in the function around a name, or a dotted one, but an operation of its value, reads it before it is changed. */
function mayHaveOthers(target: SyntaxNode): boolean {
  const scope = functionAround(target) ?? rootOf(target);
  const queue = [scope.field('body') ?? scope];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.start >= target.start && !isWithinFunction(node, scope)) continue;
    if (node.type === target.type && node.text === target.text && (isWithinFunction(node, scope) || isHeld(node)))
      return true;
    queue.push(...node.named);
  }
  return false;
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
function givesNew(name: string): boolean {
  if (news.test(name)) return true;
  const shares = sharesPlace(name);
  // A list of an array has its rows.
  if (shares !== undefined) return !shares && !/^(?:list|tuple|set|dict|sorted)$/.test(name);
  const known = Object.hasOwn(arrayMethods, name) ? arrayMethods[name]!.operation.does : 'same';
  return /^(?:map|binary|reduce|reduce-or-binary|sum-of-numbers|where|library|clip|bounded|quantify|loss|compare)/.test(
    known,
  );
}
