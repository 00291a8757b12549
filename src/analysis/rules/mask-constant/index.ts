// A mask that does not mask: its constant is too small to make exp vanish, or overflows the format.
import { expZero, formats } from '../../../kernels/index.ts';
import type { FormatFact, Severity } from '../../findings.ts';
import { isTest } from '../../terms/comparison.ts';
import { uncast } from '../../terms/bare.ts';
import { declaredFormat } from '../../terms/format.ts';
import { liftAll } from '../../terms/lift.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Term, WhereTerm } from '../../terms/term.ts';
import { isTriangle } from '../../terms/triangles.ts';
import type { Match, Proposal, Rule, RuleContext } from '../rule.ts';
import { ownPlace } from '../shared/copies.ts';
import { formatAt, placesBehind } from '../shared/places.ts';
import { passageOf, type Passage } from './passage.ts';
import { refilled } from '../shared/fills.ts';
import { softmaxesIn, summandsOf, type Softmax } from '../shared/softmaxes.ts';
import { shortened } from '../shared/wording.ts';

export const maskConstant: Rule = { id: 'mask-constant', find };

/** Above this, a masked logit keeps a weight that can be seen. */
const leastMagnitude = 30;

/** A factor of this size makes a mask of what it multiplies. */
const noWeight = 1e3;

/** Where float16 ends, from where on it rounds to inf, and how low a score may well be. */
const half = { end: 65_504, rounded: 65_520, score: 256 };

interface Mask {
  readonly term: Term;
  /** choice: an offset of 0 or a constant, which may be another bias as well */
  readonly kind: 'fill' | 'offset' | 'choice' | 'factor';
  readonly constant: number;
  /** Whether the constant itself is made one of float16. */
  readonly isHalf?: boolean;
}

function find(context: RuleContext): readonly Match[] {
  const found = new Map<Occurrence, Match>();
  for (const softmax of softmaxesIn(context)) {
    for (const summand of summandsOf(softmax.logits)) {
      const mask = maskOf(context, summand);
      // What a branch multiplies by a mask is as often something else that it has computed so far.
      if (mask?.kind === 'factor' && !summandsOf(softmax.logits, false).includes(summand)) continue;
      const match = mask && matchOf(context, softmax, mask);
      if (match) found.set(match.at, match);
    }
  }
  return [...found.values()];
}

function maskOf({ bounds }: RuleContext, term: Term): Mask | undefined {
  if (term.kind === 'where') {
    for (const [side, logits] of [[term.yes, term.no] as const, [term.no, term.yes] as const]) {
      const constant = numberOf(bounds, side);
      if (constant === undefined || numberOf(bounds, logits) !== undefined || constant >= 0) continue;
      if (Number.isFinite(constant)) return { term, kind: 'fill', constant };
    }
    return choiceOf(bounds, term);
  }
  if (term.kind === 'opaque') {
    // A matrix of it that a triangle is kept of: of all logits alike nobody would take so much.
    const constant = isTriangle(term) ? bounds.low(term) : numberOf(bounds, term);
    return constant !== undefined && constant <= -noWeight ? { term, kind: 'choice', constant } : undefined;
  }
  if (term.kind !== 'binary' || term.name !== 'multiply') return undefined;
  for (const [factor, other] of [[term.left, term.right] as const, [term.right, term.left] as const]) {
    const constant = uncast(other);
    if (constant.kind === 'constant' && constant.value < 0 && isMask(bounds, factor, constant.value)) {
      const isHalf = other !== constant && declaredFormat(other) === 'float16';
      return { term, kind: 'offset', constant: constant.value, isHalf };
    }
    if (other.kind !== 'constant' && isTest(factor) && bounds.high(other) === Infinity && bounds.low(other) < 0) {
      return { term, kind: 'factor', constant: 0 };
    }
  }
  return undefined;
}

/** The number that all of a value is. */
function numberOf(bounds: RuleContext['bounds'], term: Term): number | undefined {
  const low = bounds.low(term);
  return low === bounds.high(term) ? low : undefined;
}

/** where(mask, 0, -65504) */
function choiceOf(bounds: RuleContext['bounds'], term: WhereTerm): Mask | undefined {
  const [yes, no] = [numberOf(bounds, term.yes), numberOf(bounds, term.no)];
  if (yes === undefined || no === undefined) return undefined;
  const [low, high] = yes < no ? [yes, no] : [no, yes];
  return high === 0 && Number.isFinite(low) ? { term, kind: 'choice', constant: low } : undefined;
}

/** 0 or 1, or between: a mask, or one less a mask; or whatever has a factor that nobody gives to a logit. */
function isMask(bounds: RuleContext['bounds'], term: Term, factor: number): boolean {
  if (factor <= -noWeight) return true;
  const bare = term.kind === 'cast' ? term.operand : term;
  if (bare.kind === 'binary' && bare.name === 'subtract' && bare.left.kind === 'constant' && bare.left.value === 1) {
    return true;
  }
  return bounds.low(term) === 0 && bounds.high(term) === 1 && isTest(term);
}

function matchOf(context: RuleContext, { at, logits }: Softmax, mask: Mask): Match | undefined {
  const place = placeOf(context, at, mask);
  if (!place) return undefined;
  const passage = passageOf(logits, mask.term);
  const format: FormatFact =
    passage.all.has('float16') || mask.isHalf
      ? { name: 'float16', declared: true, source: 'declared' }
      : formatAt(context, logits, at);
  const fault = faultOf(context, mask, format, passage);
  if (!fault) return undefined;
  const short = shortened(context.textOf(place));
  return {
    at: place,
    message: fault.message,
    format,
    subject: context.textOf(place),
    severity: fault.severity,
    reasons: [
      { span: place.span, message: `${short} is what masked logits become` },
      { span: at.span, message: fault.then },
    ],
    proposals: () => proposals(context, at, place, mask, fault.overflows, format.name === 'float16'),
  };
}

/**
 * Where the mask is made: what only casts it to another format comes after that. In a function that is called, that is a place
 * of its own only if the softmax is there as well; else it is the call, since what calls it makes a softmax of it.
 */
function placeOf(context: RuleContext, softmax: Occurrence, mask: Mask): Occurrence | undefined {
  const isIt = (term: Term) => term === mask.term || liftAll(context.store, term) === mask.term;
  const isCast = (term: Term) => uncast(term) === mask.term;
  const around = ownPlace(context, softmax)?.scope;
  for (const isWanted of [isIt, isCast]) {
    const places = placesBehind(
      softmax,
      ({ term, form, own }) => (form === 'expression' || (form === 'inlined' && own)) && isWanted(term),
    );
    const here = places.find(({ own, form }) => own && form === 'expression');
    const beside = places.map((place) => ownPlace(context, place)).find((place) => place?.scope === around);
    const place = here ?? beside ?? places.find(({ own }) => own);
    if (place) return place;
  }
  return undefined;
}

interface Fault {
  readonly message: string;
  readonly then: string;
  readonly severity: Severity;
  readonly overflows: boolean;
}

function faultOf(
  { bounds }: RuleContext,
  { term, kind, constant, isHalf = false }: Mask,
  format: FormatFact,
  { all, added }: Passage,
): Fault | undefined {
  const { name } = format;
  if (isHalf && constant <= -half.rounded) {
    return {
      message: `${written(constant)} is -inf in float16, which ends at -${half.end}: times 0, where nothing is masked, it is NaN`,
      then: 'every row with something that is not masked is NaN',
      severity: 'error',
      overflows: true,
    };
  }
  if (all.has('float16') && constant <= -half.rounded) {
    // PyTorch refuses to fill it in, NumPy rounds it.
    const what = kind === 'fill' ? 'an error or -inf' : '-inf';
    return overflowing(`${written(constant)} is ${what} in float16, which ends at -${half.end}`);
  }
  const score = half.rounded + constant;
  if (added.has('float16') && kind !== 'fill' && kind !== 'factor' && score <= half.score) {
    return overflowing(`${written(constant)} and a score of -${score} or below are -inf in float16`);
  }
  if (kind === 'choice') return undefined;
  if (kind === 'factor') {
    return {
      message: 'multiplied by a mask, a logit becomes 0, not -inf: it keeps a weight of exp(0) = 1 in the softmax',
      then: 'exp(0) is 1: a masked logit counts more than a negative one',
      severity: 'hint',
      overflows: false,
    };
  }
  if (constant <= -leastMagnitude || constant > -1) return undefined;
  const least = term.kind === 'where' ? Math.min(bounds.low(term.yes), bounds.low(term.no)) : -Infinity;
  if (least === constant) return undefined;
  const above = Math.exp(constant).toExponential(1);
  return {
    message: `${constant} does not mask: beside logits near 0 it keeps a weight of ${above}, and beside ${constant} half of it all; exp is 0 only below ${expZero(formats[name]).toFixed(2)} (${name})`,
    then: 'a masked logit keeps a weight',
    severity: 'hint',
    overflows: false,
  };
}

function overflowing(how: string): Fault {
  return {
    message: `${how}: a row that is masked altogether becomes NaN`,
    then: '-inf less its maximum, -inf, is NaN',
    severity: 'warning',
    overflows: true,
  };
}

/** -1e9, not -1000000000. */
function written(constant: number): string {
  return Math.abs(constant) < 1e6 ? String(constant) : constant.toExponential().replace('e+', 'e');
}

function proposals(
  { store }: RuleContext,
  softmax: Occurrence,
  place: Occurrence,
  { term, kind }: Mask,
  overflows: boolean,
  isHalf: boolean,
): readonly Proposal[] {
  if (kind !== 'fill' || term.kind !== 'where' || !place.own) return [];
  const value = store.constant(isHalf ? -half.end : -1e9);
  const doubt = overflows
    ? 'a row that is masked altogether becomes uniform instead of NaN'
    : 'masked logits get no weight at all';
  const title = isHalf ? 'Fill with the least number of float16' : 'Fill with -1e9';
  return [refilled(store, { at: softmax, place, masked: term, value }, { title, doubt })];
}
