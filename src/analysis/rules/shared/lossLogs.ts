// Places where the logarithm of a probability is taken: of one by definition, or of what the loss shows to be one.
import { probabilityOf, type Probability } from '../../terms/probability.ts';
import { lifts } from '../../terms/lift.ts';
import { inside, unwrap, type Inside, type Layer } from '../../terms/logarithm.ts';
import { lossForms, type LossForm, type LossKind } from '../../terms/lossForm.ts';
import { pickedAfterwards } from '../../terms/pickedSoftmax.ts';
import { probableOf } from '../../terms/probable.ts';
import { bare } from '../../terms/bare.ts';
import { isTest } from '../../terms/comparison.ts';
import { identityMatrix, oneHot, someOf } from '../../terms/gathers.ts';
import { nearest, type Occurrence } from '../../terms/occurrence.ts';
import type { MapTerm, Term } from '../../terms/term.ts';
import type { FormatFact } from '../../findings.ts';
import { subterms } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';
import { copiedPlaces, type Copied } from './copies.ts';
import { isGuardedByCalls } from './guardedCalls.ts';
import { isOfNearLogits, isPartOfNearLogits } from './nearLogits.ts';
import { formatAt } from './places.ts';
import { isBelowOne, isPositive } from './positive.ts';
import { kindCarried, kindOf, kindOfAll, type Shown } from './shown.ts';
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
  const roots = new Set([...computed, ...leaving].map(({ term }) => term));
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

function pair(at: Occurrence, loss: LossLog | undefined): readonly (readonly [Occurrence, LossLog])[] {
  return loss ? [[at, loss]] : [];
}

function lossLog(context: RuleContext, forms: ReadonlyMap<Term, LossForm>, at: Occurrence): LossLog | undefined {
  const log = logAt(at) ?? calledLog(at);
  if (!log || isKeptPositive(context, at, log.operand)) return undefined;
  const form = formOf(context, forms, log);
  const whole = inside(pickedAfterwards(context.store, log.operand));
  const guarded = form?.kind === 'divergence' ? guardedPart(context, whole) : undefined;
  const within = guarded?.part ?? whole;
  if (isAwayFromZero(context, within) || isIndicator(within.inner)) return undefined;
  const probability = guarded ? undefined : probabilityOf(context.store, context.bounds, within.inner);
  const shown = guarded?.shown ?? (probability ? undefined : shownBy(context, at, log, within.inner));
  if (!probability && isMeant(context, within.inner, form, shown)) return undefined;
  const isOfForm = form && at.form !== 'inlined' && !isKeptByMaking(context, within) && !isOfTwo(within.inner);
  if (!probability && !shown && !isOfForm) return undefined;
  const argument = argumentAt(at, whole.inner);
  if (!argument) return undefined;
  const format = formatAt(context, log.operand, at);
  if (isGuardedByCalls(context, within.inner, within.complement, format)) return undefined;
  const loss: LossLog = { at, log, argument, inside: within, probability, shown, form, format };
  return isNear(context, loss) && isUnguarded(loss) ? undefined : loss;
}

/** Whether its logits are too near each other for it to become 0. */
function isNear(context: RuleContext, { inside: { inner, complement }, probability, shown, format }: LossLog): boolean {
  if (complement) return false;
  if (probability) return isOfNearLogits(context, probability, format);
  return shown?.by === 'part' && isPartOfNearLogits(context, inner, format);
}

/** log(clip(p) / clip(q)): of a quotient that is not 0, the probability of logits that is kept from it. */
function guardedPart(context: RuleContext, { inner, complement }: Inside) {
  const isQuotient = inner.kind === 'binary' && inner.name === 'divide';
  if (!isQuotient || complement || !isPositive(context, inner.left)) return undefined;
  for (const side of [inner.right, inner.left]) {
    const part = inside(side);
    const kind = kindOf(context, part.inner);
    const isGuarded = part.layers.some((layer) => layer.kind === 'floor' || layer.kind === 'epsilon');
    if (kind && isGuarded) return { part, shown: { kind, by: 'quotient' as const } };
  }
  return undefined;
}

/** Whether what is no whole distribution is none at all, or is made to have the logarithm that it has. */
function isMeant(context: RuleContext, term: Term, form: LossForm | undefined, shown: Shown | undefined): boolean {
  return (!form && isZeroed(context, term)) || (!shown && isSetToOthers(context, term));
}

/** An attribute of which every method is seen to leave something in it that is computed, and no probability of logits. */
function isSetToOthers(context: RuleContext, attribute: Term): boolean {
  const { store, bounds } = context;
  const values =
    attribute.kind === 'join' ? attribute.items : attribute.kind === 'opaque' ? context.valuesOf(attribute) : [];
  const kinds = values.map((value) => bare(value).kind);
  const isGiven = kinds.some((kind) => kind === 'variable' || kind === 'element' || kind === 'gather');
  return (
    !isGiven &&
    kinds.some((kind) => kind === 'binary' || kind === 'reduce') &&
    values.every((value) => !probabilityOf(store, bounds, unwrap(value).inner) && !probableOf(store, bounds, value))
  );
}

/** Of a call, where what its logarithm is about was computed. */
function argumentAt(at: Occurrence, inner: Term): Occurrence | undefined {
  if (at.form !== 'inlined') return at.operands[0];
  return nearest(at, (place) => place.own && place !== at && place.term === inner);
}

/** A class or a mask as numbers: targets, whose logarithm has no logits. */
function isIndicator(term: Term): boolean {
  return isTest(term) || (term.kind === 'opaque' && (term.key === oneHot || term.key === identityMatrix));
}

/** A value where a condition holds, and 0 elsewhere: that its logarithm is -inf there is what it was made for. */
function isZeroed({ bounds }: RuleContext, term: Term): boolean {
  if (term.kind !== 'where') return false;
  return [term.yes, term.no].some((branch) => bounds.low(branch) === 0 && bounds.high(branch) === 0);
}

/** A probability that cannot be less is not lost in any format. */
const farFromZero = 1e-3;

/** 0.9 * p + 0.1: bounds that are no guard keep it from 0. */
function isAwayFromZero({ bounds }: RuleContext, { inner, complement }: Inside): boolean {
  return complement ? bounds.high(inner) <= 1 - farFromZero : bounds.low(inner) >= farFromZero;
}

/** p[:, None] + p[None, :], of which each may be a probability: their sum is what two things weigh together. */
function isOfTwo(term: Term): boolean {
  return term.kind === 'binary' && term.name === 'add' && bare(term.left) === bare(term.right);
}

/** A probability by its form alone that what it is made of keeps from 0, or from 1. */
function isKeptByMaking(context: RuleContext, { inner, complement }: Inside): boolean {
  return complement ? isBelowOne(context, inner) : isPositive(context, inner);
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
  if (isKeptPositive(context, own, log.operand) || isKeptPositive(context, copy, given.operand)) return undefined;
  const within = inside(given.operand);
  const format = formatAt(context, given.operand, copy);
  const here = inside(log.operand);
  if (isGuardedByCalls(context, here.inner, here.complement, format)) return undefined;
  const whole = kindOf(context, within.inner);
  const kind = whole ?? shownBy(context, copy, given, within.inner)?.kind;
  const form = formOf(context, forms, log);
  if (!kind || (!whole && !form && isZeroed(context, within.inner))) return undefined;
  return {
    at: own,
    log,
    argument,
    inside: within,
    probability: undefined,
    shown: { kind, by: 'call' },
    form,
    format,
  };
}

/** What returns the logarithm of a parameter as it is tells at its calls. */
function returnsItself({ leaving }: RuleContext, at: Occurrence, log: MapTerm): boolean {
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
    const kind = kindOfAll(context, context.argumentsOf(whole));
    return kind && { kind, by: 'callers' };
  }
  const carried = kindCarried(context, whole);
  if (carried) return { kind: carried, by: 'rounds' };
  const probable = probableOf(context.store, context.bounds, term);
  return probable && { kind: probable.kind, by: probable.by };
}

/** The logarithm that is taken at a place, to whichever base. */
export function logAt({ form, term, operands }: Occurrence): MapTerm | undefined {
  if (form !== 'expression') return undefined;
  const natural = term.kind === 'binary' && term.name === 'divide' && term.right.kind === 'constant' ? term.left : term;
  const isLog = natural.kind === 'map' && natural.name === 'log' && operands[0]?.term === natural.operand;
  return isLog ? natural : undefined;
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
export function isMeasured(loss: LossLog, kinds: readonly LossKind[] = ['entropy', 'divergence']): boolean {
  const { form, log, probability, shown } = loss;
  // What calls give is measured as well: it is the function that goes through the elements.
  if (probability || (shown && shown.by !== 'call' && shown.by !== 'callers') || !form || !kinds.includes(form.kind))
    return false;
  const { inner, layers } = inside(log.operand);
  // torch.stack([f(x) for x in xs]) is one array again.
  if (layers.some((layer) => layer.term.kind === 'gather' && layer.term.key === someOf)) return false;
  return [...subterms(inner)].some(
    (term) => term.kind === 'element' || (term.kind === 'variable' && term.role === 'loop'),
  );
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
