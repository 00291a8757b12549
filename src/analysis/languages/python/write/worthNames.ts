// Whether a value of new code that is to be named is worth a name: if the code has it several times, or is hard to read with it.
import type { RewritePlan } from '../../../rules/rule.ts';
import type { Term } from '../../../terms/term.ts';
import { operandsOf } from '../../../terms/walk.ts';
import type { Piece } from '../../shared/write/piece.ts';

interface Words {
  readonly task: { readonly plan: RewritePlan };
  written(term: Term): Piece | undefined;
}

/** @param words - what of it is there already, so that nothing in it is written anew */
export function isWorthName(words: Words, value: Term): boolean {
  // A maximum is easier to read by itself; x - max(x), of which a logarithm is taken away, is not.
  if (value.kind !== 'binary') return true;
  // Up to two: a value that is in another one twice is there as often as that, so that a walk of all has no end of steps.
  const times = new Map<Term, number>();
  const timesIn = (whole: Term): number => {
    if (whole === value) return 1;
    const known = times.get(whole);
    if (known !== undefined) return known;
    let count = 0;
    if (!words.written(whole)) for (const operand of operandsOf(whole)) count = Math.min(2, count + timesIn(operand));
    times.set(whole, count);
    return count;
  };
  return words.task.plan.replacements.reduce((count, { by }) => count + timesIn(by), 0) > 1;
}
