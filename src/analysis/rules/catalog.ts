import type { Severity } from '../findings.ts';

/** What is known of a rule without running it: for settings, links, the README and `--explain`. */
export interface RuleDescription {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly defaultSeverity: Severity;
  /** What the table of its hover lists by format: where exp overflows and vanishes, or the gap of logits at which p is 0 and 1. */
  readonly thresholds: 'exp' | 'gap' | undefined;
  /** What fails, and why the rewrite does not; two paragraphs of the hover. */
  readonly harm: string;
  readonly remedy: string;
  /** Its page, from the root of the project. */
  readonly page: string;
}

/** Every rule, in the order of the README. Needs no parser, so that a host can import it. */
export const ruleCatalog: readonly RuleDescription[] = [
  {
    id: 'naive-softmax',
    title: 'Softmax without a shift',
    summary:
      'exp(x) / sum(exp(x)) overflows to inf / inf = NaN, although the softmax itself is a number between 0 and 1.',
    defaultSeverity: 'warning',
    thresholds: 'exp',
    harm:
      'A probability whose exp is inf becomes inf / inf = NaN and the others of its row 0, although each is a number between ' +
      '0 and 1; where every exp of a row is 0, the whole row is 0 / 0 = NaN.',
    remedy:
      'Softmax does not change when the same number is subtracted from all of its logits. With the maximum subtracted, every ' +
      'exponent is at most 0, exp is at most 1, and the sum is at least 1.',
    page: 'docs/rules/naive-softmax.md',
  },
  {
    id: 'log-of-softmax',
    title: 'Logarithm of a softmax',
    summary:
      'log(softmax(x)) is -inf where a probability has become 0, and its gradient is NaN; log_softmax(x) is finite.',
    defaultSeverity: 'warning',
    thresholds: 'gap',
    harm:
      'A probability that is smaller than the least number of the format is 0, and log(0) is -inf. In the backward pass ' +
      '0 · 1/0 is NaN, for every logit of the row.',
    remedy:
      'log_softmax(x) is x - logsumexp(x): no probability is computed on the way, so none can become 0, and small ' +
      'probabilities keep all their digits.',
    page: 'docs/rules/log-of-softmax.md',
  },
  {
    id: 'naive-logsumexp',
    title: 'Log-sum-exp without a shift',
    summary:
      'log(sum(exp(x))) is inf where one exp overflows and -inf where all are 0, although it is a number near max(x).',
    defaultSeverity: 'warning',
    thresholds: 'exp',
    harm:
      'log(inf) is inf, and log(0) is -inf; the gradient of either is NaN. A log-likelihood, a contrastive loss or a ' +
      'log-partition function that goes through it is lost, although it lies between max(x) and max(x) + log(n).',
    remedy:
      'log(sum(exp(x))) is m + log(sum(exp(x - m))) for any m. With the maximum, every exponent is at most 0 and one is 0: ' +
      'the sum lies between 1 and n.',
    page: 'docs/rules/naive-logsumexp.md',
  },
  {
    id: 'naive-sigmoid',
    title: 'Sigmoid whose exp overflows',
    summary:
      '1 / (1 + exp(-x)) overflows where it is 0: a warning, an exception or a NaN gradient; exp(x) / (1 + exp(x)) is NaN.',
    defaultSeverity: 'warning',
    thresholds: 'exp',
    harm:
      '1 / inf is 0, which is the right value. But plain numbers raise OverflowError instead, arrays warn at run time, and ' +
      'where gradients are taken 0 · inf makes them NaN. A form with the exponential above and below the line is inf / inf = NaN.',
    remedy:
      'A sigmoid that takes exp of negative numbers only, on both sides of 0, cannot overflow, and neither can its gradient.',
    page: 'docs/rules/naive-sigmoid.md',
  },
  {
    id: 'naive-softplus',
    title: 'Softplus whose exp overflows',
    summary: 'log(1 + exp(x)) and log1p(exp(x)) are inf where exp overflows, although the softplus is x there.',
    defaultSeverity: 'warning',
    thresholds: 'exp',
    harm:
      'log(inf) is inf, and so is a loss that it goes into; the gradient is inf / inf = NaN. log1p keeps digits for small ' +
      'exp(x), and does not help here. Plain numbers raise an exception instead.',
    remedy:
      'max(x, 0) + log1p(exp(-|x|)) takes exp of negative numbers only; logaddexp(0, x) and the softplus of a library are that.',
    page: 'docs/rules/naive-softplus.md',
  },
  {
    id: 'log-of-sigmoid',
    title: 'Logarithm of a sigmoid',
    summary:
      'log(sigmoid(x)) and log(1 - sigmoid(x)) are -inf where the sigmoid has become 0 or 1; log-sigmoid is finite.',
    defaultSeverity: 'warning',
    thresholds: undefined,
    harm:
      'A sigmoid is 0 where exp(x) is, and 1 from a logit on at which exp(-x) is too small to be added to 1: in float32 that ' +
      'is 16.64. The logarithm of 0, or of one minus 1, is -inf, and its gradient NaN.',
    remedy:
      'log(sigmoid(x)) is -softplus(-x), and log(1 - sigmoid(x)) is -softplus(x): no probability is computed on the way, so ' +
      'none can become 0 or 1.',
    page: 'docs/rules/log-of-sigmoid.md',
  },
  {
    id: 'bce-of-probabilities',
    title: 'Binary cross-entropy of probabilities',
    summary:
      't * log(p) + (1 - t) * log(1 - p) is inf or NaN where p is 0 or 1; of logits it is softplus(x) - t * x, a number.',
    defaultSeverity: 'warning',
    thresholds: undefined,
    harm:
      'In float32 a sigmoid is 1 from a logit of 16.64 on. Where the target says otherwise the loss is inf, and where it ' +
      'agrees 0 · -inf is NaN; the gradient is NaN for both. A loss that cuts the logarithm off has no gradient there.',
    remedy:
      'With p = sigmoid(x) the loss is softplus(x) - t * x. No probability is computed, so none can become 0 or 1, and its ' +
      'gradient is sigmoid(x) - t at every x.',
    page: 'docs/rules/bce-of-probabilities.md',
  },
  {
    id: 'log1p-expm1',
    title: 'Digits lost beside 1',
    summary: 'exp(x) - 1 and log(1 + x) lose the digits of a small x; expm1 and log1p keep them.',
    defaultSeverity: 'hint',
    thresholds: undefined,
    harm:
      'exp(x) of a small x is rounded to a number near 1, and what is left after the subtraction has few right digits, or ' +
      'none. 1 + x is rounded in the same way before its logarithm is taken.',
    remedy: 'expm1 and log1p compute the same functions without a number near 1 on the way.',
    page: 'docs/rules/log1p-expm1.md',
  },
];
