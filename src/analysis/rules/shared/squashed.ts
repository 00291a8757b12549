// A probability that goes into something that takes logits and makes probabilities of them itself.
import type { Occurrence } from '../../terms/occurrence.ts';
import { unwrap } from '../../terms/logarithm.ts';
import { probabilityOf, type Probability } from '../../terms/probability.ts';
import type { LibraryTerm, Term } from '../../terms/term.ts';
import { substitute } from '../../terms/walk.ts';
import type { Proposal, RuleContext } from '../rule.ts';
import { copiedPlaces, knownAtCalls, partAt } from './copies.ts';
import { contains, namesBehind } from './places.ts';
import { valuePlan } from './plans.ts';

/** A call of a library's function, and the place of what it is taken of. */
export interface Call {
  readonly at: Occurrence & { readonly term: LibraryTerm };
  /** Where that is written. */
  readonly place: Occurrence;
  readonly argument: Occurrence;
  readonly probability: Probability;
  /** Whether only a call of the function around makes it one. */
  readonly byCall: boolean;
}

/** The calls in a document that are given a probability, as it stands or as a call of the function around makes it. */
export function callsOfProbabilities(context: RuleContext, isWanted: (term: LibraryTerm) => boolean): readonly Call[] {
  const found = new Map<Occurrence, Call>();
  const note = (call: Call | undefined) => {
    if (call && isWanted(call.at.term) && !found.has(call.place)) found.set(call.place, call);
  };
  for (const at of context.computed) note(givenProbability(context, at));
  for (const copied of copiedPlaces(context)) {
    const call = givenProbability(context, copied.copy);
    if (call) note({ ...call, place: copied.own, argument: partAt(copied, call.argument), byCall: true });
  }
  return [...found.values()];
}

/** Who says that it is a probability, where the text around does not. */
export function forSomeCall({ byCall }: Call): string {
  return byCall ? ', for what a call gives' : '';
}

/** Where it is to be seen that a loss is given a probability: where that is, or the loss where it is given elsewhere. */
export function placeOf({ place, argument }: Call): Occurrence {
  return contains(place, argument) ? argument : place;
}

export function isCall(at: Occurrence): at is Occurrence & { readonly term: LibraryTerm } {
  return at.form === 'expression' && at.term.kind === 'library' && at.operands[0]?.term === at.term.operand;
}

/** The probability that a call is given, whatever its shape, format and the elements taken of it. */
function givenProbability({ store, bounds }: RuleContext, at: Occurrence): Call | undefined {
  if (!isCall(at)) return undefined;
  const { layers, inner } = unwrap(at.term.operand);
  if (layers.some(({ kind }) => kind !== 'cast' && kind !== 'shape' && kind !== 'pick')) return undefined;
  const probability = probabilityOf(store, bounds, inner);
  return probability && { at, place: at, argument: at.operands[0]!, probability, byCall: false };
}

/** What was given, with another value in the place of the probability. */
export function giveInstead(
  { store }: RuleContext,
  call: Call,
  by: Term,
  { title, doubt }: { readonly title: string; readonly doubt: string },
): Proposal {
  const { at, place, argument, probability, byCall } = call;
  if (!contains(place, argument)) return { form: 'inline', title, withheld: 'the model is made elsewhere' };
  if (byCall) return { form: 'inline', title, withheld: knownAtCalls };
  const plan = valuePlan({
    form: 'inline',
    title,
    at: argument,
    by: substitute(store, argument.term, new Map([[probability.term, by]])),
    meaning: 'changed',
    unneeded: namesBehind(at, probability.term),
    doubts: [doubt],
  });
  const after = substitute(store, at.term, new Map([[probability.term, by]]));
  return { ...plan, keeps: [{ at, by: after }], exchange: new Map([[at.term, after]]) };
}
