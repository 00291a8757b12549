// Where values are computed or read.
import { upstream, type Occurrence, type OccurrenceForm } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { RewritePlan } from '../../../rules/rule.ts';
import { isWithin } from '../around.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../lower/frame.ts';
import { isPair } from '../lower/pairs.ts';
import type { Session } from '../lower/session.ts';
import { hasEffects } from './transplant.ts';
import { Withheld } from './withheld.ts';

const indexes = new WeakMap<Session, ReadonlyMap<Term, readonly Occurrence[]>>();

/** The places of each value in the document's own text, where its code gives it. */
export function placesOf(session: Session): ReadonlyMap<Term, readonly Occurrence[]> {
  const known = indexes.get(session);
  if (known) return known;
  const places = new Map<Term, Occurrence[]>();
  const within = withinCalls(session);
  for (const place of session.places) {
    if (!place.own || within.has(place) || isPair(session, place)) continue;
    const list = places.get(place.term);
    if (list) list.push(place);
    else places.set(place.term, [place]);
  }
  indexes.set(session, places);
  return places;
}

/** Places by the names of which a value can be read in the new code: those of a value that the plan makes it of, too. */
export function heldPlaces(
  task: { readonly plan: RewritePlan; readonly session: Session },
  term: Term,
): readonly Occurrence[] {
  return placesOf(task.session).get(task.plan.held?.get(term) ?? term) ?? [];
}

const inner = new WeakMap<Session, ReadonlySet<Occurrence>>();

/** Values of a document's own text on the way to what a call gives: the code of the call gives another. */
export function withinCalls(session: Session): ReadonlySet<Occurrence> {
  const known = inner.get(session);
  if (known) return known;
  const found = withinCallsOf(session.places);
  inner.set(session, found);
  return found;
}

/** The same among some places: what a model has before its last layer. */
export function withinCallsOf(places: Iterable<Occurrence>): ReadonlySet<Occurrence> {
  const found = new Set<Occurrence>();
  for (const place of places) {
    if (place.form !== 'expression') continue;
    for (const operand of place.operands) {
      if (operand.form !== 'expression' || operand.term === place.term) continue;
      const [node, code] = [syntaxOf(operand), syntaxOf(place)];
      const isSame = node?.source === code?.source && node?.start === code?.start && node?.end === code?.end;
      if (isSame && node && /call/.test(node.type)) found.add(operand);
    }
  }
  return found;
}

/**
 * The nearest code that computes a value before some other, in the same scope and file. Of a value that comes from code that is not
 * known, only what leads to the other: a call of the same may give something else by then, or is made for more.
 */
export function codeBefore(
  session: Session,
  value: Term,
  at: Occurrence,
  other: SyntaxNode,
  isExpression: (node: SyntaxNode) => boolean,
  forms: readonly OccurrenceForm[] = ['expression', 'inlined'],
  places = placesOf(session).get(value) ?? [],
): SyntaxNode | undefined {
  const leading = hasEffects(value) ? new Set(upstream(at)) : undefined;
  return places
    .filter((place) => leading?.has(place) !== false)
    .filter((place) => place.scope === at.scope && forms.includes(place.form))
    .map((place) => writtenAt(place))
    .filter((node) => isExpression(node) && node.source === other.source && node.end <= other.start)
    .filter((node) => isAlwaysRun(node, other))
    .sort((a, b) => a.start - b.start)
    .at(-1);
}

/** Statements whose bodies are run under a condition, or not at all. */
const conditional =
  /^(?:if_statement|elif_clause|else_clause|for_statement|for_in_statement|while_statement|do_statement|except_clause|catch_clause|case_clause|switch_case|switch_default)$/;

/** Whether some code is run wherever other code after it is: a name that is given in a branch is not there behind it. */
export function isAlwaysRun(node: SyntaxNode, other: SyntaxNode): boolean {
  for (let at = node; at.parent && !isWithin(other, at); at = at.parent) {
    const { parent } = at;
    const isAsked = ['condition', 'right', 'initializer'].some((field) => parent.field(field)?.start === at.start);
    // for v in x: v is there in each round.
    const isOfRound = parent.field('left')?.start === at.start && isWithin(other, parent);
    if (conditional.test(parent.type) && !isAsked && !isOfRound) return false;
  }
  return true;
}

/** @throws {Withheld} where its code is not written out in the text */
export function writtenAt(place: Occurrence): SyntaxNode {
  const node = syntaxOf(place);
  if (!node) throw new Withheld('the code is not written out here');
  return node;
}
