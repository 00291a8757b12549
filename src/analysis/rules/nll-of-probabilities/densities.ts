// log(exp(-d²) / c): far from where it is largest a density is 0, and its logarithm -inf, although that is -d² - log(c).
import { expZero, formats } from '../../../kernels/index.ts';
import { densityOf, type Density } from '../../terms/density.ts';
import { unwrap } from '../../terms/logarithm.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Match, Proposal, RuleContext } from '../rule.ts';
import { copiedPlaces } from '../shared/copies.ts';
import { logAt, returnsItself } from '../shared/lossLogs.ts';
import { ofZero, whyOfZero } from '../shared/lossWording.ts';
import { formatAt, leftBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { boundsAt, isKeptPositive, namedAt, sourceOf } from '../shared/sources.ts';
import { rounded, shortened, theExponent } from '../shared/wording.ts';

export function logsOfDensities(context: RuleContext): readonly Match[] {
  const own = context.computed.flatMap((at) => {
    const found = densityAt(context, at);
    return found ? [[at, found] as const] : [];
  });
  const here = new Set(own.map(([at]) => at));
  const given = copiedPlaces(context).flatMap(({ own: at, copy }) => {
    const log = here.has(at) ? undefined : logAt(at);
    if (!log || isKeptPositive(context, at, log.operand) || returnsItself(context, at, log)) return [];
    const found = densityAt(context, copy);
    return found ? [[at, found] as const] : [];
  });
  return [...own, ...new Map(given)].flatMap(([at, density]) => match(context, at, density) ?? []);
}

/** The density that a logarithm is of, which nothing keeps from 0. */
function densityAt(context: RuleContext, at: Occurrence): Density | undefined {
  const log = logAt(at);
  if (!log || isKeptPositive(context, at, log.operand)) return undefined;
  const { inner, layers } = unwrap(log.operand);
  if (layers.some((layer) => 'value' in layer)) return undefined;
  return densityOf(context.store, context.bounds, inner.kind === 'element' ? unwrap(inner.of).inner : inner);
}

function match(context: RuleContext, at: Occurrence, density: Density): Match | undefined {
  const { exponent } = density;
  const format = formatAt(context, exponent, at);
  const zero = expZero(formats[format.name]);
  if (boundsAt(context, at).low(exponent) > zero) return undefined;
  const subject = namedAt(context, at, exponent) ?? theExponent;
  const short = shortened(subject);
  const { outcome, gradient } = ofZero(at);
  const [argument] = at.operands as [Occurrence];
  return {
    at,
    message: `log(${shortened(context.textOf(argument))}) ${outcome} in ${format.name} where ${short} < ${rounded(zero)}, although it is hardly less than that${gradient}`,
    format,
    subject,
    reasons: [
      {
        span: argument.span,
        message: `exp(${short}) is a factor of it, and 0 below ${rounded(zero)} (${format.name})`,
      },
      whyOfZero(at),
    ],
    proposals: () => [proposal(context, at, density)],
  };
}

function proposal({ store }: RuleContext, at: Occurrence, { exponent, log: by }: Density): Proposal {
  const form = 'inline';
  const title = 'Take the logarithm of each factor';
  const exponential = store.map('exp', exponent);
  const source = sourceOf(at, exponential);
  const [argument] = at.operands as [Occurrence];
  if (logAt(at) !== at.term) return { form, title, withheld: 'the logarithm is to another base' };
  if (unwrap(argument.term).layers.length > 0) return { form, title, withheld: 'it is picked or reshaped first' };
  if (source?.scope !== at.scope || source.form !== 'expression') {
    return { form, title, withheld: 'the exponential is taken in another function' };
  }
  const isMade = (value: typeof by) => value === argument.term || value === exponential;
  return valuePlan({ form, title, at, by, unneeded: leftBehind(at, isMade) });
}
