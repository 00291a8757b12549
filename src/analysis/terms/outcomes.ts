// The probability of what happened, from that of one of two outcomes: where(t == 1, p, 1 - p), t * p + (1 - t) * (1 - p).
import { complementOf, guardOf, itemsOf, type Argument, type Inside, type Layer } from './logarithm.ts';
import type { TermStore } from './store.ts';
import type { Term } from './term.ts';

/** The limits of p in the probability of what happened, which keep 1 - p from 0 as well. */
export function limitsIn(term: Term): readonly Layer[] {
  const [first, second, ...more] = outcomesOf(term).map((outcome) => limited(complementOf(outcome)?.of ?? outcome));
  return first && second && more.length === 0 && first.inner === second.inner ? first.layers : [];
}

/** What a logarithm is about, with the probability of what happened without its limits in the place of it: its layers have them. */
export function beyondLimits(store: TermStore, about: Inside): Inside {
  const { inner } = about;
  if (limitsIn(inner).length === 0) return about;
  const free = (outcome: Term): Term => {
    const complement = complementOf(outcome);
    const { inner: p } = limited(complement?.of ?? outcome);
    return complement ? store.binary('subtract', store.constant(1), p) : p;
  };
  if (inner.kind === 'join') return { ...about, inner: store.join(inner.items.map(free)) };
  if (inner.kind === 'where') return { ...about, inner: store.where(inner.condition, free(inner.yes), free(inner.no)) };
  const [one, other] = weighed(inner)!;
  const times = ({ weight, outcome }: Weighed) => store.binary('multiply', weight, free(outcome));
  return { ...about, inner: store.binary('add', times(one), times(other)) };
}

/** p and 1 - p, in either order; nothing of what is no such probability. */
function outcomesOf(term: Term): readonly Term[] {
  const isChoice = term.kind === 'where' || term.kind === 'join';
  const outcomes = isChoice ? itemsOf(term) : (weighed(term) ?? []).map(({ outcome }) => outcome);
  return outcomes.filter((outcome) => complementOf(outcome)).length === 1 ? outcomes : [];
}

interface Weighed {
  readonly weight: Term;
  readonly outcome: Term;
}

/** The parts of t * p + (1 - t) * q. */
function weighed(term: Term): readonly [Weighed, Weighed] | undefined {
  return waysWeighed(term)[0];
}

/** p and 1 - p of t * p + (1 - t) * (1 - p), and t and 1 - t: which is the probability is for others to tell. */
export function weighedOutcomes(term: Term): readonly (readonly [Term, Term])[] {
  return waysWeighed(term)
    .map(([one, other]) => [one.outcome, other.outcome] as const)
    .filter(([one, other]) => complementOf(other)?.of === one || complementOf(one)?.of === other);
}

function waysWeighed(term: Term): readonly (readonly [Weighed, Weighed])[] {
  if (term.kind !== 'binary' || term.name !== 'add') return [];
  const [left, right] = [term.left, term.right].map(productOf);
  if (!left || !right) return [];
  const found: (readonly [Weighed, Weighed])[] = [];
  for (const [weight, outcome] of [left, [left[1], left[0]] as const]) {
    for (const [other, second] of [right, [right[1], right[0]] as const]) {
      const areOpposite = complementOf(other)?.of === weight || complementOf(weight)?.of === other;
      if (areOpposite)
        found.push([
          { weight, outcome },
          { weight: other, outcome: second },
        ]);
    }
  }
  return found;
}

function productOf(term: Term): readonly [Term, Term] | undefined {
  return term.kind === 'binary' && term.name === 'multiply' ? [term.left, term.right] : undefined;
}

/** What stands between two limits, or beside one. */
function limited(term: Term): Argument {
  const found = term.kind === 'binary' ? guardOf(term) : undefined;
  if (!found || (found.layer.kind !== 'floor' && found.layer.kind !== 'ceiling')) return { layers: [], inner: term };
  const { layers, inner } = limited(found.inner);
  return { layers: [found.layer, ...layers], inner };
}
