// What is said of recursions that multiply probabilities, and of what is made of what they leave.
import type { Reason } from '../../findings.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Match, RuleContext } from '../rule.ts';
import { formatAt } from '../shared/places.ts';
import { shortened } from '../shared/wording.ts';
import type { Shown } from './forms.ts';
import type { Outcome, Step, Use } from './recursions.ts';

const then: Readonly<Record<Use, string>> = {
  log: 'then its logarithm is -inf',
  quotient: 'then what is divided by its sum is NaN',
  sum: 'then the likelihood is 0, however likely it was',
  max: 'then every path is as likely as any other',
};

/** Kept in logarithms, or divided by its sum in each round, it stays what it is. */
const remedy = 'rescale it in each round and add up the logarithms of the scales, or keep it in logarithms';

export function ofStep(context: RuleContext, { at, use, isShown }: Step): Match {
  const format = formatAt(context, at.term, at);
  const subject = shortened(context.textOf(at));
  const factors = isShown ? 'probabilities, or exponentials,' : 'what it takes for probabilities';
  const reasons: Reason[] = [
    { span: at.span, message: `each round multiplies by ${factors} once more and adds up the products` },
    { span: at.span, message: then[use] },
    { span: at.span, message: remedy },
  ];
  const message = `${subject} multiplies probabilities in each round: after some hundreds of rounds it is 0 in ${format.name}; ${then[use]}`;
  return matched(at, message, format, context.textOf(at), reasons, isShown);
}

export function ofOutcome(context: RuleContext, { at, use, isShown }: Outcome): Match {
  const format = formatAt(context, at.term, at);
  const subject = context.textOf(at.operands[0] ?? at);
  const message =
    use === 'log'
      ? `log of ${shortened(subject)} is -inf after some hundreds of rounds, whose probabilities it multiplies: their product is 0 in ${format.name}`
      : `${shortened(context.textOf(at))} is 0 / 0 after some hundreds of rounds, whose probabilities it multiplies: their product is 0 in ${format.name}`;
  const reasons: Reason[] = [
    { span: at.span, message: 'what a loop leaves here was multiplied by probabilities in each of its rounds' },
    { span: at.span, message: remedy },
  ];
  return matched(at, message, format, subject, reasons, isShown);
}

/** Of what is made of products of densities. */
export function ofProducts(context: RuleContext, at: Occurrence): Match {
  const format = formatAt(context, at.term, at);
  const isLog = at.term.kind !== 'binary' || at.term.name !== 'divide';
  const subject = context.textOf(isLog ? (at.operands[0] ?? at) : at);
  const message = isLog
    ? `log of ${shortened(subject)} is -inf as soon as the products of densities in it are 0 in ${format.name}`
    : `${shortened(subject)} is 0 / 0 as soon as the products of densities in it are 0 in ${format.name}`;
  const reasons: Reason[] = [
    { span: at.span, message: 'densities are multiplied, one for each feature or example: their product is soon 0' },
    { span: at.span, message: 'add up their logarithms, and take a log-sum-exp or a softmax of the sums' },
  ];
  return matched(at, message, format, subject, reasons, true);
}

/** Of what only its form says to be probabilities. */
export function ofForm(context: RuleContext, { at, product, use }: Shown): Match {
  const format = formatAt(context, product.operand, at);
  const subject = context.textOf(at);
  const outcome =
    use === 'odds'
      ? 'both products are 0, and this is 0 / 0'
      : 'the product is 0, and this is inf, or an error of a division by 0';
  const message = `${shortened(subject)} multiplies probabilities: after some hundreds of them ${outcome} (${format.name}); only its form says that they are probabilities`;
  const reasons: Reason[] = [
    { span: at.span, message: `a product of numbers below 1 is soon 0 in ${format.name}` },
    {
      span: at.span,
      message:
        use === 'odds'
          ? 'add up log(p) and log(1 - p) instead, and take the sigmoid of the difference'
          : 'exp(-mean(log(p))) is the same, and a number',
    },
  ];
  return matched(at, message, format, subject, reasons, false);
}

function matched(
  at: Match['at'],
  message: string,
  format: Match['format'],
  subject: string,
  reasons: readonly Reason[],
  isShown: boolean,
): Match {
  return { at, message, format, subject, reasons, severity: isShown ? 'warning' : 'hint', proposals: () => [] };
}
