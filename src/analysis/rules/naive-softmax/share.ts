// A random share of the sum of exponentials, from which these are taken away one after the other until nothing is left: a draw
// by a softmax that is never divided. Where one overflows, the share is inf, and what is drawn has nothing to do with the weights.
import { expOverflow, formats } from '../../../kernels/index.ts';
import { unit } from '../../terms/bounds/interval.ts';
import { reductionOf } from '../../terms/alignment.ts';
import { isAppended } from '../../terms/appended.ts';
import { knownAxis } from '../../terms/axis.ts';
import { bare } from '../../terms/bare.ts';
import { comparisonOf } from '../../terms/comparison.ts';
import { isMadeOf } from '../../terms/degree.ts';
import { isDraw } from '../../terms/draws.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { MapTerm, Term } from '../../terms/term.ts';
import { substitute } from '../../terms/walk.ts';
import type { Match, Proposal, RuleContext } from '../rule.ts';
import { exponentialFormatAt } from '../shared/exponentialFormat.ts';
import { valuePlan } from '../shared/plans.ts';
import { rounded, shortened } from '../shared/wording.ts';
import { exponentialPlaces } from './places.ts';
import { inline } from './proposals.ts';
import { ratioOf } from './ratio.ts';

export function drawnShare(context: RuleContext, at: Occurrence): Match | undefined {
  const sum = at.form === 'expression' ? sharedOut(at.term) : undefined;
  const reduce = sum && reductionOf(sum)?.reduce;
  if (!sum || reduce?.name !== 'sum') return undefined;
  const { store, bounds } = context;
  const ratio = ratioOf(store, bounds, { numerator: reduce.operand, denominator: sum });
  if (!ratio?.plain && !isExponentialOrZero(bare(reduce.operand))) return undefined;
  for (const { exponential, whole } of ratio?.exponentials ?? []) {
    const found = unshifted(context, at, exponential, whole);
    if (!found) continue;
    const { place, format, subject, short, limit } = found;
    return {
      at: place,
      message: `exp(${short}) overflows ${format.name} when ${short} > ${limit}; a random share of the sum is then inf, and what is drawn is not by these weights`,
      format,
      subject,
      reasons: [
        { span: place.span, message: `exp(${short}) is inf when ${short} > ${limit} (${format.name})` },
        { span: at.span, message: 'a share of inf is inf: no weight is more than it, and inf - inf is NaN' },
      ],
      proposals: () => [
        (ratio &&
          comparedOnly(context, at, inline(context, [{ ...found.site, ratio, division: at, exponential, whole }]))) ?? {
          form: 'inline',
          title: 'Subtract the maximum before exp',
          withheld: 'the share that is drawn is another number then, and what it is compared with is not followed',
        },
      ],
    };
  }
  return undefined;
}

/** The shift of exponentials of which a share is only compared, in what follows, with what is left of them; undefined if it is not. */
function comparedOnly(context: RuleContext, at: Occurrence, plan: Proposal): Proposal | undefined {
  if ('withheld' in plan) return plan;
  const { store, computed } = context;
  const scaled = { wholes: new Set(plan.exchange.keys()), valuesOf: (term: Term) => context.valuesOf(term) };
  const comparisons = computed.filter(
    ({ own, form, scope, term }) =>
      own && form === 'expression' && scope === at.scope && comparisonOf(term) && isMadeOf(term, scaled),
  );
  if (comparisons.length === 0) return undefined;
  return {
    ...plan,
    keeps: comparisons.map((each) => ({ at: each, by: substitute(store, each.term, plan.exchange) })),
  };
}

/** torch.multinomial(exp(x), 1): a library draws by exponentials, whatever their sum. */
export function drawnByWeights(context: RuleContext, at: Occurrence): Match | undefined {
  if (at.form !== 'expression' || at.term.kind !== 'opaque' || at.term.says !== 'drawn') return undefined;
  for (const operand of at.term.operands) {
    const weights = bare(operand);
    if (weights.kind !== 'map' || weights.name !== 'exp') continue;
    const found = unshifted(context, at, weights, weights);
    if (!found) continue;
    const { place, format, subject, short, limit } = found;
    return {
      at: place,
      message: `exp(${short}) overflows ${format.name} when ${short} > ${limit}; weights that are inf cannot be drawn by`,
      format,
      subject,
      reasons: [
        { span: place.span, message: `exp(${short}) is inf when ${short} > ${limit} (${format.name})` },
        { span: at.span, message: 'draws by these weights, and raises an error where one is inf, or all are 0' },
      ],
      proposals: () => {
        const by = context.store.library('softmax', weights.operand, knownAxis(-1));
        const plan = valuePlan({ form: 'library', title: "Replace with the library's softmax", at: place, by });
        // Libraries draw along the last axis, and of whole numbers these weights would leave none.
        if (!isDrawnAsItIs(at, weights))
          return [
            { form: 'library', title: plan.title, withheld: 'the exponentials are changed before they are drawn by' },
          ];
        // The weights are others: what is drawn is the same.
        const drawn = substitute(context.store, at.term, new Map<Term, Term>([[weights, by]]));
        return [{ ...plan, keeps: [{ at, by: drawn }] }];
      },
    };
  }
  return undefined;
}

/** Whether nothing but names, and moves to another device, stands between exponentials and what draws by them. */
function isDrawnAsItIs({ operands }: Occurrence, weights: Term): boolean {
  const isPassed = (place: Occurrence, calls: number): boolean => {
    if (place.term !== weights) return false;
    const [source] = place.operands;
    const isMade = place.form === 'expression' && source?.term !== weights;
    return isMade || (source !== undefined && calls > 0 && isPassed(source, calls - 1));
  };
  return operands.some((place) => isPassed(place, maxSteps));
}

/** Names and calls that exponentials go through. */
const maxSteps = 8;

/** Where an exponential that goes into a place can overflow, if nothing was subtracted from its exponent. */
function unshifted(context: RuleContext, at: Occurrence, exponential: MapTerm, whole: MapTerm) {
  const { store, bounds } = context;
  const both = [exponential, whole];
  const [place] = exponentialPlaces(store, at, both).filter(({ form }) => form === 'expression');
  if (!place?.operands[0]) return undefined;
  const format = exponentialFormatAt(context, exponential.operand, place, at.term, both);
  const threshold = expOverflow(formats[format.name]);
  if (bounds.high(exponential.operand) <= threshold || isShifted(exponential.operand)) return undefined;
  const subject = context.textOf(place.operands[0]);
  const site = { places: [place], format, fails: 'above' as const };
  return { place, format, subject, short: shortened(subject), limit: rounded(threshold), site };
}

/** legal ? exp(x) : 0 */
function isExponentialOrZero(term: Term): boolean {
  if (term.kind !== 'where') return false;
  const isZero = (branch: Term) => branch.kind === 'constant' && branch.value === 0;
  const isExponential = (branch: Term) => branch.kind === 'map' && branch.name === 'exp';
  return (isZero(term.no) && isExponential(term.yes)) || (isZero(term.yes) && isExponential(term.no));
}

/** What a random number in [0, 1] is a share of, or what one is drawn up to: uniform(0, total). */
function sharedOut(term: Term): Term | undefined {
  if (term.kind === 'opaque' && isDraw(term))
    return term.operands.find((end) => reductionOf(end)?.reduce.name === 'sum');
  if (term.kind !== 'binary' || term.name !== 'multiply') return undefined;
  if (isShare(term.left)) return term.right;
  return isShare(term.right) ? term.left : undefined;
}

function isShare(term: Term): boolean {
  return isDraw(term) && term.kind === 'opaque' && term.range?.low === unit.low && term.range.high === unit.high;
}

/**
 * Whether something is subtracted before it is scaled: whoever does so has seen to the largest, where it is not told. So has
 * who keeps such in a list.
 */
function isShifted(exponent: Term): boolean {
  switch (exponent.kind) {
    case 'cast':
    case 'refined':
    case 'gather':
      return isShifted(exponent.operand);
    case 'element':
      return isShifted(exponent.of);
    case 'stack':
    case 'join':
      return exponent.items.some(isShifted);
    case 'opaque':
      return isAppended(exponent) && exponent.operands.some(isShifted);
    case 'map':
      return exponent.name === 'neg' && isShifted(exponent.operand);
    case 'binary':
      if (exponent.name === 'subtract') return true;
      if (exponent.name === 'multiply') return isShifted(exponent.left) || isShifted(exponent.right);
      return exponent.name === 'divide' && isShifted(exponent.left);
    default:
      return false;
  }
}
