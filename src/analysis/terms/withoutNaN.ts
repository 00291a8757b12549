// What takes the NaN out of a value, where that is more than the value itself.
import { unit } from './bounds/interval.ts';
import { factorsOf } from './factors.ts';
import { isLog } from './lossParts.ts';
import type { TermStore } from './store.ts';
import type { Term } from './term.ts';
import { operandsOf } from './walk.ts';

/**
 * A value with 0 in the place of NaN. Where nothing in it is 0 · log(0), which is what people take out in this way, it is the
 * value itself: what is known of it holds for all that is a number.
 */
export function withoutNaN(store: TermStore, value: Term): Term {
  const { factors } = factorsOf(value, isOfLogs);
  if (factors.length < 2 || !factors.some(isOfLogs)) return value;
  const isNaN = store.opaque('is nan', [value], { range: unit, says: 'nan' });
  return store.where(isNaN, store.constant(0), value);
}

/** A logarithm, a difference of such, one over a number. */
function isOfLogs(term: Term): boolean {
  if (isLog(term)) return true;
  const isLinear = term.kind === 'binary' && ['add', 'subtract', 'multiply', 'divide'].includes(term.name);
  return isLinear && operandsOf(term).some(isOfLogs);
}

/** Whether a choice takes the NaN out of a value. */
export function takesNaNOut(choice: Term, value: Term): boolean {
  if (choice.kind !== 'where' || (choice.yes !== value && choice.no !== value)) return false;
  return saysNaN(choice.condition);
}

function saysNaN(condition: Term): boolean {
  if (condition.kind !== 'opaque') return false;
  return condition.says === 'nan' || condition.operands.some(saysNaN);
}
