// log(clip(p, eps, 1 - eps)): beyond the clip the gradient is exactly 0, so that the worst predictions teach nothing. Where
// nothing takes gradients, it is the logarithm that stays what it is there.
import { formats, round } from '../../../kernels/index.ts';
import type { Reason, Severity } from '../../findings.ts';
import type { Layer } from '../../terms/logarithm.ts';
import type { Term } from '../../terms/term.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { byDraw, isDrawn } from '../shared/drawn.ts';
import { finiteLogs } from '../shared/finiteLogs.ts';
import { grouped, guardOf, isMeasured, isOfEntropy, lossLogs, shownKind, type LossLog } from '../shared/lossLogs.ts';
import { asWritten, atGap, byFormOnly, isDifference, isTrained, originOf, zeroGap } from '../shared/lossWording.ts';
import { inEachStatement } from '../shared/statements.ts';
import { rounded, shortened } from '../shared/wording.ts';

export const clippedProbabilityInLog: Rule = { id: 'clipped-probability-in-log', find };

function find(context: RuleContext): readonly Match[] {
  const clipped = lossLogs(context).filter((loss) => {
    const kind = guardOf(loss)?.kind;
    return (
      (kind === 'floor' || kind === 'ceiling') &&
      !isMeasured(context, loss, ['divergence']) &&
      !isIdle(context, loss) &&
      // Of what lies between two limits a density takes the place of so small a probability.
      !isDifference(loss.shown)
    );
  });
  return grouped(clipped).flatMap((logs) => inEachStatement(context, logs, (some) => match(context, some)));
}

/** What nobody sees, beside roundings: each p · log(p) of an entropy is off by less than this, and no gradient is taken of it. */
const unseen = 1e-9;

function isIdle(context: RuleContext, loss: LossLog): boolean {
  const harm = isOfEntropy(loss) && (!isTrained(loss) || isTarget(context, loss)) ? harmOf(context, loss) : undefined;
  return (
    harm?.kind === 'limit' &&
    harm.from !== undefined &&
    harm.from / Math.E < Math.max(unseen, formats[loss.format.name].unitRoundoff)
  );
}

/** Whether it weighs a log-softmax elsewhere: targets, of which no gradient is taken. */
function isTarget({ computed }: RuleContext, { inside: { inner } }: LossLog): boolean {
  return computed.some(({ term }) => {
    if (term.kind !== 'binary' || term.name !== 'multiply') return false;
    const sides = [term.left, term.right];
    return sides.includes(inner) && sides.some((side) => side.kind === 'library' && side.name === 'log-softmax');
  });
}

interface Clip {
  readonly floor: Term | undefined;
  readonly ceiling: Term | undefined;
}

/** The limits of p itself, also where the logarithm is of 1 - p; and whether they are around 1 - p. */
function clipOf({ inside: { layers, within, complement } }: LossLog): Clip & { readonly outside: boolean } {
  const limits = complement && within.some(isLimit) ? within : layers;
  const value = (kind: 'floor' | 'ceiling') =>
    limits.flatMap((layer) => (layer.kind === kind && 'value' in layer ? [layer.value] : []))[0];
  return { floor: value('floor'), ceiling: value('ceiling'), outside: complement && limits === layers };
}

function isLimit({ kind }: Layer): boolean {
  return kind === 'floor' || kind === 'ceiling';
}

type Harm =
  | { readonly kind: 'limit'; readonly from: number | undefined }
  /** The limit that should keep the argument from 0 is not there. */
  | { readonly kind: 'missing' }
  /** 1 - eps is 1 in the format. */
  | { readonly kind: 'rounds'; readonly limit: number };

function harmOf(context: RuleContext, loss: LossLog): Harm {
  const { inside, format } = loss;
  const { floor, ceiling, outside } = clipOf(loss);
  const within = formats[format.name];
  if (!inside.complement || outside) {
    if (!floor) return { kind: 'missing' };
    const limit = numberOf(context, floor);
    if (limit === undefined) return { kind: 'limit', from: undefined };
    return round(limit, within) > 0 ? { kind: 'limit', from: limit } : { kind: 'rounds', limit };
  }
  if (!ceiling) return { kind: 'missing' };
  const limit = numberOf(context, ceiling);
  if (limit === undefined) return { kind: 'limit', from: undefined };
  if (limit >= 1) return { kind: 'missing' };
  return round(limit, within) < 1 ? { kind: 'limit', from: 1 - limit } : { kind: 'rounds', limit };
}

/** A limit as a number, also 1 - eps of an option that no call in the text gives. */
function numberOf(context: RuleContext, term: Term): number | undefined {
  if (term.kind === 'constant') return term.value;
  if (term.kind === 'variable') {
    const usual = context.defaultOf(term);
    return usual?.kind === 'constant' && usual.value > 0 ? usual.value : undefined;
  }
  if (term.kind !== 'binary' || term.name !== 'subtract') return undefined;
  const [left, right] = [term.left, term.right].map((side) => numberOf(context, side));
  return left === undefined || right === undefined ? undefined : left - right;
}

function match(context: RuleContext, logs: readonly [LossLog, ...LossLog[]]): Match {
  const worst = logs.find((log) => harmOf(context, log).kind !== 'limit') ?? logs[0];
  const [first] = logs;
  const harm = harmOf(context, worst);
  return {
    at: first.at,
    message: `${messageOf(context, worst, harm)}${byFormOnly(worst)}${byDraw(worst)}`,
    format: worst.format,
    subject: context.textOf(worst.argument),
    reasons: reasons(context, worst, harm),
    severity: severityOf(first, worst, harm),
    proposals: () => finiteLogs(context, logs, ['without the limits of the clip']),
  };
}

function severityOf(first: LossLog, worst: LossLog, harm: Harm): Severity {
  if (isDrawn(worst)) return 'hint';
  if (harm.kind !== 'limit' && (shownKind(first) ?? harm.kind === 'rounds')) return 'error';
  if (isOfMixture(first)) return 'hint';
  // Where nothing takes gradients, a loss that ends somewhere is neither NaN nor infinite.
  return shownKind(first) && !isOfEntropy(worst) && (harm.kind !== 'limit' || isTrained(worst)) ? 'warning' : 'hint';
}

/**
 * The mean of two distributions in the divergence of each from it: where it is at its limit, each weighs no more than twice that.
 * Nothing else is weighed by a library without being picked.
 */
function isOfMixture({ shown, form }: LossLog): boolean {
  return shown?.by === 'mixture' && form?.kind === 'one-hot' && form.weights.length === 0;
}

function messageOf(context: RuleContext, loss: LossLog, harm: Harm): string {
  const text = shortened(context.textOf(loss.argument));
  switch (harm.kind) {
    case 'missing':
      return `the clip in log(${text}) is on the wrong side: it is -inf ${atGap(loss, zeroGap(loss))}`;
    case 'rounds': {
      const what = harm.limit > 0.5 ? `1 - ${asWritten(1 - harm.limit)} is 1` : `${asWritten(harm.limit)} is 0`;
      return `${what} in ${loss.format.name}, so the clip in log(${text}) keeps nothing from 0: it can be -inf`;
    }
    case 'limit':
      return limitOf(loss, text, harm.from);
  }
}

/** What it does beyond its limit. */
function limitOf(loss: LossLog, text: string, from: number | undefined): string {
  if (isOfEntropy(loss)) {
    // p · log(from / p) is largest where p is from / e.
    const most = from === undefined ? '' : ` by up to ${asWritten(from / Math.E)}`;
    return `the clip in log(${text}) makes each p · log(p) of this entropy wrong${most}`;
  }
  if (from === undefined) {
    return `beyond the clip in log(${text}) ${isTrained(loss) ? 'the gradient is exactly 0' : 'it does not fall any further'}`;
  }
  const limit = rounded(-Math.log(from));
  return isTrained(loss)
    ? `the clip in log(${text}) makes the gradient exactly 0 ${atGap(loss, limit)}`
    : `the clip in log(${text}) keeps it at -${limit} ${atGap(loss, limit)}, however far`;
}

function reasons(context: RuleContext, loss: LossLog, harm: Harm): readonly Reason[] {
  const effect = {
    limit: 'a value beyond the limits is replaced by the limit, which does not depend on the logits',
    missing: 'the other end of [0, 1] is where the argument of this logarithm becomes 0, and nothing limits it there',
    rounds: `the limit is rounded to ${loss.format.name} before it is compared with`,
  }[harm.kind];
  const from = harm.kind === 'limit' ? harm.from : undefined;
  const most =
    from === undefined || isOfEntropy(loss)
      ? []
      : [{ span: loss.at.span, message: `the loss cannot exceed ${rounded(-Math.log(from))}` }];
  return [originOf(context, loss), { span: loss.argument.span, message: effect }, ...most];
}
