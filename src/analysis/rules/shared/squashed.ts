// A probability that goes into something that takes logits and makes probabilities of them itself.
import type { Occurrence } from '../../terms/occurrence.ts';
import { unwrap } from '../../terms/logarithm.ts';
import { meanOfProbabilities } from '../../terms/mixture.ts';
import { probabilityOf, type Probability } from '../../terms/probability.ts';
import type { Bounds } from '../../terms/bounds/bounds.ts';
import type { TermStore } from '../../terms/store.ts';
import type { LibraryTerm, OpaqueTerm, Term } from '../../terms/term.ts';
import { substitute } from '../../terms/walk.ts';
import type { Proposal, RuleContext } from '../rule.ts';
import { copiedPlaces, knownAtCalls, partAt } from './copies.ts';
import { contains, namesBehind, placesBehind } from './places.ts';
import { valuePlan } from './plans.ts';

/** What a library makes of logits or of log-probabilities; a divergence is opaque. */
export type Taking = LibraryTerm | (OpaqueTerm & { readonly says: 'divergence' });

/** A call of a library's function, and the place of what it is taken of. */
export interface Call {
  readonly at: Occurrence & { readonly term: Taking };
  /** Where that is written. */
  readonly place: Occurrence;
  readonly argument: Occurrence;
  readonly probability: Probability;
  /** Whether only a call of the function around makes it one. */
  readonly byCall: boolean;
  /** Whether another call makes it something else. */
  readonly butNotByAll?: boolean;
}

/** The calls in a document that are given a probability, as it stands or as a call of the function around makes it. */
export function callsOfProbabilities(context: RuleContext, isWanted: (term: Taking) => boolean): readonly Call[] {
  const found = new Map<Occurrence, Call>();
  const note = (call: Call | undefined) => {
    if (call && isWanted(call.at.term) && !found.has(call.place)) found.set(call.place, call);
  };
  for (const at of context.computed) note(givenProbability(context, at));
  const byCalls = copiedPlaces(context).map((copied) => ({ copied, call: givenProbability(context, copied.copy) }));
  const notByAll = new Set(byCalls.flatMap(({ copied, call }) => (call ? [] : [copied.own])));
  for (const { copied, call } of byCalls) {
    const { own } = copied;
    const butNotByAll = notByAll.has(own);
    if (call) note({ ...call, place: own, argument: partAt(copied, call.argument), byCall: true, butNotByAll });
  }
  for (const at of context.computed) note(givenElsewhere(context, at));
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

export function isCall(at: Occurrence): at is Occurrence & { readonly term: Taking } {
  return at.form === 'expression' && isTaking(at.term) && at.operands[0]?.term === takenBy(at.term);
}

function isTaking(term: Term): term is Taking {
  return term.kind === 'library' || (term.kind === 'opaque' && term.says === 'divergence');
}

/** What it is taken of. */
function takenBy(term: Taking): Term {
  return term.kind === 'library' ? term.operand : term.operands[0]!;
}

/** The probability that a call is given, whatever its shape, format and the elements taken of it. */
function givenProbability(context: RuleContext, at: Occurrence): Call | undefined {
  if (!isCall(at)) return undefined;
  const probability = probabilityGiven(context, at.term);
  return probability && { at, place: at, argument: at.operands[0]!, probability, byCall: false };
}

function probabilityGiven({ store, bounds }: RuleContext, taking: Taking): Probability | undefined {
  const { layers, inner } = unwrap(takenBy(taking));
  if (layers.some(({ kind }) => kind !== 'cast' && kind !== 'shape' && kind !== 'pick')) return undefined;
  return (
    probabilityOf(store, bounds, inner) ??
    probabilityOfEach(store, bounds, inner) ??
    meanOfProbabilities(store, bounds, inner)
  );
}

/** A softmax in one branch and a sigmoid in another, as a model of one class or of several ends: the softmax. */
function probabilityOfEach(store: TermStore, bounds: Bounds, term: Term): Probability | undefined {
  const branches = term.kind === 'join' ? term.items : term.kind === 'where' ? [term.yes, term.no] : [];
  const found = branches.map((branch) => probabilityOf(store, bounds, unwrap(branch).inner));
  if (!found.every((each) => each)) return undefined;
  return found.find((each) => each?.kind === 'softmax') ?? found[0];
}

/** The same of a call of a function in another document, which has the call of the library in it. */
function givenElsewhere(context: RuleContext, at: Occurrence): Call | undefined {
  if (at.form !== 'inlined' || !at.own) return undefined;
  const term = scaledFrom(at.term);
  // What calls of functions of this document make of those is told of there.
  if (!isTaking(term) || context.copied.some((place) => place.term === term)) return undefined;
  const probability = probabilityGiven(context, term);
  if (!probability) return undefined;
  const behind = placesBehind(at, (place) => place.own && place.form !== 'read');
  // What is written here, in whole or in a function of this document, is told of there.
  if (behind.some((place) => scaledFrom(place.term) === term)) return undefined;
  const argument = behind.find((place) => place.term === takenBy(term) || place.term === probability.term);
  return argument && { at: { ...at, term }, place: at, argument, probability, byCall: true };
}

/** What a mean, a sum or a weight is of. */
function scaledFrom(term: Term): Term {
  if (term.kind === 'cast' || term.kind === 'reshape') return scaledFrom(term.operand);
  if (term.kind === 'reduce') return term.name === 'mean' || term.name === 'sum' ? scaledFrom(term.operand) : term;
  if (term.kind !== 'binary' || term.name !== 'multiply') return term;
  return term.left.kind === 'constant' ? scaledFrom(term.right) : scaledFrom(term.left);
}

/** What was given, with another value in the place of the probability. */
export function giveInstead(
  { store, bounds }: RuleContext,
  call: Call,
  by: Term,
  { title, doubt }: { readonly title: string; readonly doubt: string },
): Proposal {
  const { at, place, argument, probability, byCall } = call;
  if (!contains(place, argument)) return { form: 'inline', title, withheld: 'the model is made elsewhere' };
  if (byCall) return { form: 'inline', title, withheld: knownAtCalls };
  if (!probabilityOf(store, bounds, unwrap(argument.term).inner)) {
    const isMean = meanOfProbabilities(store, bounds, unwrap(argument.term).inner) !== undefined;
    const withheld = isMean ? 'it is a mean of several' : 'it is of other logits in each branch';
    return { form: 'inline', title, withheld };
  }
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
