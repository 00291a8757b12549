// What a value is made from where it is given as something else: a number as a text, a matrix as its only row.
import type { Term } from '../../../terms/term.ts';
import { textOf } from '../../../terms/text.ts';

/** What an array of one array holds: np.array([x.sum(axis=1)]) is a matrix of one row. */
export function rowOf(term: Term): Term | undefined {
  const [only, ...others] = term.kind === 'stack' ? term.items : [];
  const isArray = only?.kind === 'reduce' && only.axis.kind === 'known' && others.length === 0;
  return isArray ? only : undefined;
}

/** float('-inf') */
export function numberIn(term: Term): number | undefined {
  const text = textOf(term)?.trim().toLowerCase();
  if (text === undefined) return undefined;
  const infinite = /^([+-]?)inf(inity)?$/.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  return /^[+-]?[\d.]+(e[+-]?\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
}
