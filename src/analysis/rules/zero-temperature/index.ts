// exp(x / T) and softmax(x / T) with a T that the code itself lets be 0: x / 0 is inf or NaN, and so is the softmax.
import { isTest } from '../../terms/comparison.ts';
import { definitionsOf, type Occurrence } from '../../terms/occurrence.ts';
import type { BinaryTerm, Term } from '../../terms/term.ts';
import { operandsOf } from '../../terms/walk.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { formatAt, isMapPlace, placesBehind } from '../shared/places.ts';
import { softmaxesIn, summandsOf, type Softmax } from '../shared/softmaxes.ts';
import { shortened } from '../shared/wording.ts';

export const zeroTemperature: Rule = { id: 'zero-temperature', find };

function find(context: RuleContext): readonly Match[] {
  const found = new Map<Occurrence, Match>();
  // An exponential by itself first: of one that goes into a softmax, that says more.
  for (const powers of [exponentialsIn(context), softmaxesIn(context)]) {
    for (const power of powers) {
      for (const summand of summandsOf(power.logits)) {
        const reason =
          summand.kind === 'binary' && summand.name === 'divide'
            ? zeroOf(context, summand.right, power.at.scope)
            : undefined;
        if (reason === undefined) continue;
        const match = matchOf(context, power, summand as BinaryTerm, reason);
        if (match) found.set(match.at, match);
      }
    }
  }
  return [...found.values()];
}

type Powers = Pick<Softmax, 'at' | 'logits'>;

function exponentialsIn({ computed }: RuleContext): readonly Powers[] {
  // Of a decay, exp(-t / T), a T that a call or a floor lets be 0 gives the 0 that is meant.
  const isSaid = (summand: Term) =>
    summand.kind === 'binary' &&
    summand.name === 'divide' &&
    ['constant', 'where', 'join'].includes(summand.right.kind);
  return computed.flatMap((at) =>
    isMapPlace(at, 'exp') && summandsOf(at.term.operand).some(isSaid) ? [{ at, logits: at.term.operand }] : [],
  );
}

/** Why a divisor can be 0, if the code says so: unknown values are taken to be what they are meant to be. */
function zeroOf(context: RuleContext, term: Term, scope: string): string | undefined {
  const { bounds, computed } = context;
  if (term.kind === 'constant') return term.value === 0 ? 'it is 0' : undefined;
  if (term.kind === 'cast') return zeroOf(context, term.operand, scope);
  if (term.kind === 'where' || term.kind === 'join') {
    const branches = term.kind === 'where' ? [term.yes, term.no] : term.items;
    const isZero = branches.some((branch) => branch.kind === 'constant' && branch.value === 0);
    // Where it is asked about, 0 has a case of its own.
    const isAsked = computed.some(
      (place) => place.scope === scope && (isTest(place.term) || place.term.kind === 'where') && asks(place.term, term),
    );
    return isZero && !isAsked ? 'it is 0 in one of its branches' : undefined;
  }
  if (term.kind === 'variable') {
    // Compared with anything, it has a case of its own.
    if (computed.some((place) => isTest(place.term) && operandsOf(place.term).includes(term))) return undefined;
    const given = context.argumentsOf(term);
    return given.some((value) => value.kind === 'constant' && value.value === 0) ? 'a call gives 0 for it' : undefined;
  }
  // max(T, 0): a floor that is meant to keep it in order, and lets it be 0.
  const isFloor =
    (term.kind === 'binary' && (term.name === 'maximum' || term.name === 'minimum')) ||
    (term.kind === 'map' && term.name === 'relu');
  return isFloor && bounds.low(term) === 0 ? 'its lower bound is 0' : undefined;
}

function asks(test: Term, term: Term): boolean {
  return test.kind === 'where' ? test.condition === term : operandsOf(test).includes(term);
}

function matchOf(context: RuleContext, { at }: Powers, division: BinaryTerm, reason: string): Match | undefined {
  const places = placesBehind(at, ({ term, own, form }) => own && form === 'expression' && term === division);
  const place = places[0] ?? at.operands.flatMap(definitionsOf).find(({ term }) => term === division);
  const divisor = place?.operands[1];
  if (!place || !divisor) return undefined;
  const short = shortened(context.textOf(divisor));
  const isBare = isMapPlace(at, 'exp');
  const outcome = isBare ? 'so is this exponential' : 'the softmax is NaN';
  return {
    at: divisor,
    message: `${short} can be 0 here, since ${reason}: then logits are inf or 0/0 = NaN, and ${outcome}`,
    format: formatAt(context, division, place),
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
