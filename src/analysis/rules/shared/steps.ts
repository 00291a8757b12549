// Schedules: the sigmoid of a step number and of settings, which begins where its exponential is small and falls from there.
import type { Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';

/** What code calls a number that only counts up, from 0. */
const counterName = /^(?:\w+_)?(?:step|epoch|iteration|iter|itr)s?$|^it$/i;

/** Whether an exponent of a step number and settings alone falls as that grows: -k * (step - total / 2). */
export function fallsWithSteps(exponent: Term): boolean {
  const leaves = [...subterms(exponent)].filter(({ kind }) => kind !== 'binary' && kind !== 'map');
  const areSettings = leaves.every(
    (leaf) =>
      leaf.kind === 'constant' || (leaf.kind === 'variable' && (leaf.role === 'parameter' || leaf.role === 'global')),
  );
  const signs = areSettings ? signsOf(exponent, 1) : [];
  return signs.length > 0 && signs.every((sign) => sign < 0);
}

/** With which sign each step number goes into a value, where settings that it is multiplied by are above 0. */
function signsOf(term: Term, sign: number): readonly number[] {
  if (term.kind === 'variable') return counterName.test(term.name) ? [sign] : [];
  if (term.kind === 'map') return term.name === 'neg' ? signsOf(term.operand, -sign) : unclear(term);
  if (term.kind !== 'binary') return [];
  const { name, left, right } = term;
  switch (name) {
    case 'add':
      return [...signsOf(left, sign), ...signsOf(right, sign)];
    case 'subtract':
      return [...signsOf(left, sign), ...signsOf(right, -sign)];
    case 'multiply':
      return [...signsOf(left, sign * factor(right)), ...signsOf(right, sign * factor(left))];
    case 'divide':
      return [...signsOf(left, sign * factor(right)), ...unclear(right)];
    default:
      return unclear(term);
  }
}

function factor(term: Term): number {
  if (term.kind === 'map' && term.name === 'neg') return -factor(term.operand);
  return term.kind === 'constant' && term.value < 0 ? -1 : 1;
}

/** What it does with a step number is not followed. */
function unclear(term: Term): readonly number[] {
  return [...subterms(term)].some((part) => part.kind === 'variable' && counterName.test(part.name)) ? [1] : [];
}
