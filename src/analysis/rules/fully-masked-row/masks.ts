// What masks are made of.
import { isTest } from '../../terms/comparison.ts';
import { isIndices } from '../../terms/indices.ts';
import type { OpaqueTerm, Term } from '../../terms/term.ts';
import { isTriangle } from '../../terms/triangles.ts';

/** What an element, or a part, is taken of. */
export function wholeOf(term: Term): Term {
  if (term.kind === 'element') return wholeOf(term.of);
  return term.kind === 'gather' ? wholeOf(term.operand) : term;
}

export function isSpan(term: Term): boolean {
  return isIndices(term) || (term.kind === 'opaque' && term.says === 'steps');
}

/**
 * Whether a mask is made of positions alone, as a triangle of ones is: it says what is before and
 * behind, of whatever the logits are, and a position is itself neither.
 * @param isOne - what else is taken for such
 */
export function isOfPositions(mask: Term, isOne: (term: Term) => boolean = () => false): boolean {
  const areAll = (terms: readonly Term[]) => terms.every((term) => isOfPositions(term, isOne));
  switch (mask.kind) {
    case 'constant':
      return true;
    case 'reshape':
    case 'cast':
      return isOfPositions(mask.operand, isOne);
    case 'gather':
      return isOfPositions(wholeOf(mask), isOne);
    case 'element':
      return isOfPositions(mask.of, isOne);
    case 'binary':
      return areAll([mask.left, mask.right]);
    case 'join':
      return areAll(mask.items);
    case 'where': {
      // Of two masks it may be either, of numbers what the condition says.
      const isChoice = mask.yes.kind !== 'constant' && mask.no.kind !== 'constant';
      return isChoice ? areAll([mask.yes, mask.no]) : isOfPositions(mask.condition, isOne);
    }
    case 'variable':
      return isOne(mask);
    case 'opaque':
      if (isPosition(mask)) return true;
      // What is compared with a number is no mask yet: tokens == 0.
      if (isCompared(mask)) return mask.operands.every((operand) => isOfPositions(operand));
      // A mask in another format, bool(mask), is the mask.
      return (isCombined(mask) || isTest(mask)) && areAll(mask.operands);
    default:
      return false;
  }
}

/** Positions themselves, or ones that a triangle is kept of. */
export function isPosition(term: Term): boolean {
  return isSpan(term) || isTriangle(term) || (term.kind === 'opaque' && term.key.startsWith('full '));
}

function isCompared(term: OpaqueTerm): boolean {
  return isTest(term) && term.operands.length > 1;
}

function isCombined({ says, key }: OpaqueTerm): boolean {
  return says === 'not' || /^operator [&|^]$|logical_(and|or|not)|bitwise_(and|or)/.test(key);
}
