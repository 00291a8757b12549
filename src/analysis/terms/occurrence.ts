import type { FormatName } from '../../kernels/index.ts';
import type { Span } from '../findings.ts';
import type { Term } from './term.ts';

/** What a library does where exp overflows, and with what it has computed. */
export interface Behaviour {
  /** raises: an exception, as for plain numbers; warns: inf, and a warning at run time; silent: inf */
  readonly overflow: 'raises' | 'warns' | 'silent';
  /** Whether gradients are taken of what is computed: inf on the way makes them NaN where the value is right. */
  readonly differentiates: boolean;
  /** Whether its functions take plain numbers, one at a time, and no arrays. */
  readonly numbers?: boolean;
  readonly recovers?: Recovery;
}

/** That a library may compute from logits what is written of their probabilities, where both are its own. */
export interface Recovery {
  /** losses: its losses of probabilities do; expressions: its compiler does, for whatever is written out */
  readonly by: 'losses' | 'expressions';
  /** How, as the end of a message. */
  readonly note: string;
  /** How the key of a call begins behind which it does not see what is computed. */
  readonly hiddenBy?: string;
}

/**
 * How a value comes to stand at a place.
 * - expression: computed here by what is written here
 * - read: a name, computed where `operands` say
 * - inlined: a call of a function of the same text, whose result this is
 * - join: several definitions meet
 * - loop: carried around a loop
 */
export type OccurrenceForm = 'expression' | 'read' | 'inlined' | 'join' | 'loop';

/**
 * A place in the source where a value is computed or read. The operands of an expression are the places that its
 * term's operands come from, in the same order as far as they correspond; those of the other forms are definitions.
 */
export interface Occurrence {
  readonly term: Term;
  readonly span: Span;
  readonly form: OccurrenceForm;
  readonly operands: readonly Occurrence[];
  /** The function it stands in; one within another has the other's name before its own, with a slash between. */
  readonly scope: string;
  /** Whether it stands in the document's own text as such, and is not part of an inlined copy. */
  readonly own: boolean;
  /** What the library computes in when nothing in the term says otherwise; undefined if no library is known. */
  readonly usualFormat: FormatName | undefined;
  /** What its library does beside computing values; undefined if no library is known. */
  readonly behaviour?: Behaviour | undefined;
  /** Whether a function of the language itself computes it, of whatever it is given: Python's sum. */
  readonly ofLanguage?: boolean;
}

/** What a front end makes of a document. */
export interface Lowering {
  /** Every place of the document's own text (not of inlined copies) where a value is computed, in order. */
  readonly computed: readonly Occurrence[];
  /**
   * The same places as calls in the document make them, with what these give: in copies, none of which is the document's
   * own text. In order of the calls.
   */
  readonly copied: readonly Occurrence[];
  /** Where values leave what is followed: returned, stored, passed to unknown code, tested. In order. */
  readonly leaving: readonly Occurrence[];
  /**
   * What the calls in the document give a parameter, each value once, with the variables of the callers. Empty of what
   * is no parameter, of one that no call gives anything, and where there may be calls that are not seen (the function is
   * passed on as a value, arguments are spread). Of calls in other documents only those of files that import this one and
   * were handed over are seen.
   */
  argumentsOf(parameter: Term): readonly Term[];
  /** What those calls give a parameter that are seen, although there may be others. */
  givenTo(parameter: Term): readonly Term[];
  /**
   * The number that a parameter is where a call leaves it out, if no call in the document gives it anything else. Undefined
   * also where there may be calls that are not seen.
   */
  defaultOf(parameter: Term): Term | undefined;
  /**
   * What the methods of a class leave in an attribute that they do not agree on, and what a name at the head of a loop is before
   * it and after a round; nothing where one is not known.
   */
  valuesOf(term: Term): readonly Term[];
}

/** The places of definition behind an occurrence: itself, or what it reads, through joins and loops; each once. */
export function definitionsOf(occurrence: Occurrence): readonly Occurrence[] {
  const seen = new Set([occurrence]);
  for (const place of seen) if (isPassage(place)) for (const source of place.operands) seen.add(source);
  return [...seen].filter((place) => !isPassage(place));
}

/** Whether a place has a value that was computed elsewhere. */
export function isPassage({ form }: Occurrence): boolean {
  return form === 'read' || form === 'join' || form === 'loop';
}

/** A value and what it is made of are near each other: a search that goes on is lost in what its operands are made of. */
const maxPlaces = 400;

/** An occurrence and the places that lead to it, the nearest first, each once; nothing that only leads to an end. */
export function* upstream(
  root: Occurrence,
  isEnd: (place: Occurrence) => boolean = () => false,
): Generator<Occurrence, void> {
  const seen = new Set([root]);
  for (const place of seen) {
    if (seen.size > maxPlaces) return;
    yield place;
    if (!isEnd(place)) for (const operand of place.operands) seen.add(operand);
  }
}

/** The nearest of the places that lead to an occurrence, itself included, which satisfies `isWanted`. */
export function nearest(root: Occurrence, isWanted: (place: Occurrence) => boolean): Occurrence | undefined {
  for (const place of upstream(root)) if (isWanted(place)) return place;
  return undefined;
}
