// Arrays that have no name of their own: the map of a Float32Array would round what is computed in double precision, that of a
// Uint8Array would take away its sign.
import type { RewritePlan } from '../../../rules/rule.ts';
import type { Term } from '../../../terms/term.ts';
import { operandsOf } from '../../../terms/walk.ts';
import { isArrayClass } from '../libraries/arrayClasses.ts';
import { classOf } from '../lower/elements.ts';

/** A plan that names no array whose elements would be rounded: these are computed where they are needed. */
export function withoutRounded(plan: RewritePlan): RewritePlan {
  const { names } = plan;
  if (!names || ![...names.keys()].some(isRounded)) return plan;
  return { ...plan, names: new Map([...names].filter(([term]) => !isRounded(term))) };
}

/** Whether a value is computed of each element of an array of a narrow format. */
export function isRounded(term: Term): boolean {
  const isElementwise = term.kind === 'map' || term.kind === 'binary';
  return isElementwise && operandsOf(term).some((operand) => isNarrow(operand) || isRounded(operand));
}

function isNarrow(term: Term): boolean {
  const name = classOf(term);
  return name !== undefined && isArrayClass(name) && name !== 'Array' && name !== 'Float64Array';
}
