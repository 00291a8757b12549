// log(softmax(x)): a probability that has become 0 gives -inf, and its gradient is NaN, although the log-softmax is a
// finite number: x - logsumexp(x).
import { expZero, formats } from '../../../kernels/index.ts';
import type { FormatFact, Reason } from '../../findings.ts';
import { describeAxis } from '../../terms/axis.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { probabilityOf, type Probability } from '../../terms/probability.ts';
import type { ElementTerm, Term } from '../../terms/term.ts';
import { elementsIn } from '../../terms/elements.ts';
import { liftAll, lifts } from '../../terms/lift.ts';
import { unwrap, type Layer } from '../../terms/logarithm.ts';
import { withLogs } from '../naive-softmax/withLogs.ts';
import type { Match, Proposal, Rule, RuleContext } from '../rule.ts';
import { isOnlyCompared, isOnlyDrawn } from '../shared/compared.ts';
import { naturalLog, toBase } from '../shared/bases.ts';
import { elementOfQuotient } from '../shared/elementLogs.ts';
import { layered } from '../shared/finiteLogs.ts';
import { logAt, lossLogs } from '../shared/lossLogs.ts';
import { contains, formatAt, namesBehind, placesWithin } from '../shared/places.ts';
import { logSoftmax } from '../shared/logSoftmax.ts';
import { ofZero, timesZero, whyOfZero } from '../shared/lossWording.ts';
import { valuePlan } from '../shared/plans.ts';
import { isOfNearLogits } from '../shared/nearLogits.ts';
import { isOfNumbers } from '../shared/softplus.ts';
import { namesOfParts } from '../shared/softmaxParts.ts';
import { isKeptPositive } from '../shared/sources.ts';
import { rounded, shortened } from '../shared/wording.ts';
import { ofElement } from './elements.ts';

export const logOfSoftmax: Rule = { id: 'log-of-softmax', recoverable: true, find };

function find(context: RuleContext): readonly Match[] {
  const { store, bounds } = context;
  return context.computed.flatMap((at) => {
    const log = logAt(at);
    if (!log) return [];
    const { layers, inner } = unwrap(log.operand);
    // A pick, an epsilon and a clip have rules of their own, which say more.
    if (layers.some(({ kind }) => kind !== 'cast' && kind !== 'shape')) return [];
    if (isKeptPositive(context, at, log.operand)) return [];
    const probability = probabilityOf(store, bounds, inner);
    if (probability?.kind !== 'softmax') return [];
    const format = formatAt(context, log.operand, at);
    return isOfNearLogits(context, probability, format) ? [] : [match(context, at, log.operand, probability, format)];
  });
}

function match(
  context: RuleContext,
  at: Occurrence,
  operand: Term,
  probability: Probability,
  format: FormatFact,
): Match {
  const gap = rounded(-expZero(formats[format.name]));
  const subject = context.textOf(at.operands[0]!);
  const short = shortened(subject);
  const what = /softmax/i.test(short) ? short : `${short}, a softmax,`;
  const { outcome, gradient } = ofZero(at);
  const isHarmless = at.behaviour?.overflow !== 'raises';
  const isDrawn = isHarmless && isOnlyDrawn(context, at.term);
  const isIdle = isDrawn || (isHarmless && isOnlyCompared(context, at.term));
  const use = isDrawn ? 'drawn from' : 'compared';
  const form = lossLogs(context).find((loss) => loss.at === at)?.form;
  const more = isIdle ? `; it is only ${use} here, where that does little harm` : `${timesZero(form, at)}${gradient}`;
  return {
    at,
    message: `log of ${what} ${outcome} in ${format.name} when a logit is ${gap} below the largest${more}`,
    ...(isIdle && { severity: 'hint' }),
    format,
    subject,
    reasons: reasons(context, at, probability, gap),
    covers: placesWithin(at, ({ term }) => term.kind === 'map' && term.name === 'exp'),
    proposals: () => proposals(context, at, operand, probability),
  };
}

function reasons(context: RuleContext, at: Occurrence, { axis }: Probability, gap: string): readonly Reason[] {
  const [argument] = at.operands as [Occurrence];
  return [
    {
      span: argument.span,
      message: `${shortened(context.textOf(argument))} is a softmax over ${describeAxis(axis)}: in [0, 1]`,
    },
    { span: argument.span, message: `it is 0 where a logit is more than ${gap} below the largest: exp has become 0` },
    whyOfZero(at),
  ];
}

const titles = { library: 'Replace with log_softmax', inline: 'Subtract the maximum and the log of the sum' };

function proposals(context: RuleContext, at: Occurrence, operand: Term, probability: Probability): readonly Proposal[] {
  const { term } = probability;
  const { layers, inner } = unwrap(operand);
  const listed = isOfNumbers(at) ? listOfLogs(context, at) : undefined;
  const asList = listed ? ofWhole(context, at, listed.at, listed.probability) : [];
  // Of an array that is summed as a whole, an element or a row is one of its logits, or a row of them.
  const isOne = isOfNumbers(at) || probability.axis.kind === 'all';
  const each = isOne && onlyCasts(inner, term) ? elementOfQuotient(inner, probability.logits) : undefined;
  const ofEach = (element: ElementTerm, value: Term) =>
    ofElement(context, at, element, probability, value, { title: titles.inline, assumptions: assumed(context, at) });
  if (each) return listed ? asList : [ofEach(each, inner)];
  if (onlyCasts(inner, term)) return listed ? asList : ofWhole(context, at, at, probability, layers);
  const whole = operand.kind === 'element' ? wholeOf(context, at, term) : undefined;
  if (whole) return [...ofWhole(context, at, whole, probability), ...(listed?.at === whole ? [] : asList)];
  if (operand.kind === 'element' && isOne) {
    return [ofEach(operand, operand), ...asList];
  }
  if (listed) return asList;
  return [{ form: 'library', title: titles.library, withheld: 'the log is taken of each element by itself' }];
}

/** Where the logarithms of all elements are, each of which is taken at a place. */
function wholeOf({ store, computed }: RuleContext, at: Occurrence, softmax: Term): Occurrence | undefined {
  const all = liftAll(store, at.term);
  const log = naturalLog(all);
  if (!log || !onlyCasts(log.operand, softmax)) return undefined;
  return computed.find((place) => place.term === all && place.form === 'expression' && contains(place, at));
}

/** Where numbers, of each of which the logarithm is taken, make a list: log(v / s) for v of e. */
function listOfLogs({ store, bounds, computed }: RuleContext, at: Occurrence) {
  const lists = elementsIn(at.term).size === 0 ? [] : lifts(store, at.term).filter((each) => each !== at.term);
  for (const place of computed) {
    if (place.form !== 'expression' || !lists.includes(place.term) || !contains(place, at)) continue;
    const log = naturalLog(place.term);
    const probability = log && probabilityOf(store, bounds, log.operand);
    if (log && probability?.kind === 'softmax' && onlyCasts(log.operand, probability.term)) {
      return { at: place, probability };
    }
  }
  return undefined;
}

function ofWhole(
  context: RuleContext,
  log: Occurrence,
  at: Occurrence,
  { logits, axis, term }: Probability,
  layers: readonly Layer[] = [],
): readonly Proposal[] {
  const { store } = context;
  const around = (value: Term) => toBase(store, at.term, layered(store, layers.filter(isShape), value));
  const assumptions = assumed(context, log);
  const unneeded = [...layers.map((layer) => layer.term), term].reverse().flatMap((value) => namesBehind(at, value));
  const { shifted, logSum } = logSoftmax(store, logits, axis, isOfNumbers(log));
  const inline = valuePlan({
    form: 'inline',
    title: titles.inline,
    at,
    by: around(store.binary('subtract', shifted, logSum)),
    unneeded,
    assumptions,
    names: new Map([[shifted, 'shifted']]),
  });
  return [
    valuePlan({
      form: 'library',
      title: titles.library,
      at,
      by: around(store.library('log-softmax', logits, axis)),
      unneeded: [...namesOfParts(at, term), ...unneeded],
      assumptions,
    }),
    withLogs(
      context,
      term,
      equalsOf(context, at).map((each) => ({
        at: each,
        made: (of) => around(store.binary('subtract', of.shifted, of.logSum)),
      })),
      inline,
    ) ?? inline,
  ];
}

/** A logarithm, and where else in the function the same is computed. */
function equalsOf({ computed }: RuleContext, at: Occurrence): readonly Occurrence[] {
  return computed.filter(
    (place) => place === at || (place.own && place.term === at.term && place.scope === at.scope && logAt(place)),
  );
}

function assumed(context: RuleContext, log: Occurrence): readonly string[] {
  const subject = shortened(context.textOf(log.operands[0]!));
  return [`the logits of ${subject} are a non-empty array of floating-point numbers`];
}

/** The format of the logarithm is that of the logits: only its shape is another. */
function isShape({ kind }: Layer): boolean {
  return kind === 'shape';
}

function onlyCasts(term: Term, inner: Term): boolean {
  return term === inner || (term.kind === 'cast' && onlyCasts(term.operand, inner));
}
