// Numbers that are drawn at random.
import type { Term } from './term.ts';

const draws = new WeakSet<Term>();

export function noteDraw(term: Term): void {
  draws.add(term);
}

/** Whether a value is drawn at random, so that the same code gives another one where it runs again. */
export function isDraw(term: Term): boolean {
  return draws.has(term);
}
