// Places where the logarithm of a probability is taken: of one by definition, or of what the loss shows to be one.
import { probabilityOf, type Probability } from '../../terms/probability.ts';
import { lifts } from '../../terms/lift.ts';
import { inside, isOfClippedShare, unwrap, type Inside, type Layer } from '../../terms/logarithm.ts';
import { beyondLimits } from '../../terms/outcomes.ts';
import { lossForms } from '../../terms/lossForm.ts';
import type { LossForm, LossKind } from '../../terms/lossKinds.ts';
import { pickedAfterwards } from '../../terms/pickedSoftmax.ts';
import { probableOf } from '../../terms/probable.ts';
import { someOf } from '../../terms/gathers.ts';
import { nearest, type Occurrence } from '../../terms/occurrence.ts';
import type { MapTerm, Term } from '../../terms/term.ts';
import type { FormatFact } from '../../findings.ts';
import { subterms } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';
import { naturalLog } from './bases.ts';
import { copiedPlaces, type Copied } from './copies.ts';
import { isAwayFromZero, isIndicator, isKeptByMaking, isMeant, isNoProbability, isZeroed } from './noLoss.ts';
import { isGuardedByCalls } from './guardedCalls.ts';
import { isOfNearLogits, isPartOfNearLogits } from './nearLogits.ts';
import { contains, formatAt } from './places.ts';
import { quotientPart } from './quotients.ts';
import { isGivenByHand, kindCarried, kindOf, kindOfAll, type Shown } from './shown.ts';
import { isOfNumbers } from './softplus.ts';
import { isKeptPositive } from './sources.ts';

export interface LossLog {
  /** Where the logarithm is taken. */
  readonly at: Occurrence;
  /** The natural logarithm in its value, which may be another by a factor: log2(p). */
  readonly log: MapTerm;
  /** Where its argument is. */
  readonly argument: Occurrence;
  readonly inside: Inside;
  /** What its argument is the softmax or the sigmoid of, if that can be seen. */
  readonly probability: Probability | undefined;
  /** What shows it to be a probability where its logits cannot be used. */
  readonly shown: Shown | undefined;
  /** The loss it stands in, if it stands in one. */
  readonly form: LossForm | undefined;
  readonly format: FormatFact;
}

const known = new WeakMap<readonly Occurrence[], readonly LossLog[]>();

/** Logarithms of which either the definition or the form says that they are of a probability. */
export function lossLogs(context: RuleContext): readonly LossLog[] {
  const { computed, leaving, bounds } = context;
  const before = known.get(computed);
  if (before) return before;
  const roots = new Set([...[...computed, ...leaving].map(({ term }) => term), ...returnedTogether(context)]);
  const forms = lossForms(roots, bounds);
  const here = new Map(computed.flatMap((at) => pair(at, lossLog(context, forms, at))));
  const byCalls = new Map(
    copiedPlaces(context).flatMap((copied) => {
      const loss = here.get(copied.own);
      return loss && shownKind(loss) ? [] : pair(copied.own, lossByCall(context, forms, copied));
    }),
  );
  const found = computed.flatMap((at) => byCalls.get(at) ?? here.get(at) ?? []);
  known.set(computed, found);
  return found;
}

/** What each function leaves in one way or another: if (t === 1) return -log(p); return -log(1 - p); */
function returnedTogether({ store, leaving }: RuleContext): readonly Term[] {
  const byScope = new Map<string, Set<Term>>();
  for (const { term, scope, own } of leaving) {
    if (!own || term.kind === 'constant') continue;
    const terms = byScope.get(scope) ?? new Set();
    byScope.set(scope, terms.add(term));
  }
  return [...byScope.values()].flatMap((terms) => {
    const logged = [...terms].filter((term) => [...subterms(term)].some((part) => naturalLog(part)));
    return logged.length > 1 && logged.length <= mostReturned ? [store.join(logged)] : [];
  });
}

/** A function that leaves more is no loss. */
const mostReturned = 4;

function pair(at: Occurrence, loss: LossLog | undefined): readonly (readonly [Occurrence, LossLog])[] {
  return loss ? [[at, loss]] : [];
}

function lossLog(context: RuleContext, forms: ReadonlyMap<Term, LossForm>, at: Occurrence): LossLog | undefined {
  const log = logAt(at) ?? calledLog(at);
  if (!log) return undefined;
  const form = formOf(context, forms, log);
  const whole = beyondLimits(context.store, inside(pickedAfterwards(context.store, log.operand)));
  const guarded = form?.kind === 'divergence' ? quotientPart(context, at, whole) : undefined;
  if (!guarded && isKeptPositive(context, at, log.operand)) return undefined;
  const within = guarded?.part ?? whole;
  if (isAwayFromZero(context, within) || isIndicator(within.inner)) return undefined;
  const probability = guarded ? undefined : probabilityOf(context.store, context.bounds, within.inner);
  const shown = guarded?.shown ?? (probability ? undefined : shownBy(context, at, log, within.inner));
  if (!probability && isMeant(context, within.inner, form, shown)) return undefined;
  const isOfForm =
    form &&
    at.form !== 'inlined' &&
    !isKeptByMaking(context, within) &&
    !isOfClippedShare(log.operand) &&
    !isNoProbability(within, form.whole);
  if (!probability && !shown && !isOfForm) return undefined;
  const argument = argumentAt(at, whole.inner);
  if (!argument) return undefined;
  const format = formatAt(context, log.operand, at);
  if (isGuardedByCalls(context, within.inner, within.complement, format)) return undefined;
  const loss: LossLog = { at, log, argument, inside: within, probability, shown, form, format };
  return isNear(context, loss) && !reachesGuard(context, loss) ? undefined : loss;
}

/** Whether something keeps it from 0 that it may come to, near as its logits are. */
function reachesGuard(context: RuleContext, loss: LossLog): boolean {
  if (isUnguarded(loss)) return false;
  const floors = loss.inside.layers.flatMap((layer) =>
    'value' in layer && layer.kind !== 'ceiling' ? [layer.value] : [],
  );
  return floors.some((floor) => floor.kind !== 'constant' || (floor.value > 0 && !isNear(context, loss, floor.value)));
}

/** Whether its logits are too near each other for it to become 0, or as small as a floor. */
function isNear(
  context: RuleContext,
  {
    inside: { inner, complement },
    probability,
    shown,
    format,
  }: Pick<LossLog, 'inside' | 'probability' | 'shown' | 'format'>,
  floor?: number,
): boolean {
  if (complement) return false;
  if (probability) return isOfNearLogits(context, probability, format, floor);
  return shown?.by === 'part' && isPartOfNearLogits(context, inner, format, floor);
}

/** Of a call, where what its logarithm is about was computed. */
function argumentAt(at: Occurrence, inner: Term): Occurrence | undefined {
  if (at.form !== 'inlined') return at.operands[0];
  return nearest(at, (place) => place.own && place !== at && place.term === inner);
}

/** What a comprehension or a loop computes of each element shows its form in what it is of all of them. */
function formOf({ store }: RuleContext, forms: ReadonlyMap<Term, LossForm>, log: MapTerm): LossForm | undefined {
  return (
    forms.get(log) ??
    lifts(store, log)
      .map((each) => forms.get(each))
      .find((each) => each)
  );
}

/** A logarithm of what is a probability for what one of the calls gives. */
function lossByCall(
  context: RuleContext,
  forms: ReadonlyMap<Term, LossForm>,
  { own, copy }: Copied,
): LossLog | undefined {
  const [log, given] = [logAt(own), logAt(copy)];
  const argument = own.operands[0];
  if (!log || !given || !argument || returnsItself(context, own, log)) return undefined;
  const format = formatAt(context, given.operand, copy);
  const here = inside(log.operand);
  // Where the function says what it is, a copy says nothing more: calls within calls may not be followed in it.
  if (probabilityOf(context.store, context.bounds, here.inner)) return undefined;
  if (isGuardedByCalls(context, here.inner, here.complement, format)) return undefined;
  const form = formOf(context, forms, log);
  const divided = form?.kind === 'divergence' ? quotientPart(context, copy, inside(given.operand)) : undefined;
  const isKept = isKeptPositive(context, own, log.operand) || isKeptPositive(context, copy, given.operand);
  if (isKept && !divided) return undefined;
  const within = divided?.part ?? inside(given.operand);
  const whole = kindOf(context, within.inner);
  const shown = whole ? undefined : shownBy(context, copy, given, within.inner);
  const kind = whole ?? shown?.kind;
  if (!kind || (!whole && !form && isZeroed(context, within.inner))) return undefined;
  const loss: LossLog = {
    at: own,
    log,
    argument,
    inside: within,
    probability: undefined,
    shown: { kind, by: 'call', isByHand: shown?.isByHand ?? isGivenByHand(context, [within.inner]) },
    form,
    format,
  };
  const probability = whole && probabilityOf(context.store, context.bounds, within.inner);
  return isNear(context, { inside: within, probability, shown, format }) && isUnguarded(loss) ? undefined : loss;
}

/** What returns the logarithm of a parameter as it is tells at its calls. */
export function returnsItself({ leaving }: RuleContext, at: Occurrence, log: MapTerm): boolean {
  const { inner } = unwrap(log.operand);
  const isParameter = inner.kind === 'variable' && inner.role === 'parameter';
  return isParameter && leaving.some((place) => place.term === log && place.scope === at.scope);
}

/** A call of a function of the same text that returns the logarithm of its argument. */
function calledLog({ form, term }: Occurrence): MapTerm | undefined {
  return form === 'inlined' && term.kind === 'map' && term.name === 'log' ? term : undefined;
}

function shownBy(context: RuleContext, at: Occurrence, log: MapTerm, term: Term): Shown | undefined {
  const whole = term.kind === 'element' ? unwrap(term.of).inner : term;
  if (whole.kind === 'variable' && whole.role === 'parameter') {
    if (returnsItself(context, at, log)) return undefined;
    const values = context.argumentsOf(whole);
    const kind = kindOfAll(context, values);
    return kind && { kind, by: 'callers', isByHand: isGivenByHand(context, values) };
  }
  const carried = kindCarried(context, whole);
  if (carried) return { kind: carried, by: 'rounds' };
  const probable = probableOf(context.store, context.bounds, term);
  return probable && { kind: probable.kind, by: probable.by };
}

/** The logarithm that is taken at a place, to whichever base. */
export function logAt({ form, term, operands }: Occurrence): MapTerm | undefined {
  if (form !== 'expression') return undefined;
  const natural = naturalLog(term);
  return natural && operands[0]?.term === natural.operand ? natural : undefined;
}

/** What keeps the argument from 0, the outermost; a floor of 0 keeps nothing. */
export function guardOf({
  inside: { layers },
}: LossLog): Exclude<Layer, { kind: 'pick' | 'shape' | 'cast' }> | undefined {
  for (const layer of layers) {
    if (!('value' in layer)) continue;
    const isIdle = layer.kind === 'floor' && layer.value.kind === 'constant' && layer.value.value <= 0;
    if (!isIdle) return layer;
  }
  return undefined;
}

/** Whether the logarithm is multiplied by its own probability, which takes with it what becomes of the logarithm near 0. */
export function isOfEntropy({ form }: LossLog): boolean {
  return form?.kind === 'entropy';
}

/** The epsilon of log(1 + eps - p), which has no place of its own once it is added to 1. */
export function addedToOne({ inside: { complement, one } }: LossLog): number | undefined {
  return complement && one > 1 ? one - 1 : undefined;
}

/** Whether nothing keeps the argument from 0. */
export function isUnguarded(loss: LossLog): boolean {
  return guardOf(loss) === undefined && addedToOne(loss) === undefined;
}

/** The kind of probability that a definition or the callers show. */
export function shownKind({ probability, shown }: LossLog): Probability['kind'] | undefined {
  return probability?.kind ?? shown?.kind;
}

/**
 * Whether an entropy or a divergence is added up element by element, by its form alone: a condition that is not followed
 * may keep it from 0, and such code measures what is not trained.
 */
export function isMeasured(
  { computed }: RuleContext,
  loss: LossLog,
  kinds: readonly LossKind[] = ['entropy', 'divergence'],
): boolean {
  const { at, form, log, probability, shown } = loss;
  // What calls give is measured as well, if it is gone through element by element: of plain numbers there is no other way.
  const isByCalls = shown?.by === 'call' || shown?.by === 'callers';
  const isShown = shown && (!isByCalls || isOfNumbers(at));
  if (probability || isShown || !form || !kinds.includes(form.kind)) return false;
  // The policies of a few steps, one after the other, are trained: of each its elements are added up.
  const isAdded = (place: Occurrence) =>
    place.term.kind === 'reduce' && contains(place, at) && subterms(place.term).has(log);
  const { inner, layers } = inside(log.operand);
  const parts = [...subterms(inner)];
  const isCarried = parts.some((term) => term.kind === 'variable' && term.role === 'loop');
  if (at.behaviour?.differentiates && !isCarried && computed.some(isAdded)) return false;
  // torch.stack([f(x) for x in xs]) is one array again.
  if (layers.some((layer) => layer.term.kind === 'gather' && layer.term.key === someOf)) return false;
  return isCarried || parts.some(({ kind }) => kind === 'element');
}

/** Logarithms of one loss together, in the order of the text: a binary cross-entropy has two. */
export function grouped(logs: readonly LossLog[]): readonly (readonly [LossLog, ...LossLog[]])[] {
  const groups: [LossLog, ...LossLog[]][] = [];
  for (const log of logs) {
    const same = groups.find(
      ([first, ...rest]) =>
        log.form?.kind === 'binary' &&
        first.form === log.form &&
        first.at.scope === log.at.scope &&
        ![first, ...rest].some((other) => other.log === log.log),
    );
    if (same) same.push(log);
    else groups.push([log]);
  }
  return groups;
}
