// Values that are not 0 if they are what the form of a loss takes them for: probabilities, made of counts or of weights.
import { bare } from '../../terms/bare.ts';
import { defaultIn } from '../../terms/defaults.ts';
import type { GatherTerm, OpaqueTerm, Term } from '../../terms/term.ts';
import type { RuleContext } from '../rule.ts';
import { smoothed } from './smoothed.ts';

type Known = Pick<RuleContext, 'bounds' | 'defaultOf' | 'valuesOf'>;

/** How many values are followed into one another. */
const maxDepth = 12;

/**
 * Whether what makes a value keeps it above 0, as long as its parts are not negative: counts with one added to each, counts of
 * what was seen, a floor, a ratio of such.
 */
export function isPositive(context: Known, term: Term, depth = 0): boolean {
  if (depth > maxDepth) return false;
  const positive = (part: Term) => isPositive(context, part, depth + 1);
  if (context.bounds.low(term) > 0) return true;
  switch (term.kind) {
    case 'cast':
    case 'reshape':
    case 'refined':
      return positive(term.operand);
    case 'reduce':
      return (
        (term.name === 'sum' || term.name === 'mean' || term.name === 'max' || term.name === 'min') &&
        positive(term.operand)
      );
    case 'element':
      return positive(term.of);
    case 'gather':
      return isSeen(term.operand) ? isSecond(term) : positive(term.operand);
    case 'where':
      return positive(term.yes) && positive(term.no);
    case 'join':
      return term.items.every(positive);
    case 'binary':
      return isPositiveOfTwo(context, term.name, term.left, term.right, positive);
    case 'variable':
      return isPositiveNumber(defaultIn(term) ?? numberOf(context.defaultOf(term)));
    case 'opaque':
      return isPositiveOpaque(context, term, positive);
    default:
      return false;
  }
}

function isPositiveOfTwo(
  context: Known,
  name: string,
  left: Term,
  right: Term,
  positive: (part: Term) => boolean,
): boolean {
  switch (name) {
    case 'add':
      return (positive(left) && !isNegative(right)) || (positive(right) && !isNegative(left));
    case 'multiply':
    case 'minimum':
      return positive(left) && positive(right);
    case 'maximum':
      return positive(left) || positive(right);
    case 'subtract':
      return left.kind === 'constant' && left.value === 1 && isBelowOne(context, right);
    case 'divide':
      // By how much does not matter, as long as it is finite; neither does the sign, which a probability has not.
      return positive(left) || smoothed(left, right, positive) !== undefined;
    // (1 / (1 + d)) ** 2: what is as far from 0 as that.
    case 'power':
      return positive(left);
    default:
      return false;
  }

  function isNegative(part: Term): boolean {
    const { kind } = bare(part);
    return context.bounds.high(part) <= 0 || (kind === 'map' && context.bounds.low(part) === -Infinity);
  }
}

function isPositiveOpaque(context: Known, term: OpaqueTerm, positive: (part: Term) => boolean): boolean {
  if (term.says === 'counts') return true;
  const values = context.valuesOf(term);
  return values.length > 0 ? values.every(positive) : isPositiveNumber(defaultIn(term));
}

function isSeen(term: Term): boolean {
  return term.kind === 'opaque' && term.says === 'seen';
}

/** Of values and how often each was seen, the latter: what comes last. */
function isSecond({ key, indices }: GatherTerm): boolean {
  const [index] = indices;
  return /^item [1-9]/.test(key) || (index?.kind === 'constant' && index.value !== 0);
}

function numberOf(term: Term | undefined): number | undefined {
  return term?.kind === 'constant' ? term.value : undefined;
}

function isPositiveNumber(value: number | undefined): boolean {
  return value !== undefined && value > 0;
}

/**
 * The same of 1 less a value: (n + 1) / (total + 2) is not 1 either, since more is added below than above.
 */
export function isBelowOne(context: Known, term: Term): boolean {
  if (context.bounds.high(term) < 1) return true;
  const ratio = bare(term);
  if (ratio.kind === 'variable') {
    const usual = defaultIn(ratio) ?? numberOf(context.defaultOf(ratio));
    return usual !== undefined && usual < 1;
  }
  if (ratio.kind !== 'binary' || ratio.name !== 'divide') {
    const values = ratio.kind === 'opaque' ? context.valuesOf(ratio) : [];
    return values.length > 0 && values.every((value) => isBelowOne(context, value));
  }
  if (smoothed(ratio.left, ratio.right, (part) => isPositive(context, part)) === 'from both') return true;
  const [above, below] = [addedTo(ratio.left), addedTo(ratio.right)];
  return above !== undefined && below !== undefined && above > 0 && below > above;
}

/** The constant that is added to something. */
function addedTo(sum: Term): number | undefined {
  const term = bare(sum);
  if (term.kind !== 'binary' || term.name !== 'add') return undefined;
  return [term.left, term.right].flatMap((part) => (part.kind === 'constant' ? [part.value] : []))[0];
}
