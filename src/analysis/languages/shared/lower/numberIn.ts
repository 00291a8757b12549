import type { Term } from '../../../terms/term.ts';

/** The number that a text is read as: float('-inf'). */
export function numberIn(term: Term): number | undefined {
  if (term.kind !== 'opaque' || !term.key.startsWith('string ')) return undefined;
  const text = term.key.slice('string '.length).trim().toLowerCase();
  const infinite = /^([+-]?)inf(inity)?$/.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  return /^[+-]?[\d.]+(e[+-]?\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
}
