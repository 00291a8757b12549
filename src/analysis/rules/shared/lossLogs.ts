// Places where the logarithm of a probability is taken: of one by definition, or of what the loss shows to be one.
import { probabilityOf, type Probability } from '../../terms/probability.ts';
import { inside, unwrap, type Inside, type Layer } from '../../terms/logarithm.ts';
import { lossForms, type LossForm } from '../../terms/lossForm.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { MapTerm, Term } from '../../terms/term.ts';
import type { FormatFact } from '../../findings.ts';
import { subterms } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';
import { formatAt } from './places.ts';

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
  /** What every call gives where it is a parameter, by kind: its logits are in the callers. */
  readonly given: Probability['kind'] | undefined;
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
  const found = computed.flatMap((at) => lossLog(context, forms, at) ?? []);
  known.set(computed, found);
  return found;
}

function lossLog(context: RuleContext, forms: ReadonlyMap<Term, LossForm>, at: Occurrence): LossLog | undefined {
  const log = logAt(at) ?? calledLog(at);
  if (!log) return undefined;
  const form = forms.get(log);
  const within = inside(log.operand);
  const probability = probabilityOf(context.store, context.bounds, within.inner);
  // What returns its logarithm as it is tells at its calls.
  const isReturned = context.leaving.some(({ term, scope }) => term === log && scope === at.scope);
  const given = probability || isReturned ? undefined : givenKind(context, within.inner);
  const argument = at.form === 'inlined' ? probability && ownPlaceOf(at, within.inner) : at.operands[0];
  if (!argument || (!probability && !given && !form)) return undefined;
  return { at, log, argument, inside: within, probability, given, form, format: formatAt(context, log.operand, at) };
}

/** A call of a function of the same text that returns the logarithm of its argument. */
function calledLog({ form, term }: Occurrence): MapTerm | undefined {
  return form === 'inlined' && term.kind === 'map' && term.name === 'log' ? term : undefined;
}

/** Where the text itself, and not the function it calls, has a value. */
function ownPlaceOf(root: Occurrence, term: Term): Occurrence | undefined {
  const seen = new Set([root]);
  for (const place of seen) {
    if (place.own && place !== root && place.term === term) return place;
    if (seen.size > 200) return undefined;
    for (const operand of place.operands) seen.add(operand);
  }
  return undefined;
}

/** Which kind of probability a parameter is, if every call gives it one of the same kind. */
function givenKind(context: RuleContext, term: Term): Probability['kind'] | undefined {
  if (term.kind !== 'variable' || term.role !== 'parameter') return undefined;
  const { store, bounds } = context;
  const [first, ...rest] = context
    .argumentsOf(term)
    .map((value) => probabilityOf(store, bounds, unwrap(value).inner)?.kind);
  return rest.every((kind) => kind === first) ? first : undefined;
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

/** The kind of probability that a definition or the callers show. */
export function shownKind({ probability, given }: LossLog): Probability['kind'] | undefined {
  return probability?.kind ?? given;
}

/**
 * Whether an entropy or a divergence is added up element by element, by its form alone: a condition that is not followed
 * may keep it from 0, and such code measures what is not trained.
 */
export function isMeasured(loss: LossLog): boolean {
  const { form, inside: about } = loss;
  if (shownKind(loss) || (form?.kind !== 'entropy' && form?.kind !== 'divergence')) return false;
  return [...subterms(about.inner)].some(
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
