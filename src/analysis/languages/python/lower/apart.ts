// Arrays whose elements a loop treats each for itself.
import { wordsOf } from '../../shared/words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';

const counting = /^(?:range|xrange|enumerate)$/;

/** The names that a loop counts with: another number, or several others, in each round. */
export function countersOf(loop: SyntaxNode): ReadonlySet<string> {
  const [target, sequence] = [loop.field('left'), loop.field('right')];
  const called = sequence?.type === 'call' ? sequence.field('function')?.text : undefined;
  if (!target || called === undefined || !counting.test(called)) return new Set();
  const counter = called === 'enumerate' ? target.named[0] : target;
  return new Set(counter?.type === 'identifier' ? [counter.text] : []);
}

/** The names of a loop that stand for the keys of a dictionary: for k in d, for k in list(d), for k, v in d.items(). */
export function keysIn(loop: SyntaxNode, dictionary: string): ReadonlySet<string> {
  const [target, sequence] = [loop.field('left'), loop.field('right')];
  const keyed = sequence && keyedBy(sequence);
  if (!target || keyed?.node.text !== dictionary) return new Set();
  const key = keyed.isOfItems ? target.named[0] : target;
  return new Set(key?.type === 'identifier' ? [key.text] : []);
}

/** d in d, d.keys(), d.items(), and in a list of any of them. */
export function keyedBy(code: SyntaxNode): { readonly node: SyntaxNode; readonly isOfItems: boolean } | undefined {
  const sequence = withoutBrackets(code);
  if (sequence.type === 'identifier') return { node: sequence, isOfItems: false };
  const callee = sequence.type === 'call' ? sequence.field('function') : undefined;
  const given = (sequence.field('arguments')?.named ?? []).filter(({ type }) => type !== 'comment');
  if (callee?.text === 'list' && given.length === 1) return keyedBy(given[0]!);
  const method = callee?.field('attribute')?.text;
  const object = callee?.field('object');
  if (!object || given.length > 0 || (method !== 'keys' && method !== 'items')) return undefined;
  return { node: withoutBrackets(object), isOfItems: method === 'items' };
}

/**
 * Whether everything that a loop's body does with an array is done with its element at one place, which the loop counts, or
 * with its length: what a round finds there is what was there before the loop.
 */
export function isApart(body: SyntaxNode, name: string, counters: ReadonlySet<string>): boolean {
  let place: string | undefined;
  const queue = [body];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type !== 'identifier' || node.text !== name || isKeyword(node)) {
      queue.push(...node.named);
      continue;
    }
    if (isLength(node)) continue;
    const at = placeOf(node);
    if (at === undefined || (place !== undefined && at !== place)) return false;
    place = at;
  }
  if (place === undefined) return false;
  const words = [...wordsOf(place)];
  return words.some((word) => counters.has(word)) && words.every((word) => !isSet(body, word));
}

function isKeyword({ parent, start }: SyntaxNode): boolean {
  return parent?.type === 'keyword_argument' && parent.field('name')?.start === start;
}

/** len(x), x.shape */
function isLength({ parent, start }: SyntaxNode): boolean {
  if (parent?.type === 'attribute')
    return parent.field('object')?.start === start && parent.field('attribute')?.text === 'shape';
  return (
    parent?.type === 'argument_list' && parent.named.length === 1 && parent.parent?.field('function')?.text === 'len'
  );
}

/** The indices of x[i, j], if these are names. */
function placeOf(node: SyntaxNode): string | undefined {
  const { parent } = node;
  if (parent?.type !== 'subscript' || parent.field('value')?.start !== node.start) return undefined;
  const indices = parent.fields('subscript');
  return indices.every(({ type }) => type === 'identifier') ? indices.map(({ text }) => text).join(',') : undefined;
}

/** Whether a name is given another value in a body, other than by a loop that counts with it. */
export function isSet(body: SyntaxNode, name: string): boolean {
  const queue = [body];
  for (let node = queue.pop(); node; node = queue.pop()) {
    const target = /^(?:augmented_)?assignment$/.test(node.type) ? node.field('left') : undefined;
    if (target && wordsOf(target.text).has(name) && target.type !== 'subscript') return true;
    if (
      node.type === 'for_statement' &&
      wordsOf(node.field('left')?.text ?? '').has(name) &&
      !countersOf(node).has(name)
    )
      return true;
    queue.push(...node.named);
  }
  return false;
}
