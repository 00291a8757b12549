// An exponential that can overflow: at which value, in words, and why nothing keeps it from it.
import { expOverflow, formats } from '../../../kernels/index.ts';
import type { FormatFact, Reason } from '../../findings.ts';
import { bare } from '../../terms/bare.ts';
import { definitionsOf, type Occurrence } from '../../terms/occurrence.ts';
import { isIndices } from '../../terms/indices.ts';
import { negated } from '../../terms/probability.ts';
import type { Term, VariableTerm } from '../../terms/term.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';
import { holdsByMethods } from './boundedByCalls.ts';
import { exponentialFormatAt } from './exponentialFormat.ts';
import { isMapPlace } from './places.ts';
import { raisesAt } from './softplus.ts';
import { boundsAt, elementSourceOf, namedAt, sourceOf } from './sources.ts';
import { rounded, shortened, theExponent } from './wording.ts';

export interface Overflow {
  readonly format: FormatFact;
  /** The argument of the exponential, as the user wrote it. */
  readonly subject: string;
  /** The exponential, as in exp(-x). */
  readonly call: string;
  /** When it overflows, as in x < -88.72. */
  readonly when: string;
  /** Whether that is an error: by the library of the exponential, whatever is taken of it. */
  readonly raises: boolean;
  /** Whether a choice by elements takes another value then, of which the library takes a gradient all the same: 0 · inf = NaN. */
  readonly isNotTaken: boolean;
  /** What the argument is multiplied by before exp is taken of it: the logarithm of 2 in exp2(x), else 1. */
  readonly scale: number;
  readonly reasons: readonly Reason[];
}

/** What is said where another value is taken. */
export function notTaken(noun: string): string {
  return `then another value is taken than this ${noun}, but its gradient is NaN, and so is that of the choice`;
}

/** Undefined where the exponential of `exponent` cannot overflow at a place, or where nothing comes of it. */
export function overflowOf(context: RuleContext, at: Occurrence, exponent: Term): Overflow | undefined {
  const term = context.store.map('exp', exponent);
  const exponential = sourceOf(at, term) ?? elementSourceOf(context.store, at, term);
  const format = exponentialFormatAt(context, exponent, exponential ?? at, at.term, [term]);
  const threshold = expOverflow(formats[format.name]);
  if (isLessPower(exponent)) return undefined;
  const isBelow = (each: Term) => context.bounds.high(each) <= threshold;
  if (isBelow(exponent) || isOfCounter(context, exponent, threshold)) return undefined;
  if (holdsByMethods(context, exponent, isBelow)) return undefined;
  const places = exponential ? [at, exponential] : [at];
  const isNotTaken = places.some((place) => boundsAt(context, place).high(exponent) <= threshold);
  if (isNotTaken && !places.every(({ behaviour }) => behaviour?.differentiates)) return undefined;
  const scale = (exponential && scaleOf(exponential)) ?? 1;
  const argument = exponential && (scale === 1 ? argumentOf(exponential) : exponential.operands[0]);
  // A function that is called may take the exponential, and what it takes it of stand nowhere here.
  const subject = argument ? context.textOf(argument) : (namedAt(context, at, exponent) ?? theExponent);
  const limit = rounded(threshold / scale);
  const inner =
    argument?.term.kind === 'map' && argument.term.name === 'neg' && argument.form === 'expression'
      ? argument.operands[0]
      : undefined;
  const short = shortened(subject);
  const when = inner ? `${shortened(unbracketed(context.textOf(inner)))} < -${limit}` : `${short} > ${limit}`;
  const call = scale === 1 ? `exp(${short})` : shortened(context.textOf(exponential!));
  const reasons: Reason[] = argument ? [...originsOf(context, argument)] : [];
  reasons.push({ span: (exponential ?? at).span, message: `${call} is inf when ${when} (${format.name})` });
  return {
    format,
    subject,
    call,
    when,
    raises: raisesAt(exponential ?? at) && format.name === 'float64',
    isNotTaken,
    scale,
    reasons,
  };
}

/** Of exp2(x) and its like, what x is multiplied by. */
function scaleOf({ form, term, operands: [operand] }: Occurrence): number | undefined {
  if (form !== 'expression' || !operand || term.kind !== 'map' || term.name !== 'exp') return undefined;
  const { operand: exponent } = term;
  if (exponent.kind !== 'binary' || exponent.name !== 'multiply') return undefined;
  const { left, right } = exponent;
  if (left === operand.term && right.kind === 'constant') return right.value;
  return right === operand.term && left.kind === 'constant' ? left.value : undefined;
}

/**
 * Whether an exponent is of a counter, such as the epoch that every call of a function gives it, with which it stays below.
 * A function of its parameter alone is one of numbers, whatever it is called with here.
 */
function isOfCounter(context: RuleContext, exponent: Term, threshold: number): boolean {
  const { store, bounds } = context;
  const [parameter, ...others] = [...subterms(exponent)].filter(isParameter);
  if (!parameter || others.length > 0 || parameter === negated(store, exponent) || parameter === exponent) return false;
  const given = counters(context, parameter) ?? [];
  const isBelow = (index: Term) => bounds.high(substitute(store, exponent, new Map([[parameter, index]]))) <= threshold;
  return given.length > 0 && given.every(isBelow);
}

/** The counters that calls give a parameter; undefined if any gives something else. */
function counters(context: RuleContext, parameter: VariableTerm, calls = 0): readonly Term[] | undefined {
  const found: Term[] = [];
  for (const given of context.argumentsOf(parameter)) {
    if (given.kind === 'element' && isIndices(given.of)) found.push(given);
    else {
      const further = isParameter(given) && calls < maxCalls ? counters(context, given, calls + 1) : undefined;
      if (!further) return undefined;
      found.push(...further);
    }
  }
  return found;
}

/** How many calls a counter is followed through. */
const maxCalls = 3;

function isParameter(term: Term): term is VariableTerm {
  return term.kind === 'variable' && term.role === 'parameter';
}

/** The place of what an exponential is taken of, also of each element of a comprehension. */
function argumentOf(place: Occurrence): Occurrence | undefined {
  const [operand] = place.operands;
  if (place.form !== 'expression' || !operand) return undefined;
  return isMapPlace(place, 'exp') ? operand : argumentOf(operand);
}

function unbracketed(text: string): string {
  return /^\([^()]*\)$/.test(text) ? text.slice(1, -1) : text;
}

/** Where a value comes from, and that nothing there keeps it small. */
function originsOf(context: RuleContext, place: Occurrence): readonly Reason[] {
  const subject = shortened(context.textOf(place));
  const high = context.bounds.high(place.term);
  const limit = high === Infinity ? 'nothing bounds it from above' : `its bound is ${high}`;
  return definitionsOf(place)
    .filter(({ own }) => own)
    .map((definition) => {
      if (definition.term.kind === 'variable' && definition.term.role === 'parameter') {
        return { span: definition.span, message: `${definition.term.name} is a parameter: ${limit}` };
      }
      const text = shortened(context.textOf(definition));
      return { span: definition.span, message: `${text === subject ? subject : `${subject} is ${text}`}: ${limit}` };
    });
}

/** exp(-x ** c), where c is no number that is written down: of what is below 0 that has no value, and of the rest it is below 1. */
function isLessPower(exponent: Term): boolean {
  const power = exponent.kind === 'map' && exponent.name === 'neg' ? bare(exponent.operand) : exponent;
  return power !== exponent && power.kind === 'binary' && power.name === 'power' && power.right.kind !== 'constant';
}
