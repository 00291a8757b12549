// What shows a value to be a probability, beside its own definition.
import { unwrap } from '../../terms/logarithm.ts';
import { probabilityOf, type Probability } from '../../terms/probability.ts';
import { isByHand } from '../../terms/sigmoidInLog.ts';
import type { Probable } from '../../terms/probable.ts';
import type { Term } from '../../terms/term.ts';
import type { RuleContext } from '../rule.ts';

/**
 * - callers: every call gives a parameter one
 * - rounds: it is one before a loop and after each of its rounds
 * - call: it is one for what a call gives
 * - quotient: it is one of two that are divided
 * - divisor: it is what something that is not 0 is divided by
 * - itself, branch, mixture, part, weighted, difference: see `Probable`
 */
export interface Shown {
  readonly kind: Probability['kind'];
  readonly by: 'callers' | 'rounds' | 'call' | 'quotient' | 'divisor' | Probable['by'];
  /** Whether a call gives a sigmoid that is written out: its exp overflows before it would have become 0. */
  readonly isByHand?: boolean;
}

/** Whether one of some values is a sigmoid that is written out. */
export function isGivenByHand({ store, bounds }: RuleContext, values: readonly Term[]): boolean {
  return values.some((value) => {
    const probability = probabilityOf(store, bounds, unwrap(value).inner);
    return probability?.kind === 'sigmoid' && isByHand(probability);
  });
}

export function kindOf({ store, bounds }: RuleContext, value: Term): Probability['kind'] | undefined {
  return probabilityOf(store, bounds, unwrap(value).inner)?.kind;
}

/** Of a name at the head of a loop, the kind of probability that it is before it and after each round. */
export function kindCarried(
  context: RuleContext,
  term: Term,
  seen: ReadonlySet<Term> = new Set(),
): Probability['kind'] | undefined {
  if (term.kind !== 'variable' || term.role !== 'loop' || seen.has(term)) return undefined;
  return kindOfAll(context, context.valuesOf(term), new Set([...seen, term]));
}

/** The kind of probability that all of some values are, names at the heads of loops among them. */
export function kindOfAll(
  context: RuleContext,
  values: readonly Term[],
  seen?: ReadonlySet<Term>,
): Probability['kind'] | undefined {
  const kinds = values.map((value) => kindOf(context, value) ?? kindCarried(context, unwrap(value).inner, seen));
  return kinds.every((kind) => kind === kinds[0]) ? kinds[0] : undefined;
}
