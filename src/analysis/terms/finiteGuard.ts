// A maximum that is kept finite, so that x - m is no NaN where all of x is infinite: where(isfinite(m), m, 0). Or from falling below 0.
import { comparisonOf, differing } from './comparison.ts';
import { isStored } from './gathers.ts';
import type { TermStore } from './store.ts';
import type { Term } from './term.ts';

/** The value where it is finite, 0 elsewhere. */
export function finiteOrZero(store: TermStore, term: Term): Term {
  return store.where(store.map('finite', term), term, store.constant(0));
}

/** Logits are above it: what is kept from falling below is infinite, or masked. */
const lowest = -1e4;

/** The value that a number takes the place of where it is not finite; any other is itself. */
export function unguarded(term: Term): Term {
  switch (term.kind) {
    case 'where': {
      const { condition, yes, no } = term;
      if (isZero(no) && keepsFinite(condition, yes, true)) return yes;
      return isZero(yes) && keepsFinite(condition, no, false) ? no : term;
    }
    case 'binary':
      return term.name === 'maximum' && isLowest(term.right) ? term.left : term;
    case 'join':
      return unguardedInAll(term.items) ?? term;
    // nan_to_num(m, neginf=0)
    case 'opaque':
      return term.says === 'nan' && term.range === undefined && term.operands.length > 1 ? term.operands[0]! : term;
    default:
      return term;
  }
}

/** An array whose elements are asked, a number that is asked itself, and the value as it is. */
function unguardedInAll(items: readonly Term[]): Term | undefined {
  const inner = items.map(unguarded);
  const [value, ...others] = new Set(inner.filter((each) => !isZero(each)));
  const isAsked = inner.some((each, index) => each === value && each !== items[index]);
  return isAsked && others.length === 0 ? value : undefined;
}

function isLowest(term: Term): boolean {
  return term.kind === 'constant' && term.value <= lowest;
}

/** 0, or an array of nothing else. */
export function isZero(term: Term): boolean {
  if (term.kind === 'opaque') return term.range?.low === 0 && term.range.high === 0;
  return (term.kind === 'cast' && isZero(term.operand)) || (term.kind === 'constant' && term.value === 0);
}

/** Whether a condition asks nothing but whether a value is finite, or not -inf, and with which outcome that is. */
function keepsFinite(condition: Term, value: Term, outcome: boolean): boolean {
  if (condition.kind === 'map') return outcome && condition.name === 'finite' && condition.operand === value;
  if (condition.kind !== 'opaque') return false;
  const [of, ...others] = condition.operands;
  if (!of) return false;
  if (others.length === 0) {
    if (condition.says === 'not') return keepsFinite(of, value, !outcome);
    if (condition.says === 'infinite') return !outcome && of === value;
    return isStored(condition) && keepsFinite(of, value, outcome);
  }
  const [one, other] = differing(condition, outcome) ?? [];
  if (one && other) return one === value && isInfinite(other);
  const compared = comparisonOf(condition, outcome);
  return compared?.comparator === '>' && compared.left === value && isInfinite(compared.right);
}

function isInfinite(term: Term): boolean {
  return term.kind === 'constant' && Math.abs(term.value) === Infinity;
}

/** A maximum that is not below 0, as the exponents of what stands beside a sum of exponentials are not. */
export function notBelowZero(store: TermStore, term: Term): Term {
  return store.binary('maximum', term, store.constant(0));
}

/** Whether it is such a maximum. */
export function isNotBelowZero(term: Term): boolean {
  return term.kind === 'binary' && term.name === 'maximum' && term.right.kind === 'constant' && term.right.value === 0;
}

/** The maximum in one that is kept finite or not below 0. */
export function unlimited(term: Term): Term {
  return term.kind === 'binary' && isNotBelowZero(term) ? term.left : unguarded(term);
}
