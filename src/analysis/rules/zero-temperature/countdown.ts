// t = 1, while t >= 0: …, t -= 0.25: a name that a loop counts down through 0, in double precision. With steps of 0.1 it does
// not meet 0 but 1.4e-16 beside it.
import { compares, comparisonOf } from '../../terms/comparison.ts';
import type { Term } from '../../terms/term.ts';

/** A loop that goes on for longer is not followed. */
const mostRounds = 100_000;

/**
 * Whether a name that a loop changes is exactly minus `offset` in one of its rounds.
 * @param name - what the name is at the head of a round
 * @param definitions - what it is before the loop and after a round
 * @param test - under which the loop goes on
 */
export function countsToZero(name: Term, definitions: readonly Term[], test: Term, offset: number): boolean {
  const [step, ...others] = definitions.flatMap((each) => stepOf(name, each) ?? []);
  const [start, ...starts] = definitions.filter((each) => stepOf(name, each) === undefined);
  const compared = comparisonOf(test);
  if (step === undefined || start?.kind !== 'constant' || !compared || others.length + starts.length > 0) return false;
  const isLeft = compared.left === name;
  const limit = isLeft ? compared.right : compared.left;
  if (limit.kind !== 'constant' || (!isLeft && compared.right !== name)) return false;
  let value = start.value;
  for (let round = 0; round < mostRounds; round++) {
    if (!compares(compared.comparator, isLeft ? value : limit.value, isLeft ? limit.value : value)) return false;
    if (value + offset === 0) return true;
    value += step;
  }
  return false;
}

/** By how much a round changes the name. */
function stepOf(name: Term, after: Term): number | undefined {
  if (after.kind !== 'binary' || after.left !== name || after.right.kind !== 'constant') return undefined;
  if (after.name === 'subtract') return -after.right.value;
  return after.name === 'add' ? after.right.value : undefined;
}
