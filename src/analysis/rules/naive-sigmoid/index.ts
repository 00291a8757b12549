// 1 / (1 + exp(-x)): exp overflows where the sigmoid is 0. Whether that shows is the library's doing: a warning, an
// exception, or a gradient that is NaN. exp(x) / (1 + exp(x)) is inf / inf = NaN wherever it overflows.
import type { Reason, Severity } from '../../findings.ts';
import { logisticOf, type Logistic } from '../../terms/logistic.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { notTaken, overflowOf, type Overflow } from '../shared/overflow.ts';
import { proposals } from './proposals.ts';

export const naiveSigmoid: Rule = { id: 'naive-sigmoid', recoverable: true, find };

function find(context: RuleContext): readonly Match[] {
  return context.computed.flatMap((at) => {
    const { term, form, operands } = at;
    if (form !== 'expression' || term.kind !== 'binary' || operands[0]?.term !== term.left) return [];
    const logistic = logisticOf(context.store, term);
    if (!logistic) return [];
    if (isHarmless(at, logistic)) return [];
    const overflow = logistic.exponents.map((exponent) => overflowOf(context, at, exponent)).find((each) => each);
    return overflow ? [match(context, at, logistic, overflow)] : [];
  });
}

/** A sigmoid that is 0 where it should be, without a word at run time and without a gradient. */
function isHarmless({ behaviour }: Occurrence, { becomes }: Logistic): boolean {
  return becomes === 'zero' && behaviour?.overflow === 'silent' && !behaviour.differentiates;
}

const nouns = {
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  silu: 'x · sigmoid(x)',
  slope: 'derivative of the sigmoid',
  multiple: 'multiple of a sigmoid',
  odds: 'probability of odds',
} as const;

function match(context: RuleContext, at: Occurrence, logistic: Logistic, overflow: Overflow): Match {
  const { format, subject, call, when, reasons } = overflow;
  const harm = harmOf(at, logistic, overflow);
  return {
    at,
    message: harm.message(call, format.name, when, nouns[logistic.name]),
    format,
    subject,
    severity: harm.severity,
    reasons: [...reasons, ...harm.reasons],
    proposals: () => proposals(context, at, logistic),
  };
}

interface Harm {
  readonly severity: Severity;
  readonly message: (call: string, format: string, when: string, noun: string) => string;
  readonly reasons: readonly Reason[];
}

function harmOf({ behaviour, span }: Occurrence, { becomes }: Logistic, { isNotTaken }: Overflow): Harm {
  if (isNotTaken) {
    return {
      severity: 'warning',
      message: (call, format, when, noun) => `${call} overflows ${format} when ${when}; ${notTaken(noun)}`,
      reasons: [{ span, message: 'in the backward pass 0 · inf is NaN' }],
    };
  }
  if (behaviour?.overflow === 'raises') {
    return {
      severity: 'warning',
      message: (call, _, when, noun) =>
        `${call} raises an overflow error when ${when}, where this ${noun} is ${becomes === 'nan' ? 'a number' : 'all but 0'}`,
      reasons: [],
    };
  }
  if (becomes === 'nan') {
    return {
      severity: 'warning',
      message: (call, format, when, noun) => `${call} overflows ${format} when ${when}; then this ${noun} is NaN`,
      reasons: [{ span, message: 'inf / inf is NaN' }],
    };
  }
  const zero = { span, message: 'a number / inf is 0, which is right' };
  if (behaviour?.differentiates) {
    return {
      severity: 'warning',
      message: (call, format, when, noun) =>
        `${call} overflows ${format} when ${when}; then this ${noun} is 0, and its gradient NaN`,
      reasons: [zero, { span, message: 'in the backward pass 0 · inf is NaN' }],
    };
  }
  const aside = behaviour?.overflow === 'warns' ? ', with a warning at run time' : '';
  return {
    severity: 'hint',
    message: (call, format, when, noun) =>
      `${call} overflows ${format} when ${when}; this ${noun} is still right, 0${aside}`,
    reasons: [zero],
  };
}
