// w * exp(-d) over its sum, as weights of particles are updated: where all of them are far from what was seen it is 0 / 0.
import { expZero, formats } from '../../../kernels/index.ts';
import { uncast } from '../../terms/bare.ts';
import { reductionOf } from '../../terms/alignment.ts';
import { lifts } from '../../terms/lift.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { rootOf } from '../../terms/square.ts';
import type { MapTerm, Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import type { Match, RuleContext } from '../rule.ts';
import { exponentialFormatAt } from '../shared/exponentialFormat.ts';
import { boundsAt } from '../shared/sources.ts';
import { rounded, shortened } from '../shared/wording.ts';
import { exponentialPlaces } from './places.ts';
import type { Quotient } from '../../terms/quotient.ts';

/** One finding for weights that are multiplied with what is never above 1, and are divided by their sum. */
export function vanishing(context: RuleContext, division: Occurrence, quotient: Quotient): Match | undefined {
  const { store } = context;
  if (division.form !== 'expression') return undefined;
  const sum = reductionOf(quotient.denominator);
  if (sum?.reduce.name !== 'sum') return undefined;
  const summed = uncast(sum.reduce.operand);
  if (summed.kind !== 'binary' || summed.name !== 'multiply') return undefined;
  if (!lifts(store, quotient.numerator).some((each) => uncast(each) === summed)) return undefined;
  for (const [weight, factor] of [[summed.left, summed.right] as const, [summed.right, summed.left] as const]) {
    const exponential = uncast(factor);
    if (exponential.kind !== 'map' || exponential.name !== 'exp' || !isKept(weight)) continue;
    const found = matchOf(context, division, exponential);
    if (found) return found;
  }
  return undefined;
}

/** What weights were before: they have a name, or are an attribute of something. */
function isKept(weight: Term): boolean {
  const { kind } = uncast(weight);
  return kind === 'variable' || kind === 'opaque';
}

function matchOf(context: RuleContext, division: Occurrence, exponential: MapTerm): Match | undefined {
  const { operand } = exponential;
  const place = exponentialPlaces(context.store, division, [exponential]).find(({ form }) => form === 'expression');
  if (!place?.operands[0]) return undefined;
  const format = exponentialFormatAt(context, operand, place, division.term, [exponential]);
  const zero = expZero(formats[format.name]);
  const bounds = boundsAt(context, place);
  if (bounds.high(operand) > 0 || bounds.low(operand) >= zero || !isOfSquare(operand)) return undefined;
  const subject = context.textOf(place.operands[0]);
  const short = shortened(subject);
  return {
    at: place,
    message: `exp(${short}) is 0 in ${format.name} when ${short} < ${rounded(zero)}; where all of them are, these weights are 0/0 = NaN`,
    format,
    subject,
    severity: 'hint',
    reasons: [
      {
        span: place.span,
        message: `exp(${short}) is 0 when ${short} < ${rounded(zero)} (${format.name}): far from all`,
      },
      { span: division.span, message: '0 / 0 is NaN' },
    ],
    proposals: () => [
      {
        form: 'inline',
        title: 'Subtract the maximum before exp',
        withheld: 'the weights beside it can be 0 where it is largest; their logarithms would do',
      },
    ],
  };
}

/** Whether it is the square of a difference, of something seen and of what was expected. */
function isOfSquare(exponent: Term): boolean {
  const isShifted = [...subterms(exponent)].some((part) => part.kind === 'reduce' && part.name !== 'sum');
  return !isShifted && [...subterms(exponent)].some((part) => isDifference(rootOf(part)));
}

function isDifference(root: Term | undefined): boolean {
  if (!root) return false;
  if (root.kind === 'binary' && root.name === 'divide') return isDifference(root.left);
  return root.kind === 'binary' && root.name === 'subtract';
}
