// A softmax of logits that a mask makes -inf: where it masks a whole row, -inf - (-inf) is NaN.
import { isAttribute } from '../../terms/attributes.ts';
import { bare } from '../../terms/bare.ts';
import { comparisonOf, isTest } from '../../terms/comparison.ts';
import { isStored, storedKey, upTo } from '../../terms/gathers.ts';
import { definitionsOf, type Occurrence } from '../../terms/occurrence.ts';
import { lifts } from '../../terms/lift.ts';
import type { GatherTerm, OpaqueTerm, Term, WhereTerm } from '../../terms/term.ts';
import { asRunning } from '../../terms/runningSum.ts';
import { isText } from '../../terms/text.ts';
import { operandsOf, subterms } from '../../terms/walk.ts';
import type { Match, Rule, RuleContext } from '../rule.ts';
import { formatAt, placesBehind } from '../shared/places.ts';
import { refilled } from '../shared/fills.ts';
import { softmaxesIn, summandsOf, type Softmax } from '../shared/softmaxes.ts';
import { shortened } from '../shared/wording.ts';
import { isSpan, wholeOf } from './masks.ts';
import { renormalised } from './renormalised.ts';
import { leavesSome } from './calls.ts';

export const fullyMaskedRow: Rule = { id: 'fully-masked-row', find };

function find(context: RuleContext): readonly Match[] {
  const found = new Map<Occurrence, Match>();
  for (const softmax of softmaxesIn(context)) {
    for (const summand of summandsOf(softmax.logits)) {
      if (
        !isMasked(context, summand) ||
        (!cutsAll(context, summand) && (!canMaskAll(context, summand) || isOfLogits(summand))) ||
        isGuarded(context, softmax) ||
        isLookedAt(context, summand)
      )
        continue;
      const match = matchOf(context, softmax, summand);
      if (match) found.set(match.at, match);
    }
  }
  return [...found.values(), ...renormalised(context, comesFromOutside)];
}

function isMasked({ bounds }: RuleContext, term: Term): term is WhereTerm {
  if (term.kind !== 'where') return false;
  const [kept, ...others] = [term.yes, term.no].filter((side) => bounds.high(side) !== -Infinity);
  return kept !== undefined && others.length === 0 && !isLogOfCompared(kept, term.condition);
}

/** Whether the logits are compared with something of themselves, as their k-th largest: some of them stay. */
function isOfLogits({ condition, yes, no }: WhereTerm): boolean {
  const compared = comparedIn(condition).map((side) => subterms(whole(side)));
  return compared.some((parts) => [yes, no].some((side) => side.kind !== 'constant' && parts.has(side)));
}

/** What something is an element of, or the first elements, as many as there are logits: the number says nothing of these. */
function whole(side: Term): Term {
  return side.kind === 'gather' && side.key === upTo ? side.operand : side;
}

/** The two values that a condition compares, whatever is made of the outcome. */
function comparedIn(condition: Term): readonly Term[] {
  const term = bare(condition);
  if (term.kind !== 'opaque') return [];
  const [first, second] = term.operands;
  if (first && !second) return comparedIn(first);
  return isTest(term) ? term.operands : [];
}

/** c > 0 ? log(c) : -Infinity is the logarithm of c, and no mask. */
function isLogOfCompared(kept: Term, condition: Term): boolean {
  const compared = condition.kind === 'opaque' && isTest(condition) ? condition.operands : [];
  return [...subterms(kept)].some(
    (part) =>
      part.kind === 'map' &&
      part.name === 'log' &&
      compared.includes(part.operand.kind === 'refined' ? part.operand.operand : part.operand),
  );
}

/**
 * Whether a mask can take all of a row away. Of several conditions, one of which takes an element away, one is enough that
 * comes from outside; where one of them keeps it, all have to.
 */
function canMaskAll(context: RuleContext, { condition, yes }: WhereTerm): boolean {
  return canBe(context, condition, context.bounds.high(yes) !== -Infinity);
}

/**
 * Whether what is kept is where a running sum is below a number that is given: where its first summand is above that already, as
 * one probability of two may be, nothing is.
 */
function cutsAll({ bounds }: RuleContext, { condition, yes }: WhereTerm): boolean {
  const compared = comparisonOf(condition);
  const running = compared && asRunning(compared.left);
  if (!compared || running?.name !== 'sum' || running.of.kind !== 'library' || running.of.name !== 'softmax')
    return false;
  const isBelow = compared.comparator === '<' || compared.comparator === '<=';
  const keepsBelow = isBelow === (bounds.high(yes) !== -Infinity);
  const { right } = compared;
  return (
    keepsBelow &&
    (comesFromOutside(right) ||
      (right.kind === 'opaque' && isAttribute(right)) ||
      (right.kind === 'constant' && right.value < 1))
  );
}

/** @param keeps - whether what the condition holds for is kept */
function canBe(context: RuleContext, condition: Term, keeps: boolean): boolean {
  if (condition.kind === 'join') {
    return keeps
      ? condition.items.every((each) => canBe(context, each, keeps))
      : condition.items.some((each) => canBe(context, each, keeps));
  }
  if (condition.kind === 'opaque') {
    const { says, key, operands } = condition;
    if (says === 'not' && operands.length === 1) return canBe(context, operands[0]!, !keeps);
    if (key === 'operator &&') {
      return keeps
        ? operands.some((each) => canBe(context, each, keeps))
        : operands.every((each) => canBe(context, each, keeps));
    }
  }
  return comesFromOutside(condition) || isOption(context, condition);
}

/** Elements of a property of what is given, options.keep, in which nothing here leaves something. */
function isOption(context: RuleContext, mask: Term): boolean {
  const inner = mask.kind === 'element' ? mask.of : mask;
  const held = inner.kind === 'gather' && inner.key === upTo ? wholeOf(inner) : undefined;
  if (held?.kind !== 'opaque' || !isAttribute(held) || context.valuesOf(held).length > 0) return false;
  const [object] = held.operands;
  return object?.kind === 'variable' && object.role === 'parameter';
}

/**
 * Whether a mask is what somebody gives: a parameter, compared, inverted or reshaped. One that is made here (a triangle,
 * a random draw, the logits compared with their own k-th largest) has its own reason to leave something in each row.
 */
function comesFromOutside(mask: Term): boolean {
  if (mask.kind === 'variable') return mask.role === 'parameter';
  if (mask.kind === 'cast' || mask.kind === 'reshape') return comesFromOutside(mask.operand);
  // As many elements of it as there are logits, or those of one row.
  if (mask.kind === 'gather') return (isPart(mask) || isEntry(mask)) && comesFromOutside(wholeOf(mask));
  if (isOfPairs(mask)) return true;
  if (mask.kind === 'element') return comesFromOutside(mask.of);
  if (mask.kind !== 'opaque') return false;
  if (isOfElement(mask)) return true;
  // What is stored to by numbers is single elements, not those of a mask.
  const [first] = mask.operands;
  if (mask.key.startsWith(storedKey)) return first !== undefined && isTest(first) && comesFromOutside(first);
  const compared = (isTest(mask) ? mask.operands : []).filter(({ kind }) => kind !== 'constant');
  return compared.length > 0 && compared.every(comesFromOutside);
}

/** What an element of something given has, or whether it is among what is given: a.available, kept.has(i). */
function isOfElement(mask: OpaqueTerm): boolean {
  const [first, second] = mask.operands;
  if (!first) return false;
  if (mask.says === 'member') return second?.kind === 'element' && comesFromOutside(first);
  return isAttribute(mask) && first.kind === 'element' && comesFromOutside(first.of);
}

function isPart({ key }: GatherTerm): boolean {
  return key === upTo || key.includes('slice');
}

/** batch['valid'], _, valid = batch */
function isEntry({ key, indices }: GatherTerm): boolean {
  const [only, ...others] = indices;
  return key.startsWith('item ') || (only !== undefined && others.length === 0 && isText(only));
}

/** Whether a mask compares positions with lengths that come from outside, which are hardly 0: position < length. */
function isOfLengths(mask: Term): boolean {
  const { operands } = mask.kind === 'opaque' && isTest(mask) ? mask : { operands: [] };
  return operands.length === 2 && operands.some(comesFromOutside) && operands.some((side) => isSpan(bare(side)));
}

/**
 * Whether a mask is what two others say, one of the rows and one of the columns: a[:, :, None] & b[:, None, :]. Where the
 * row itself is masked, as padding is, nothing is left in it.
 */
function isOfPairs(mask: Term): boolean {
  const isProduct = mask.kind === 'binary' && mask.name === 'multiply';
  const isConjunction = mask.kind === 'opaque' && /(^|[. ])(operator &|logical_and|bitwise_and)/.test(mask.key);
  const [a, b, ...others] = isProduct || isConjunction ? operandsOf(mask) : [];
  if (!a || !b || others.length > 0) return false;
  const [rows, columns] = [insertedAt(a), insertedAt(b)];
  const areGiven = [a, b].every((side) => comesFromOutside(side) || isOfLengths(bare(side)));
  return rows !== undefined && columns !== undefined && rows !== columns && areGiven;
}

function insertedAt(term: Term): string | undefined {
  if (term.kind === 'cast') return insertedAt(term.operand);
  if (term.kind !== 'reshape') return undefined;
  const { change } = term;
  if (change.to === 'column' || change.to === 'row') return change.to;
  return change.to === 'insert' ? String(typeof change.at === 'number' ? change.at : change.at.id) : undefined;
}

/** Where the softmax is replaced again in places, or looked at for NaN. */
function isGuarded({ computed, copied }: RuleContext, { at }: Softmax): boolean {
  return [...computed, ...copied].some(({ term }) => {
    // To be stored to an array is no choice of it.
    if (term.kind === 'where')
      return (!isStored(term.condition) && leadsTo(term.yes, at.term)) || leadsTo(term.no, at.term);
    return term.kind === 'opaque' && term.says === 'nan' && term.operands.some((operand) => leadsTo(operand, at.term));
  });
}

/** Whether something is done about a row of which nothing is left: its maximum or its mask is asked about. */
function isLookedAt({ store, computed }: RuleContext, masked: WhereTerm): boolean {
  const logits = new Set(lifts(store, masked));
  const given = new Set([...subterms(masked.condition)].filter(({ kind }) => kind !== 'constant'));
  const isMaximum = (term: Term): boolean =>
    (term.kind === 'reduce' && term.name === 'max' && [...subterms(term.operand)].some((part) => logits.has(part))) ||
    (term.kind === 'map' && term.name === 'finite' && isMaximum(term.operand));
  const isCount = (term: Term): boolean => term.kind === 'reduce' && given.has(whole(term.operand));
  return computed.some(({ term }) => {
    if (term.kind === 'map' && term.name === 'finite') return isMaximum(term.operand);
    if (term.kind !== 'opaque') return false;
    const [first] = term.operands;
    if (first && term.says === 'quantified') return given.has(first);
    return isTest(term) && term.operands.some((operand) => isMaximum(operand) || isCount(operand));
  });
}

function leadsTo(term: Term, wanted: Term): boolean {
  if (term === wanted) return true;
  return (term.kind === 'cast' || term.kind === 'reshape') && leadsTo(term.operand, wanted);
}

function matchOf(context: RuleContext, { at, logits }: Softmax, masked: WhereTerm): Match | undefined {
  const { store } = context;
  const isHere = ({ term, own, form }: Occurrence) =>
    own && form === 'expression' && term.kind === 'where' && (term === masked || lifts(store, term).includes(masked));
  // What is stored to an array that a function is given is not behind what that makes of it.
  const place =
    placesBehind(at, isHere)[0] ?? at.operands.flatMap(definitionsOf).find(isHere) ?? context.computed.find(isHere);
  if (!place || leavesSome(context, place)) return undefined;
  const format = formatAt(context, logits, at);
  const short = shortened(context.textOf(place));
  const least = store.constant(format.name === 'float16' ? -65_504 : -1e9);
  const isCut = cutsAll(context, masked);
  return {
    at: place,
    message: isCut
      ? 'where the first summand is beyond the limit already, all of the row is -inf: its softmax is NaN'
      : 'a row that the mask takes away altogether is -inf everywhere: its softmax is NaN',
    format,
    subject: context.textOf(place),
    reasons: [
      {
        span: place.span,
        message: `${short} can be -inf in a whole row: nothing here says that the mask leaves something`,
      },
      { span: at.span, message: 'its maximum is then -inf, and -inf - (-inf) is NaN' },
    ],
    // Of a row that is cut, the first is to be kept: equal weights are not what is meant.
    proposals: () =>
      isCut
        ? []
        : [
            refilled(
              store,
              { at, place, masked, value: least },
              {
                title: 'Fill with a finite number',
                doubt: 'a row that is masked altogether becomes uniform instead of NaN',
              },
            ),
          ],
  };
}
