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
    id: 'wrong-shift',
    title: 'Shift that does not fit',
    summary:
      'What is subtracted before exp is not the maximum of what is summed: a row can become 0/0 = NaN, or overflow still.',
    defaultSeverity: 'warning',
    thresholds: 'exp',
    harm:
      'A shift keeps exp from overflowing and the sum from being 0 only if it is the maximum of the very numbers that are ' +
      'summed. With one maximum for all rows, a row far below it has exponentials that are all 0.',
    remedy:
      'The maximum along the axis of the sum, with that axis kept, makes the largest exponent of every row 0: its exp is 1, ' +
      'and the sum at least that.',
    page: 'docs/rules/wrong-shift.md',
  },
  {
    id: 'mask-constant',
    title: 'Mask that does not mask',
    summary:
      'A masked logit is given a constant that overflows the format, or that is not far enough below the others.',
    defaultSeverity: 'warning',
    thresholds: undefined,
    harm: 'In float16, -1e9 is -inf, and a row that is masked altogether becomes NaN. A constant of a few units, or a product with the mask, leaves masked logits a weight that can be seen.',
    remedy:
      '-inf, or the least number of the format, filled in where the mask says so, leaves a masked logit no weight whatever the others are.',
    page: 'docs/rules/mask-constant.md',
  },
  {
    id: 'fully-masked-row',
    title: 'Row masked altogether',
    summary: 'Where a mask makes every logit of a row -inf, its softmax is NaN.',
    defaultSeverity: 'hint',
    thresholds: undefined,
    harm: 'The maximum of such a row is -inf, and -inf - (-inf) is NaN. One such row makes every gradient NaN, even if its own loss is masked afterwards.',
    remedy:
      'A finite number in the place of -inf makes such a row uniform; or the NaN is replaced where nothing of a row is left.',
    page: 'docs/rules/fully-masked-row.md',
  },
  {
    id: 'zero-temperature',
    title: 'Temperature that can be 0',
    summary: 'Logits are divided by a temperature that the code lets be 0.',
    defaultSeverity: 'warning',
    thresholds: undefined,
    harm: 'A logit divided by 0 is inf, -inf or NaN, and inf - inf in the softmax is NaN. A temperature of 0 is meant to take the largest logit.',
    remedy: 'A temperature of 0 is a case of its own: argmax. Anything else is kept above a small positive number.',
    page: 'docs/rules/zero-temperature.md',
  },
  {
    id: 'double-softmax',
    title: 'Softmax taken twice',
    summary: 'The result of a softmax goes into a loss or a softmax that applies one itself.',
    defaultSeverity: 'warning',
    thresholds: undefined,
    harm: 'Probabilities as logits differ by at most 1: the second softmax is nearly uniform, the loss cannot come near 0, and its gradient passes through the first softmax, where it vanishes. Nothing fails visibly: the model learns badly.',
    remedy: 'The loss takes the logits. The probabilities are only needed where they are shown or sampled from.',
    page: 'docs/rules/double-softmax.md',
  },
  {
    id: 'sigmoid-into-logits-loss',
    title: 'Sigmoid taken twice',
    summary: 'The result of a sigmoid goes into a binary cross-entropy that applies one itself.',
    defaultSeverity: 'warning',
    thresholds: undefined,
    harm: 'Of values in [0, 1] the second sigmoid makes probabilities of 0.5 to 0.73: the loss cannot come near 0, and its gradient vanishes where the first sigmoid is saturated. Nothing fails visibly: the model learns badly.',
    remedy: 'The loss takes the logits. The probabilities are only needed where they are shown or compared.',
    page: 'docs/rules/sigmoid-into-logits-loss.md',
  },
  {
    id: 'nll-of-probabilities',
    title: 'Negative log-likelihood of probabilities',
    summary:
      '-log(p[y]) of a softmax is inf where the probability of the target has become 0, and its gradient is NaN; a ' +
      'cross-entropy of the logits is finite.',
    defaultSeverity: 'warning',
    thresholds: 'gap',
    harm:
      'The probability of the target is exactly 0 when its logit is far enough below the largest: just where the loss is ' +
      'needed most it is inf, and 0 · 1/0 in the backward pass is NaN.',
    remedy:
      'Pick from log_softmax(x), or take the cross-entropy of the logits: the loss is then the gap between the logits, ' +
      'however large.',
    page: 'docs/rules/nll-of-probabilities.md',
  },
  {
    id: 'epsilon-in-log',
    title: 'Epsilon in a logarithm',
    summary:
      'log(p + eps) is finite, but its gradient fades to 0 where p is smaller than eps; log_softmax and log_sigmoid need ' +
      'no epsilon.',
    defaultSeverity: 'warning',
    thresholds: 'gap',
    harm:
      'The gradient of log(p) with respect to a logit is of the size of 1 where p is small. With an epsilon it is ' +
      'multiplied by p / (p + eps): half is left where p is eps, nothing below. An epsilon that is too small for the ' +
      'format is 0 and does nothing.',
    remedy:
      'Where the logits are at hand the logarithm of the probability can be computed from them, and neither the ' +
      'logarithm nor its gradient needs an epsilon.',
    page: 'docs/rules/epsilon-in-log.md',
  },
  {
    id: 'clipped-probability-in-log',
    title: 'Clipped probability in a logarithm',
    summary:
      'log(clip(p, eps, 1 - eps)) is finite, but its gradient is exactly 0 beyond the clip; log_softmax and log_sigmoid ' +
      'need no clip.',
    defaultSeverity: 'warning',
    thresholds: 'gap',
    harm:
      'Where the probability is beyond a limit, the result is the limit and does not depend on the logits: the gradient ' +
      'is 0, so the worst predictions are never corrected. A limit of 1 - eps that rounds to 1 limits nothing.',
    remedy:
      'Where the logits are at hand the logarithm of the probability can be computed from them, and neither the ' +
      'logarithm nor its gradient needs a limit.',
    page: 'docs/rules/clipped-probability-in-log.md',
  },
  {
    id: 'entropy-of-probabilities',
    title: 'Entropy of probabilities',
    summary: 'p * log(p) is NaN where p has become 0, although its limit is 0; with log_softmax it is finite.',
    defaultSeverity: 'warning',
    thresholds: 'gap',
    harm:
      'The limit of p log p is 0 where p goes to 0, but 0 times -inf is NaN: one class that is unlikely enough makes the ' +
      'entropy of its row NaN.',
    remedy:
      'The logarithm of a softmax computed from its logits is finite, and 0 times a finite number is the 0 that it should be.',
    page: 'docs/rules/entropy-of-probabilities.md',
  },
  {
    id: 'contrastive-ratio',
    title: 'Logarithm of a ratio of exponentials',
    summary:
      '-log(exp(a) / sum(exp(b))) is NaN where an exp overflows and inf where the ratio becomes 0; logsumexp(b) - a is ' +
      'finite.',
    defaultSeverity: 'warning',
    thresholds: 'exp',
    harm:
      'Similarities over a temperature are soon large: a cosine of 0.9 over 0.01 is an exponent of 90. Then exp is inf and ' +
      'inf / inf is NaN; where the exp above is 0, the logarithm is -inf.',
    remedy:
      'The logarithm of the ratio is the difference of a and logsumexp(b), which subtracts its maximum before it takes ' +
      'exponentials.',
    page: 'docs/rules/contrastive-ratio.md',
  },
  {
    id: 'product-of-probabilities',
    title: 'Product of probabilities',
    summary:
      'A product of many probabilities becomes 0, and its logarithm -inf; the sum of their logarithms is finite.',
    defaultSeverity: 'warning',
    thresholds: undefined,
    harm:
      'Each factor is at most 1, so that a product of many is soon smaller than the least number of the format, and 0. Its ' +
      'logarithm is then -inf, and the gradient NaN.',
    remedy: 'The logarithm of a product is the sum of the logarithms, none of which is out of range.',
    page: 'docs/rules/product-of-probabilities.md',
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
