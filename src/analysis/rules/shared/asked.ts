// Values that code asks about before it goes on: where one of them is compared, it has a case of its own.
import { bare } from '../../terms/bare.ts';
import { isTest } from '../../terms/comparison.ts';
import { unwrap } from '../../terms/logarithm.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import { operandsOf } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';

/** Whether one of some values, or a part of it, is compared with anything in the function that a place is in. */
export function isAskedAbout({ computed }: RuleContext, { scope }: Occurrence, values: readonly Term[]): boolean {
  const asked = new Set(values.map(bare));
  const isIt = (operand: Term) => asked.has(bare(operand)) || asked.has(bare(unwrap(operand).inner));
  return computed.some((place) => place.scope === scope && isTest(place.term) && operandsOf(place.term).some(isIt));
}
