// exp(x / T) and softmax(x / T) with a T that the code itself lets be 0: x / 0 is inf or NaN, and so is the softmax.
import { uncast } from '../../terms/bare.ts';
import { elementsIn, listOf } from '../../terms/elements.ts';
import { liftAll } from '../../terms/lift.ts';
import { definitionsOf, type Occurrence } from '../../terms/occurrence.ts';
import type { TermStore } from '../../terms/store.ts';
import type { BinaryTerm, Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { ownPlace } from '../shared/copies.ts';
import { contains, formatAt, isMapPlace, placesBehind } from '../shared/places.ts';
import { softmaxesIn, summandsOf, type Softmax } from '../shared/softmaxes.ts';
import { shortened } from '../shared/wording.ts';
import { isTested, zeroOf } from './zero.ts';

export const zeroTemperature: Rule = { id: 'zero-temperature', find };

function find(context: RuleContext): readonly Match[] {
  const found = new Map<Occurrence, Match>();
  // An exponential by itself first: of one that goes into a softmax, that says more.
  for (const powers of [exponentialsIn(context), softmaxesIn(context)]) {
    for (const power of powers) {
      for (const summand of partsOf(power.logits)) {
        const division = divisionIn(summand);
        const match = division && matchOf(context, power, division);
        if (match) found.set(match.at, match);
      }
    }
  }
  for (const at of context.computed) {
    const match = ofPower(context, at) ?? elsewhere(context, at);
    if (match && !found.has(match.at)) found.set(match.at, match);
  }
  return [...found.values()];
}

/** What logits are added up from, that of which a mask leaves some too, and that of which some are picked. */
function partsOf(logits: Term): readonly Term[] {
  return summandsOf(logits).flatMap((part) => {
    if (part.kind === 'where') return [part.yes, part.no].flatMap(partsOf);
    return part.kind === 'gather' ? partsOf(part.operand) : [part];
  });
}

/** x / T, or the 1 / T of x * (1 / T). */
function divisionIn(summand: Term): BinaryTerm | undefined {
  const term = unsigned(summand);
  if (term.kind !== 'binary') return undefined;
  const { name, left, right } = term;
  if (name === 'divide') return term;
  if (name !== 'multiply') return undefined;
  return [left, right]
    .map(unsigned)
    .find(
      (factor): factor is BinaryTerm =>
        factor.kind === 'binary' && factor.name === 'divide' && factor.left.kind === 'constant',
    );
}

function unsigned(term: Term): Term {
  return term.kind === 'map' && term.name === 'neg' ? term.operand : term;
}

type Powers = Pick<Softmax, 'at' | 'logits'>;

function exponentialsIn(context: RuleContext): readonly Powers[] {
  // Of a decay, exp(-t / T), a T that a call or a floor lets be 0 gives the 0 that is meant. One that a loop cools down to 0 does not:
  // where nothing has changed, 0 / 0 is NaN.
  const isCooled = (divisor: Term) =>
    [divisor, ...context.givenTo(divisor)].some((given) => elementsIn(given).size > 0);
  const isSaid = (summand: Term) =>
    summand.kind === 'binary' &&
    summand.name === 'divide' &&
    (['constant', 'where', 'join'].includes(summand.right.kind) ||
      isCarried(summand.right) ||
      isShifted(summand.left) ||
      isCooled(summand.right));
  const isCarried = (divisor: Term) => divisor.kind === 'variable' && divisor.role === 'loop';
  return context.computed.flatMap((at) => {
    if (!isMapPlace(at, 'exp')) return [];
    const { operand } = at.term;
    const logits = [operand, liftAll(context.store, operand)].find((each) => summandsOf(each).some(isSaid));
    return logits ? [{ at, logits }] : [];
  });
}

/** x - max(x), as the weights of a draw are computed: of those a limit is meant. */
function isShifted(term: Term): boolean {
  return (
    term.kind === 'binary' && term.name === 'subtract' && term.right.kind === 'reduce' && term.right.name === 'max'
  );
}

/** Where the logits are divided: all of them, or one after the other. */
function divisionOf(context: RuleContext, { at }: Powers, division: BinaryTerm): Occurrence | undefined {
  const { store } = context;
  const isIt = ({ term, operands }: Occurrence) =>
    term.kind === 'binary' &&
    operands[1]?.term === term.right &&
    (term === division || liftAll(store, term) === division || listsOf(store, term).includes(division));
  const found = [...placesBehind(at, isIt), ...at.operands.flatMap(definitionsOf).filter(isIt)];
  return (
    found.find(({ own }) => own) ?? found.map((place) => ownPlace(context, place)).find((place) => place !== undefined)
  );
}

/** What a loop makes of each, as the list of that: each.logit / T */
function listsOf(store: TermStore, term: Term): readonly Term[] {
  return [...elementsIn(term)].map(({ nesting }) => listOf(store, term, nesting));
}

/** x ** (1 / T): counts of visits as probabilities. */
function ofPower(context: RuleContext, at: Occurrence): Match | undefined {
  const { term, form, operands } = at;
  if (form !== 'expression' || term.kind !== 'binary' || term.name !== 'power' || term.left.kind === 'constant') {
    return undefined;
  }
  const exponent = uncast(term.right);
  if (exponent.kind !== 'binary' || exponent.name !== 'divide' || exponent.left.kind !== 'constant') return undefined;
  const isIt = (place: Occurrence) =>
    place.own && place.term === exponent && place.operands[1]?.term === exponent.right;
  const place = operands[1] && [operands[1], ...placesBehind(operands[1], isIt)].find(isIt);
  const divisor = place?.operands[1];
  const reason = divisor && zeroOf(context, divisor, divisor.term);
  if (!place || !divisor || reason === undefined) return undefined;
  const short = shortened(context.textOf(divisor));
  return {
    at: divisor,
    message: `${short} can be 0 here, since ${reason}: then ${shortened(context.textOf(place))} is inf or an error, and what is raised to it 0, 1 or inf`,
    format: formatAt(context, term, at),
    subject: context.textOf(divisor),
    reasons: [
      { span: divisor.span, message: `${short}: ${reason}` },
      { span: at.span, message: 'the limit is all for the largest: this form does not reach it' },
    ],
    proposals: () => [],
  };
}

/** A call of a function in another document that gives 0 for its temperature. */
function elsewhere(context: RuleContext, at: Occurrence): Match | undefined {
  if (at.form !== 'inlined' || !at.own) return undefined;
  const divisions = [...subterms(at.term)].flatMap((term) =>
    term.kind === 'library' && (term.name === 'softmax' || term.name === 'log-softmax')
      ? partsOf(term.operand).flatMap((part) => divisionIn(part) ?? [])
      : [],
  );
  const division = divisions.find(({ right }) => right.kind === 'constant' && right.value === 0);
  if (!division) return undefined;
  const behind = placesBehind(at, ({ own, term }) => own && (term === division || term === division.right));
  const given = behind.find((place) => place.term === division.right && contains(at, place));
  const isHere = [...behind, ...context.copied].some(({ term }) => term === division);
  if (!given || isHere) return undefined;
  const short = shortened(context.textOf(given));
  return {
    at: given,
    message: `${short} is a temperature in what is called here: logits are divided by 0, and the softmax is NaN`,
    format: formatAt(context, division, at),
    subject: context.textOf(given),
    reasons: [{ span: at.span, message: 'divided by 0, a logit is inf, -inf or NaN' }],
    proposals: () => [],
  };
}

function zeroByCall(context: RuleContext, { right }: BinaryTerm, divisor: Occurrence): string | undefined {
  if (right === divisor.term || right.kind !== 'constant' || right.value !== 0) return undefined;
  return isTested(context, divisor.term) ? undefined : 'a call makes it 0';
}

function matchOf(context: RuleContext, powers: Powers, division: BinaryTerm): Match | undefined {
  const place = divisionOf(context, powers, division);
  const divisor = place?.operands[1];
  // What a call makes of it may be 0, or what it is in the function.
  const reason = divisor && (zeroOf(context, divisor, divisor.term) ?? zeroByCall(context, division, divisor));
  if (!place || !divisor || reason === undefined) return undefined;
  const { at } = powers;
  const isBare = isMapPlace(at, 'exp');
  const outcome = isBare ? 'so is this exponential' : 'the softmax is NaN';
  const short = shortened(context.textOf(divisor));
  return {
    at: divisor,
    message: `${short} can be 0 here, since ${reason}: then logits are inf or 0/0 = NaN, and ${outcome}`,
    format: formatAt(context, division, place.usualFormat ? place : at),
    subject: context.textOf(divisor),
    reasons: [
      { span: divisor.span, message: `${short}: ${reason}` },
      { span: place.span, message: 'divided by 0, a logit is inf, -inf or NaN' },
      isBare
        ? { span: at.span, message: 'exp(inf) is inf, exp(NaN) is NaN' }
        : { span: at.span, message: 'inf - inf, the largest logit less itself, is NaN' },
    ],
    proposals: () => [],
  };
}
