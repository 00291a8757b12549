// What messages about the logarithm of a probability have in common.
import { expZero, formats, probabilityOneGap } from '../../../kernels/index.ts';
import type { FormatFact, Reason } from '../../findings.ts';
import { describeAxis } from '../../terms/axis.ts';
import type { LossForm, LossKind } from '../../terms/lossKinds.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { isByHand } from '../../terms/sigmoidInLog.ts';
import type { RuleContext } from '../rule.ts';
import { shownKind, type LossLog } from './lossLogs.ts';
import type { Shown } from './shown.ts';
import { zeroOfSigmoid } from './sigmoidEnds.ts';
import { rounded, shortened } from './wording.ts';

const losses: Readonly<Record<LossKind, string>> = {
  binary: 'a binary cross-entropy',
  entropy: 'an entropy',
  divergence: 'a divergence',
  focal: 'a focal loss',
  'one-hot': 'a cross-entropy',
  pick: 'a negative log-likelihood',
  sample: 'a mean of logarithms that is made small',
};

/** From which gap of logits, or below which logit, a probability is 0 in the format of a place. */
export function zeroGap({ format: { name }, probability, shown }: LossLog): string {
  // Of two sigmoids that are 1 nothing is left.
  if (isDifference(shown)) return rounded(probabilityOneGap(formats[name]));
  if ((probability?.kind ?? shown?.kind) !== 'sigmoid') return rounded(-expZero(formats[name]));
  return rounded(zeroOfSigmoid(name, probability ? isByHand(probability) : shown?.isByHand === true));
}

/** From which gap of logits a probability is 1 in the format of a place. */
export function oneGap({ format }: LossLog): string {
  return rounded(probabilityOneGap(formats[format.name]));
}

/** Of a loss that says where its probabilities are 0 or 1: of which logits they are, in a format. */
export function endsOf(
  { name }: FormatFact,
  shown: Pick<Shown, 'kind' | 'isByHand'> | undefined,
  ends: readonly ('zero' | 'one')[] = ['zero', 'one'],
): string {
  const format = formats[name];
  const gap = {
    zero: rounded(shown?.kind === 'softmax' ? -expZero(format) : zeroOfSigmoid(name, shown?.isByHand === true)),
    one: rounded(probabilityOneGap(format)),
  };
  if (shown?.kind === 'softmax') return ` (${name}: from a gap of ${gap[ends.at(-1)!]} between logits on)`;
  const below = ends.map((end) => (end === 'zero' ? `below -${gap.zero}` : `above ${gap.one}`)).join(' or ');
  return shown ? ` (${name}: for a logit ${below})` : ` (as a sigmoid in ${name} is for a logit ${below})`;
}

/** Where the probability has fallen to exp(-gap): in terms of its logits. */
export function atGap({ probability, shown, inside }: LossLog, gap: string): string {
  const kind = probability?.kind ?? shown?.kind;
  if (isDifference(shown)) return `where both of its logits are ${gap} from 0, on the same side`;
  if (!probability && kind !== 'sigmoid') return `from a gap of ${gap} between logits on`;
  if (kind === 'sigmoid') {
    return inside.complement ? `for a logit above ${gap}` : `for a logit below -${gap}`;
  }
  return inside.complement ? `where a logit is ${gap} above the others` : `where a logit is ${gap} below the largest`;
}

export function isDifference(shown: Pick<Shown, 'by'> | undefined): boolean {
  return shown?.by === 'difference';
}

/** What the logarithm of 0 does at a place, and what comes of it. */
export function ofZero({ behaviour }: Occurrence): { readonly outcome: string; readonly gradient: string } {
  if (behaviour?.overflow === 'raises') return { outcome: 'raises an error', gradient: '' };
  return { outcome: 'is -inf', gradient: behaviour?.differentiates ? '; then the gradient is NaN' : '' };
}

/** What becomes of it where it is multiplied with targets that add up to 1: those of the other classes are 0. */
export function timesZero(form: LossForm | undefined, { behaviour }: Occurrence): string {
  return form?.kind === 'one-hot' && behaviour?.overflow !== 'raises' ? ', and NaN times a target of 0' : '';
}

/** The same, as a reason. */
export function whyOfZero(at: Occurrence): Reason {
  const { outcome, gradient } = ofZero(at);
  const backward = gradient === '' ? '' : ', and 0 · 1/0 in the backward pass is NaN';
  return { span: at.span, message: `log(0) ${outcome}${backward}` };
}

/** That only the form shows a probability: the end of a message. */
export function byFormOnly(loss: LossLog): string {
  const { form } = loss;
  return shownKind(loss) || !form ? '' : `; only its use in ${losses[form.kind]} says that it is a probability`;
}

/** Why the argument is a probability. */
export function originOf(context: RuleContext, loss: LossLog): Reason {
  const { argument, probability, form, at } = loss;
  const text = shortened(context.textOf(argument));
  if (loss.shown) {
    const noun = loss.shown.kind === 'softmax' ? 'a softmax' : 'a sigmoid';
    const how = {
      callers: `every call gives ${noun} for ${text}`,
      rounds: `${text} is ${noun} before the loop and after each round`,
      call: `a call makes ${text} ${noun}`,
      quotient: `${text} is a quotient of two, one of them ${noun}`,
      divisor: `${text} is something divided by ${noun}`,
      branch: `${text} is ${noun} in one branch`,
      itself: `${text} is the exp of a log-${loss.shown.kind}`,
      part: `${text} adds up parts of ${noun}`,
      weighted: `${text} is a softmax with weights`,
      difference: `${text} is the difference of two sigmoids`,
      mixture: `${text} is a mixture of ${loss.shown.kind === 'softmax' ? 'softmaxes' : 'sigmoids'}`,
    }[loss.shown.by];
    const isOfQuotient = loss.shown.by === 'quotient' || loss.shown.by === 'divisor';
    return { span: argument.span, message: isOfQuotient ? how : `${how}: in [0, 1]` };
  }
  if (!probability) return { span: at.span, message: `log(${text}) stands in ${losses[form!.kind]}: of a probability` };
  const what = probability.kind === 'softmax' ? `a softmax over ${describeAxis(probability.axis)}` : 'a sigmoid';
  return { span: argument.span, message: `${text} comes from ${what}: in [0, 1]` };
}

/** A constant as people write it: 1e-8. */
export function asWritten(value: number): string {
  const digits = Number(value.toPrecision(3));
  return digits > 0 && digits < 1e-3 ? digits.toExponential() : String(digits);
}

/** Whether gradients are taken of a loss: by its library as it goes, or by the compiler of what is written out. */
export function isTrained({ at: { behaviour } }: LossLog): boolean {
  return behaviour?.differentiates === true || behaviour?.recovers?.by === 'expressions';
}
