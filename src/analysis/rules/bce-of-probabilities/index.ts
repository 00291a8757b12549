// t * log(p) + (1 - t) * log(1 - p): where p is 0 or 1 it is inf, or 0 · -inf = NaN. Of logits it is neither.
import type { Reason, Severity } from '../../findings.ts';
import { binaryCrossEntropyOf, type BinaryCrossEntropy } from '../../terms/binaryCrossEntropy.ts';
import { unwrap } from '../../terms/logarithm.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { probabilityOf, type Probability } from '../../terms/probability.ts';
import { isByHand } from '../../terms/sigmoidInLog.ts';
import type { Term } from '../../terms/term.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { isLogGuardedByCalls } from '../shared/guardedCalls.ts';
import { finiteLogs } from '../shared/finiteLogs.ts';
import { grouped, isUnguarded, lossLogs, shownKind, type LossLog } from '../shared/lossLogs.ts';
import { byFormOnly, endsOf, originOf } from '../shared/lossWording.ts';
import { formatAt } from '../shared/places.ts';
import { raisesAt } from '../shared/softplus.ts';
import { isBelowOne, isPositive } from '../shared/positive.ts';
import type { Shown } from '../shared/shown.ts';
import { boundsAt, namedAt, sourceOf } from '../shared/sources.ts';
import { shortened } from '../shared/wording.ts';
import { gradientByHand } from './byHand.ts';
import { isGuarded, sigmoidLimits } from './limits.ts';
import { ofLibrary, ofLibraryByCalls } from './ofLibrary.ts';
import { proposals } from './proposals.ts';

export const bceOfProbabilities: Rule = { id: 'bce-of-probabilities', recoverable: true, find };

function find(context: RuleContext): readonly Match[] {
  const byPlace = new Map<Occurrence, Match>();
  for (const at of context.computed) {
    if (at.form !== 'expression') continue;
    const found =
      at.term.kind === 'library'
        ? ofLibrary(context, at, at.term)
        : (writtenOut(context, at) ?? gradientByHand(context, at));
    // A sum within a sum is met first, and is the nearer one.
    if (!found || byPlace.has(found.at)) continue;
    byPlace.set(found.at, found);
    for (const each of apart(context, at, found)) if (!byPlace.has(each.at)) byPlace.set(each.at, each);
  }
  for (const found of ofBranches(context)) {
    if (byPlace.has(found.at)) continue;
    byPlace.set(found.at, found);
    for (const each of apart(context, found.at, found)) byPlace.set(each.at, each);
  }
  for (const found of ofLibraryByCalls(context, (loss) => byPlace.has(loss)))
    if (!byPlace.has(found.at)) byPlace.set(found.at, found);
  return [...byPlace.values()];
}

/**
 * The other logarithm of a loss, where that is written in another statement.
 * @param whole - the expression that both are in otherwise
 */
function apart(context: RuleContext, whole: Occurrence, { at, covers = [], reasons, ...found }: Match): Match[] {
  const [, other] = [...covers].sort((a, b) => (a === at ? -1 : b === at ? 1 : 0));
  const isWithin = ({ span }: Occurrence) =>
    span.cell === whole.span.cell && whole.span.start <= span.start && span.end <= whole.span.end;
  if (!other || isWithin(other)) return [];
  const reason = reasons.find(({ span }) => span.start === other.span.start && span.cell === other.span.cell);
  const why = reason ? `: ${reason.message}` : '';
  return [
    {
      ...found,
      at: other,
      message: `${shortened(context.textOf(other))} is the term of the other class in this binary cross-entropy${why}`,
      reasons: [{ span: at.span, message: 'the first one is here' }],
    },
  ];
}

/** log(p) in one branch of a program, log(1 - p) in another. */
function ofBranches(context: RuleContext): readonly Match[] {
  const logs = lossLogs(context).filter(
    (loss) => loss.form?.kind === 'binary' && loss.form.whole.kind === 'join' && isUnguarded(loss),
  );
  return grouped(logs).flatMap(([first, second, ...others]) => {
    if (!second || others.length > 0) return [];
    const raises = raisesAt(first.at);
    const p = shortened(context.textOf(first.inside.complement ? second.argument : first.argument));
    const outcome = raises ? 'raises an error' : 'is inf';
    return [
      {
        at: first.at,
        message: `this binary cross-entropy ${outcome} when ${p} is 0 or 1${endsOf(first.format, kindIn(first))}${byFormOnly(first)}`,
        format: first.format,
        subject: p,
        severity: shownKind(first) ? ('warning' as const) : ('hint' as const),
        reasons: [
          originOf(context, first),
          ...[first, second].map(({ at, inside }) => ({
            span: at.span,
            message: `log(${inside.complement ? '1 - p' : 'p'}) ${raises ? 'raises an error' : 'is -inf'} where p is ${inside.complement ? 1 : 0}${endsOf(first.format, kindIn(first), [inside.complement ? 'one' : 'zero'])}`,
          })),
        ],
        covers: [first.at, second.at],
        proposals: () => finiteLogs(context, [first, second], []),
      },
    ];
  });
}

/** The kind of probability that a loss is of, as far as that can be seen. */
function kindIn({ probability, shown }: LossLog): Pick<Shown, 'kind' | 'isByHand'> | undefined {
  return probability ? { kind: probability.kind, isByHand: isByHand(probability) } : shown;
}

function writtenOut(context: RuleContext, at: Occurrence): Match | undefined {
  const { store, bounds } = context;
  const { term, operands } = at;
  if (term.kind !== 'where' && !(term.kind === 'binary' && operands[0]?.term === term.left)) return undefined;
  const loss = binaryCrossEntropyOf(term);
  if (!loss) return undefined;
  const { positive, negative, sameProbability } = loss;
  const sides = [positive, negative];
  // A guard of one of them has rules of its own, which say what it does to the gradient.
  if (sides.some(({ log, argument }) => isGuarded(log.operand) || isGuarded(argument.p))) return undefined;
  const called = formatAt(context, positive.argument.p, at);
  if (sides.every(({ log }) => isLogGuardedByCalls(context, log.operand, called))) return undefined;
  const here = boundsAt(context, at);
  if (here.low(positive.log.operand) > 0 && here.high(negative.argument.p) < 1) return undefined;
  const places = sides.map(({ log }) => sourceOf(at, log));
  if (!places[0] || !places[1] || places.some((place) => place!.form !== 'expression')) return undefined;
  const [first] = (places as Occurrence[]).sort((a, b) => a.span.cell - b.span.cell || a.span.start - b.span.start);
  const known = sides.map(({ argument }) => probabilityOf(store, bounds, unwrap(argument.p).inner));
  // Each of the two logarithms is a log-sigmoid, which is another finding with a better rewrite.
  if (!sameProbability && known.some((each) => each?.kind === 'sigmoid')) return undefined;
  if (!known[0] && !isWithinUnit(context, positive.argument.p) && areKeptByMaking(context, loss)) return undefined;
  const shown = lossLogs(context).find((log) => log.at === places[0]);
  const origin = shown && shownKind(shown) ? originOf(context, shown) : undefined;
  const kind = shown && shownKind(shown) ? kindIn(shown) : undefined;
  return match(context, first!, at, loss, places as Occurrence[], { probability: known[0], origin, kind });
}

/** Whether what two probabilities are made of keeps one from 0 and the other from 1. */
function areKeptByMaking(context: RuleContext, { positive, negative }: BinaryCrossEntropy): boolean {
  return isPositive(context, positive.argument.p) && isBelowOne(context, negative.argument.p);
}

/** What is known of the probability that a loss is of. */
interface Known {
  readonly probability: Probability | undefined;
  readonly origin: Reason | undefined;
  readonly kind: Pick<Shown, 'kind' | 'isByHand'> | undefined;
}

function match(
  context: RuleContext,
  first: Occurrence,
  at: Occurrence,
  loss: BinaryCrossEntropy,
  places: readonly Occurrence[],
  { probability, origin, kind }: Known,
): Match {
  const { p } = loss.positive.argument;
  const format = formatAt(context, p, first);
  const subject = namedAt(context, places[0]!, p) ?? context.textOf(first.operands[0]!);
  const short = shortened(subject);
  const other = shortened(namedAt(context, places[1]!, loss.negative.argument.p) ?? 'the other');
  const limits = probability?.kind === 'sigmoid' ? sigmoidLimits(context, places[0]!, probability, format) : undefined;
  const isDefined = probability !== undefined || origin !== undefined || isWithinUnit(context, p);
  // Of what a library says to be a probability nothing tells at which value of what it is 0 or 1.
  const ends: typeof endsOf = (...given) => (isDefined && !kind ? '' : endsOf(...given));
  const outcome = outcomeOf(raisesAt(first), loss.sameProbability);
  const when = loss.sameProbability ? `${short} is 0 or 1` : `${short} is 0 or ${other} is 1`;
  const severity: Severity = isDefined ? 'warning' : 'hint';
  const message = limits
    ? `this binary cross-entropy ${outcome} in ${format.name} when ${limits.when}: ${short} is then ${limits.is}`
    : `this binary cross-entropy ${outcome} when ${when}${ends(format, kind)}${isDefined ? '' : '; only its form says that it is of probabilities'}`;
  return {
    at: first,
    message,
    format,
    subject,
    severity,
    reasons: [
      ...(origin && !limits ? [origin] : []),
      ...reasonsOf(places, short, limits, raisesAt(first), (end) => (limits ? '' : ends(format, kind, [end]))),
    ],
    covers: places,
    proposals: () => proposals(context, at, loss, probability),
  };
}

function outcomeOf(raises: boolean, weighted: boolean): string {
  if (raises) return 'raises an error';
  return weighted ? 'is inf, or 0 · -inf = NaN,' : 'is inf';
}

function isWithinUnit({ bounds }: RuleContext, term: Term): boolean {
  return bounds.low(term) >= 0 && bounds.high(term) <= 1;
}

function reasonsOf(
  places: readonly Occurrence[],
  p: string,
  limits: ReturnType<typeof sigmoidLimits> | undefined,
  raises: boolean,
  ends: (end: 'zero' | 'one') => string,
): readonly Reason[] {
  const outcome = raises ? 'raises an error' : 'is -inf';
  return [
    ...(limits
      ? [
          {
            span: places[0]!.operands[0]!.span,
            message: `${p} is a sigmoid, which is ${limits.is} when ${limits.when}`,
          },
        ]
      : []),
    { span: places[0]!.span, message: `log(p) ${outcome} where p is 0${ends('zero')}` },
    {
      span: places[1]!.span,
      message: `log(1 - p) ${outcome} where p is 1${ends('one')}; with a weight of 0 the product is NaN`,
    },
  ];
}
