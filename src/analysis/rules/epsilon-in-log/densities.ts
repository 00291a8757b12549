// log(density + eps), and that of a sum of densities: far from where they are largest, all of it is the epsilon, and has no gradient.
import type { Term } from '../../terms/term.ts';
import { limitIn } from '../../terms/defaults.ts';
import { densityOf, type Density } from '../../terms/density.ts';
import { unwrap } from '../../terms/logarithm.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Match, RuleContext } from '../rule.ts';
import { logAt } from '../shared/lossLogs.ts';
import { asWritten } from '../shared/lossWording.ts';
import { formatAt } from '../shared/places.ts';
import { boundsAt, namedAt } from '../shared/sources.ts';
import { rounded, shortened, theExponent } from '../shared/wording.ts';

/** More than that is a background. */
export const largest = 1e-2;

export function epsilonsInDensities(context: RuleContext): readonly Match[] {
  const { store } = context;
  return context.computed.flatMap((at) => {
    const log = at.behaviour?.differentiates ? logAt(at) : undefined;
    if (!log) return [];
    const { inner, layers } = unwrap(log.operand);
    const [epsilon, ...others] = layers.flatMap((layer) => ('value' in layer ? [layer] : []));
    const value = epsilon?.kind === 'epsilon' ? limitIn(store, epsilon.value) : undefined;
    if (value === undefined || value > largest || others.length > 0) return [];
    const density = densityIn(context, inner);
    const found = density && match(context, at, density, value);
    return found ? [found] : [];
  });
}

/** Of a sum of exponentials that may overflow, naive-logsumexp tells. */
function densityIn({ store, bounds }: RuleContext, term: Term): Density | undefined {
  const isSum = term.kind === 'reduce' && (term.name === 'sum' || term.name === 'mean');
  const density = densityOf(store, bounds, isSum ? term.operand : term);
  return density && (!isSum || bounds.high(density.exponent) <= 0) ? density : undefined;
}

function match(context: RuleContext, at: Occurrence, { exponent }: Density, epsilon: number): Match | undefined {
  const end = Math.log(epsilon);
  if (boundsAt(context, at).low(exponent) > end) return undefined;
  const [argument] = at.operands as [Occurrence];
  const subject = namedAt(context, at, exponent) ?? theExponent;
  const [name, short] = [asWritten(epsilon), shortened(subject)];
  return {
    at,
    message: `the epsilon in log(${shortened(context.textOf(argument))}) takes the gradient away where it is needed: where ${short} is below ${rounded(end)}, the exponential of it is less than ${name}`,
    format: formatAt(context, exponent, at),
    subject,
    severity: 'warning',
    reasons: [
      {
        span: argument.span,
        message: `the gradient of log(p + ${name}) is that of log(p) times p / (p + ${name}): half where p is ${name}, nearly 0 below`,
      },
    ],
    proposals: () => [
      {
        form: 'library',
        title: 'Add the logarithms',
        withheld: 'the logarithm of each factor, or logsumexp of these for each addend, would do',
      },
    ],
  };
}
