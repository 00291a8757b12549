// The logarithm of a probability without the probability: log_softmax and log_sigmoid of its logits.
import { pickOne } from '../../terms/gathers.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import { isTurned, type Layer } from '../../terms/logarithm.ts';
import { negated } from '../../terms/probability.ts';
import type { RewriteForm } from '../../findings.ts';
import { madeOfOne } from '../naive-softmax/logParts.ts';
import { withLogs, type LogPlace } from '../naive-softmax/withLogs.ts';
import type { Proposal, RewritePlan, RuleContext } from '../rule.ts';
import { knownAtCalls } from './copies.ts';
import type { LossLog } from './lossLogs.ts';
import { elementOfQuotient, isOfPlain, logOfElement } from './elementLogs.ts';
import { logSoftmax } from './logSoftmax.ts';
import { leftBehind } from './places.ts';
import { namesOfParts } from './softmaxParts.ts';
import { isOfNumbers } from './softplus.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { shortened } from './wording.ts';

const titles = {
  softmax: { library: 'Replace with log_softmax', inline: 'Subtract the maximum and the log of the sum' },
  sigmoid: { library: 'Replace with log_sigmoid', inline: 'Write the logarithm of the sigmoid out' },
} as const;

/** Where the logits are of what is only shown to be a probability. */
const elsewhere = {
  callers: knownAtCalls,
  rounds: 'its logits are others in each round of the loop',
  call: knownAtCalls,
  branch: 'it is a probability of logits in one branch only',
  itself: 'it is the exp of a logarithm that has a finite value',
  part: 'it is a sum of parts: the log-sum-exp of their logarithms would do',
  weighted: 'its exponentials have weights: the log-softmax of the logits and the logarithms of these would do',
  quotient: 'it is a quotient of two: the difference of their log-softmaxes would do',
  divisor: 'it is a divisor: the logarithm of the probabilities would do',
  difference: 'it is a difference of two: log(expm1(…)) of that of their log-sigmoids would do',
  mixture: 'it is a mixture: the log-sum-exp of the logarithms of its parts would do',
} as const;

/** Why 1 minus sigmoids that were sorted keeps its logarithm. */
export const ofTurned = 'of what is sorted, 1 minus it is in the other order';

/** Why a sigmoid that is 0 or 1 by choice keeps its logarithm. */
export const ofEnds = 'for logits that are far out, the code chooses 0 or 1, whose logarithm is another';

/**
 * Plans that give every logarithm of a loss another form, one for a library and one written out.
 * @param doubts - what changes by it; without one the two are equal
 */
export function finiteLogs(
  context: RuleContext,
  logs: readonly LossLog[],
  doubts: readonly string[],
): readonly Proposal[] {
  const [library, inline] = (['library', 'inline'] as const).map((form) => proposal(context, logs, form, doubts));
  const together = inline && !('withheld' in inline) ? ofSoftmax(context, logs, inline) : undefined;
  return [library, together ?? inline].filter((each) => each !== undefined);
}

/** The softmax that all of them are of, and they, at once. */
function ofSoftmax(context: RuleContext, logs: readonly LossLog[], plan: RewritePlan): Proposal | undefined {
  const [{ probability }] = logs as [LossLog];
  if (probability?.kind !== 'softmax') return undefined;
  const places: LogPlace[] = [];
  for (const log of logs) {
    const made = log.probability?.term === probability.term ? madeOf(context.store, log) : undefined;
    if (!made) return undefined;
    places.push({ at: log.at, made });
  }
  return withLogs(context, probability.term, places, plan);
}

/** How a logarithm is made of the shifted logits and the logarithm of their sum, if it is one of the whole softmax. */
function madeOf(store: TermStore, { at, inside, probability }: LossLog): LogPlace['made'] | undefined {
  if (!probability) return undefined;
  const { inner, layers } = inside;
  const each = elementOfQuotient(inner, probability.logits);
  if (each && inner === probability.term && layers.length === 0)
    return isOfNumbers(at) ? madeOfOne(store, inner, probability.term, each) : undefined;
  if (inner.kind === 'element' || isOfNumbers(at))
    return madeOfOne(store, layered(store, layers, inner), probability.term);
  if (inner !== probability.term) return undefined;
  return ({ shifted, logSum }) => layered(store, layers, store.binary('subtract', shifted, logSum));
}

function proposal(
  context: RuleContext,
  logs: readonly LossLog[],
  form: RewriteForm,
  doubts: readonly string[],
  asList = false,
): Proposal | undefined {
  const [{ probability, shown, argument }] = logs as [LossLog];
  if (!probability) {
    const withheld = shown ? elsewhere[shown.by] : 'the logits are not known here';
    return form === 'library' ? { form, title: 'Compute the loss from logits', withheld } : undefined;
  }
  const title = titles[probability.kind][form];
  if (logs.some((log) => log.probability?.hasEnds)) return { form, title, withheld: ofEnds };
  const names = new Map<Term, string>();
  const elements = new Map<Term, Term>();
  const replacements: RewritePlan['replacements'][number][] = [];
  for (const log of logs) {
    const by = finite(context.store, log, form, { names, elements, asList });
    if (typeof by === 'string') return { form, title, withheld: by };
    replacements.push({ at: log.at, by });
  }
  const subject = shortened(context.textOf(argument));
  const isOfEach = form === 'inline' && probability.kind === 'softmax' && isOfNumbers(logs[0]!.at);
  const otherwise = isOfEach && !asList ? proposal(context, logs, form, doubts, true) : undefined;
  return {
    form,
    title,
    writing: 'value',
    meaning: doubts.length > 0 ? 'changed' : 'equal',
    replacements,
    like: [],
    unneeded: [...(form === 'library' ? logs.flatMap(partsFor) : []), ...logs.flatMap(namesFor)],
    keeps: replacements,
    exchange: new Map(replacements.map(({ at, by }) => [at.term, by])),
    tolerance: 1e-9,
    assumptions: [`the logits of ${subject} are a non-empty array of floating-point numbers`],
    doubts,
    ...(names.size > 0 && { names }),
    ...(elements.size > 0 && { elements }),
    ...(otherwise && !('withheld' in otherwise) && { otherwise }),
  };
}

/** What a new value needs besides. */
interface Notes {
  readonly names: Map<Term, string>;
  readonly elements: Map<Term, Term>;
  /** Whether there is to be a list of all shifted logits. */
  readonly asList: boolean;
}

/** The new value at the place of a logarithm, or why there is none. */
function finite(store: TermStore, loss: LossLog, form: RewriteForm, { names, elements, asList }: Notes): Term | string {
  const { probability, inside, log, at } = loss;
  if (at.term !== log) return 'the logarithm is to another base';
  if (!probability) return 'the logits of one of its logarithms are not known here';
  const { kind, logits, axis } = probability;
  if (inside.complement && kind === 'softmax') return 'the logarithm is of 1 minus a softmax';
  const parts = isTurned(inside.within) ? ofTurned : notAsOne(inside.layers);
  if (parts !== undefined) return parts;
  if (kind === 'softmax' && form === 'inline') {
    const quotient = isOfNumbers(at) && inside.inner.kind !== 'element';
    const element = quotient ? elementOfQuotient(inside.inner, logits) : inside.inner;
    if (element?.kind === 'element') {
      if (!isOfNumbers(at)) return 'the log is taken of each element by itself';
      const log = logOfElement(store, element, { logits, axis }, asList);
      for (const [value, name] of log.names) names.set(value, name);
      for (const [some, all] of log.elements ?? []) elements.set(some, all);
      return layered(store, inside.layers, log.value);
    }
    const { shifted, logSum } = logSoftmax(store, logits, axis, isOfNumbers(at));
    // A number that is picked is computed by itself.
    if (isOfNumbers(at)) {
      const one = (asList ? layered : oneOf)(store, inside.layers, shifted);
      if (isOfPlain(shifted) && !subterms(one).has(shifted)) names.set(shifted.right, 'largest');
      else names.set(shifted, 'shifted');
      return store.binary('subtract', one, logSum);
    }
    names.set(shifted, 'shifted');
    return layered(store, inside.layers, store.binary('subtract', shifted, logSum));
  }
  if (kind === 'softmax') return layered(store, inside.layers, store.library('log-softmax', logits, axis));
  const x = inside.complement ? negated(store, logits) : logits;
  const value = form === 'library' ? store.map('log-sigmoid', x) : writtenOut(store, x, logits);
  return layered(store, inside.layers, value);
}

/** x[y] - max(x), which asks for no list of all of them, as (x - max(x))[y] does. */
function oneOf(store: TermStore, layers: readonly Layer[], shifted: Term): Term {
  const [pick, ...others] = layers;
  const isPick = pick?.term.kind === 'gather' && pick.term.key === pickOne && others.length === 0;
  if (!isPick || !isOfPlain(shifted)) return layered(store, layers, shifted);
  return store.binary('subtract', layered(store, layers, shifted.left), shifted.right);
}

/** Why nothing can take the place of a value of which parts are taken in several ways, if they are. */
export function notAsOne(layers: readonly Layer[]): string | undefined {
  if (layers.some(({ term }) => term.kind === 'join' || term.kind === 'where'))
    return 'it is picked in one way or another, as the branches decide';
  return layers.some(({ term }) => term.kind === 'stack') ? 'parts of it are put side by side first' : undefined;
}

/** What stood around a probability, around another value. */
export function layered(store: TermStore, layers: readonly Layer[], value: Term): Term {
  return layers.reduceRight((inner, { term }) => {
    if (term.kind === 'gather') return store.gather(inner, term.key, term.indices);
    if (term.kind === 'reshape') return store.reshape(term.change, inner);
    return term.kind === 'cast' ? store.cast(inner, term.format) : inner;
  }, value);
}

/** min(x, 0) - log1p(exp(-|x|)) */
function writtenOut(store: TermStore, x: Term, logits: Term): Term {
  const tail = store.map('log1p', store.map('exp', store.map('neg', store.map('abs', logits))));
  return store.binary('subtract', store.binary('minimum', x, store.constant(0)), tail);
}

function partsFor({ at, probability }: LossLog): readonly Occurrence[] {
  return probability?.kind === 'softmax' ? namesOfParts(at, probability.term) : [];
}

/** Where the probability, guarded or not, was given a name: the innermost first. Nothing else may need it any more. */
function namesFor({ at, log, probability, inside: { layers } }: LossLog): readonly Occurrence[] {
  const values = [log.operand, ...layers.map(({ term }) => term), ...(probability ? [probability.term] : [])];
  const wanted = new Set(values);
  return leftBehind(at, (value) => wanted.has(value));
}
