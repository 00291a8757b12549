// What rules ask of places.
import type { FormatFact } from '../../findings.ts';
import { isAlongFirst } from '../../terms/alignment.ts';
import { declaredFormat, keptFormat } from '../../terms/format.ts';
import { definitionsOf, isPassage, upstream, type Occurrence } from '../../terms/occurrence.ts';
import type { MapName, MapTerm, ReduceTerm, Term } from '../../terms/term.ts';
import type { RuleContext } from '../rule.ts';

/** The format that a value is computed in at a place: what the code says, else what the user says, else what the library does. */
export function formatAt(
  context: Pick<RuleContext, 'format' | 'valuesOf'>,
  value: Term,
  place: Occurrence,
): FormatFact {
  // Functions of single numbers compute in double, whatever array these are kept in.
  const isOfNumbers = place.behaviour?.numbers === true;
  const declared = isOfNumbers ? keptFormat(value) : declaredFormat(value, (term) => context.valuesOf(term));
  if (declared) return { name: declared, declared: true, source: 'declared' };
  return undeclaredFormatAt(context, place);
}

/** The format of what the code says nothing of: what the user says, else what the library computes in. */
export function undeclaredFormatAt({ format }: Pick<RuleContext, 'format'>, { usualFormat }: Occurrence): FormatFact {
  return format
    ? { name: format, declared: false, source: 'configured' }
    : { name: usualFormat ?? 'float64', declared: false, source: 'assumed' };
}

/** A place where an elementwise function is taken of what its operand place has: not a name that holds the result. */
export function isMapPlace(place: Occurrence, name: MapName): place is Occurrence & { readonly term: MapTerm } {
  const { term, form, operands } = place;
  return form === 'expression' && term.kind === 'map' && term.name === name && operands[0]?.term === term.operand;
}

/** Places with these terms within the code of another. */
export function placesWithin(outer: Occurrence, isWanted: (place: Occurrence) => boolean): readonly Occurrence[] {
  return [...upstream(outer)].filter((place) => place !== outer && contains(outer, place) && isWanted(place));
}

export function contains(outer: Occurrence, inner: Occurrence): boolean {
  const [a, b] = [outer.span, inner.span];
  return a.cell === b.cell && a.start <= b.start && b.end <= a.end;
}

/** Where the value of a place was computed, if that is in one place of the document's own text. */
export function definitionOf(place: Occurrence): Occurrence | undefined {
  const own = definitionsOf(place).filter((each) => each.own);
  return own.length === 1 ? own[0] : undefined;
}

/** Places outside of a place's own code where a value of its is computed: what only names it may go with a rewrite. */
export function namesBehind(place: Occurrence, term: Term): readonly Occurrence[] {
  return place.operands
    .flatMap(definitionsOf)
    .filter((source) => source.own && source.term === term && !contains(place, source));
}

/** Places of some values on the way to a place, outside of its own code, the innermost first: what is left of them may go with a rewrite. */
export function leftBehind(place: Occurrence, isWanted: (value: Term) => boolean): readonly Occurrence[] {
  return [...upstream(place)].filter((each) => each.own && isWanted(each.term) && !contains(place, each)).reverse();
}

/** Places that lead to `root` and satisfy `found`, each once; nothing is searched behind one that does. */
export function placesBehind(root: Occurrence, found: (place: Occurrence) => boolean): readonly Occurrence[] {
  const isFound = (place: Occurrence) => place !== root && place.form !== 'read' && found(place);
  return [...upstream(root, isFound)].filter(isFound);
}

/**
 * Where the exponent of an exponential stands: what exp is taken of or, where a function of the text takes it of nothing but what it
 * is given, that argument of the call. Undefined where a function computes the exponent.
 */
export function exponentAt(place: Occurrence): Occurrence | undefined {
  if (place.form !== 'inlined') return place.operands[0];
  const { term } = place;
  if (term.kind !== 'map') return undefined;
  const taken = withinCall(place).find((each) => !each.own && each.form === 'expression' && each.term === term);
  // Through names alone: what is converted in the function may be something else where it is called.
  const passed = new Set(taken?.operands.filter((operand) => operand.term === term.operand));
  for (const each of passed) {
    if (each.own) return contains(place, each) ? each : undefined;
    if (isPassage(each)) for (const source of each.operands) if (source.term === term.operand) passed.add(source);
  }
  return undefined;
}

/** What a call gives to the function that takes the exponential, for messages: wherever in the call it stands. */
export function givenExponent(place: Occurrence): Occurrence | undefined {
  const { term } = place;
  if (place.form !== 'inlined' || term.kind !== 'map') return undefined;
  return withinCall(place).find(
    (each) => each !== place && each.own && each.term === term.operand && contains(place, each),
  );
}

/** What a call of a function of the text is computed from, as far back as what it is given. */
function withinCall(call: Occurrence): readonly Occurrence[] {
  return [...upstream(call, (each) => each.own && each !== call)];
}

/** Whether the language's own sum, and no library's, adds up along the first axis: who takes it for an array has one of one axis. */
export function isAddedByLanguage(at: Occurrence, sum: ReduceTerm): boolean {
  if (!isAlongFirst(sum)) return false;
  const sums = placesBehind(at, ({ term, form }) => form === 'expression' && term === sum);
  return sums.length > 0 && sums.every(({ ofLanguage }) => ofLanguage);
}
