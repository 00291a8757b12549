// Whether the new code computes what a plan promises. An element of what is computed of each of an array, (x - m)[i], may be written
// as what is computed of that element: x[i] - m. It is then that which is compared with the old value.
import type { Edit } from '../findings.ts';
import type { Lowering } from '../terms/occurrence.ts';
import type { RewritePlan } from '../rules/rule.ts';
import { pickOne, upTo } from '../terms/gathers.ts';
import type { TermStore } from '../terms/store.ts';
import type { GatherTerm, Term } from '../terms/term.ts';
import { unrefined } from '../terms/unrefined.ts';
import { operandsOf, rebuild, substitute, subterms } from '../terms/walk.ts';
import { contains, mapSpan } from './apply.ts';

/** Whether arithmetic is of numbers where a plan is, and arrays are only gone through. */
export function isOfNumbers({ keeps }: RewritePlan): boolean {
  return keeps.every(({ at }) => at.behaviour?.numbers === true);
}

/** The plan as it is kept in the edited text, if it is. */
export function asKept(
  store: TermStore,
  after: Lowering,
  plan: RewritePlan,
  edits: readonly Edit[],
): RewritePlan | undefined {
  const { keeps } = plan;
  const left = keeps.filter(({ at }) => !edits.some((edit) => edit.text === '' && contains(edit, at.span)));
  // What is taken away need not be kept: whether something else reads it is asked by itself.
  return left.length === 0 || left.length === keeps.length
    ? kept(store, after, plan, edits)
    : kept(store, after, { ...plan, keeps: left }, edits);
}

function kept(store: TermStore, after: Lowering, plan: RewritePlan, edits: readonly Edit[]): RewritePlan | undefined {
  const isKept = ({ at, by }: RewritePlan['keeps'][number]) => {
    const place = mapSpan(at.span, edits);
    const wanted = unrefined(store, by);
    return after.computed.some(({ term, span }) => contains(place, span) && unrefined(store, term) === wanted);
  };
  const ofNumbers = isOfNumbers(plan);
  const keeps = plan.keeps.map((keep) => {
    if (isKept(keep)) return keep;
    const other = ofNumbers ? { ...keep, by: ofElements(store, keep.by) } : undefined;
    return other && isKept(other) ? other : undefined;
  });
  return keeps.every((each) => each !== undefined) ? withKept(plan, keeps) : undefined;
}

/** The plan with what is promised of some places said in another way. */
function withKept(plan: RewritePlan, keeps: RewritePlan['keeps']): RewritePlan {
  if (keeps.every((keep, index) => keep === plan.keeps[index])) return plan;
  const exchange = new Map(plan.exchange);
  for (const { at, by } of keeps) if (exchange.has(at.term)) exchange.set(at.term, by);
  return { ...plan, keeps, exchange, ...(plan.elements && { elements: withFirst(plan.elements, keeps) }) };
}

/** What is looked at as a whole, of the parts of what was: the first elements of x - m are those of x less m. */
function withFirst(elements: ReadonlyMap<Term, Term>, keeps: RewritePlan['keeps']): ReadonlyMap<Term, Term> {
  const counts = new Set([...elements.keys()].flatMap((whole) => firstOf(whole)?.indices ?? []));
  const parts = keeps.flatMap(({ by }) => [...subterms(by)].flatMap((part) => firstOf(part) ?? []));
  const added = parts.filter(({ indices }) => indices.every((count) => counts.has(count)));
  return new Map([...elements, ...added.map((part): [Term, Term] => [part, part.operand])]);
}

function firstOf(term: Term): GatherTerm | undefined {
  return term.kind === 'gather' && term.key === upTo ? term : undefined;
}

function ofElements(store: TermStore, term: Term): Term {
  const picks = [...subterms(term)].flatMap((part): [Term, Term][] => {
    const inner = pushed(store, part);
    return inner === part ? [] : [[part, inner]];
  });
  return substitute(store, term, new Map(picks));
}

/** An element of a value, from the elements of what that is computed from. */
function pushed(store: TermStore, pick: Term): Term {
  if (pick.kind === 'element') return ofEach(store, pick.of, (part) => store.element(part, pick.nesting)) ?? pick;
  if (pick.kind !== 'gather' || pick.key !== pickOne) return pick;
  return ofEach(store, pick.operand, (part) => store.gather(part, pick.key, pick.indices)) ?? pick;
}

function ofEach(store: TermStore, whole: Term, pick: (part: Term) => Term): Term | undefined {
  if (whole.kind === 'gather' && whole.key === upTo) {
    return ofEach(store, whole.operand, (part) => pick(store.gather(part, upTo, whole.indices)));
  }
  if (whole.kind !== 'binary' && whole.kind !== 'map') return undefined;
  return rebuild(store, whole, (part) => (isNumber(part) ? part : pushed(store, pick(part))));
}

/** Whether a value is the same for all elements. */
function isNumber(term: Term): boolean {
  if (term.kind === 'reduce') return term.keepdims === false;
  if (term.kind === 'map' || term.kind === 'binary') return operandsOf(term).every(isNumber);
  return term.kind === 'constant';
}
