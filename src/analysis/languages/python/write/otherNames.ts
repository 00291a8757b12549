// Whether an array that is changed in place has another name, or is a part of another one: such see the change, and would not see
// that a name stands for a new array.
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { sharesPlace } from '../libraries/inPlace.ts';
import { givesNew, mayHaveOthers, nameOf } from '../otherHolders.ts';

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
