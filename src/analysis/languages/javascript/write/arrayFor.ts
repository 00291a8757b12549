// Arrays whose methods new code calls: what is one, a copy of what may be none, and which kind of array `map` is to give.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { formatOfClass } from '../libraries/arrayClasses.ts';
import { copyOf } from './copies.ts';
import { classOfArray } from './kinds.ts';
import type { GivenNames } from './names.ts';
import { requireMethods, sequenceOf } from './sequences.ts';
import { isKeyed } from './keyed.ts';

/** Where code is written. */
interface Here {
  readonly at: Occurrence;
  readonly node: SyntaxNode;
  readonly names: GivenNames;
  /** The code that the new code takes the place of. */
  readonly replaced: SyntaxNode;
}

/**
 * Code of an array of some elements whose methods can be called: what there is already, or a name for a copy of it.
 * @param held - where the code stands that there is, if it does in the text
 */
export function arrayFor({ at, node, names }: Here, term: Term, code: string, held: SyntaxNode | undefined): string {
  const given = names.sequences.get(code);
  if (given) requireMethods(given);
  if (given || names.find(node, term) === code || !/^[\w$.[\]]+$/.test(code)) return code;
  const sequence = held ? sequenceOf(held, false) : 'unknown';
  if (sequence !== 'arrays') requireMethods(sequence);
  if (sequence === 'array') return code;
  // Of several classes of arrays no method can be called in TypeScript, but each can be copied.
  const copy = sequence === 'arrays' ? `Array.from(${code})` : copyOf(at, term, code, node);
  if (held && isKeyed(held) && !copy?.includes('values(')) throw new Withheld('its values have keys, and no indices');
  if (copy === undefined) return code;
  const name = names.giveValue(node, term, 'values', () => copy);
  names.classes.set(name, 'Array');
  return name;
}

/**
 * The class whose `from` is to be called, where `map` would give an array of another class than the code that is there does.
 * @param isWhole - whether what it gives takes the place of that
 */
export function classToMake(
  { at, node, replaced, names }: Here,
  term: Term,
  code: string,
  held: SyntaxNode | undefined,
  isWhole: boolean,
): string | undefined {
  const wanted = classNear(replaced, at);
  if (wanted === undefined) return undefined;
  if (formatOfClass(wanted) === 'integer') throw new Withheld('what it gives is kept as integers');
  // What was named on the way there was made so, too.
  const isOnTheWay = names.find(node, term) === code && !names.sequences.has(code);
  const own = names.classes.get(code) ?? (isOnTheWay ? 'Array' : held && classOfArray(held, at));
  if (own === wanted || (!isWhole && wanted !== 'Array')) return undefined;
  if (formatOfClass(wanted) !== undefined) throw new Withheld('what it gives is an array of another class');
  return wanted;
}

/** The class of the array that some code gives, or that it is an element of. */
function classNear(node: SyntaxNode, at: Occurrence): string | undefined {
  const own = classOfArray(node, at);
  if (own !== undefined) return own;
  const array = node.type === 'subscript_expression' ? node.field('object') : undefined;
  const found = array && classOfArray(array, at);
  if (found !== undefined) return found;
  for (const inner of node.named) {
    const near = /function|statement/.test(inner.type) ? undefined : classNear(inner, at);
    if (near !== undefined && (inner.type === 'arguments' || !node.type.startsWith('call'))) return near;
  }
  return undefined;
}
