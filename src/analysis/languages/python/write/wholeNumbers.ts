// Whole numbers: those without a sign wrap below 0, and some functions of libraries take none.
import type { RewritePlan } from '../../../rules/rule.ts';
import type { OpaqueTerm, Term } from '../../../terms/term.ts';
import { isPosition } from '../../../terms/gathers.ts';
import { isTest } from '../../../terms/comparison.ts';
import { isLength } from '../../../terms/lengths.ts';
import { subterms } from '../../../terms/walk.ts';
import { libraryOf } from '../../shared/lower/frame.ts';
import { Withheld } from '../../shared/write/withheld.ts';

/** @throws Withheld where exponentials are visibly of whole numbers, or made such */
export function requireFloating({ keeps, writing }: RewritePlan): void {
  // PyTorch's functions of whole numbers give floating point, but those that are one for several of them take none.
  const isTensor = writing !== 'shift' && keeps.some(({ at }) => libraryOf(at)?.name === 'torch');
  const parts = keeps.flatMap(({ at }) => [...subterms(at.term)]);
  if (
    parts.some(
      (part) => part.kind === 'map' && /^(exp|sigmoid|softplus)$/.test(part.name) && isWhole(part.operand, isTensor),
    )
  ) {
    throw new Withheld('it is computed of whole numbers');
  }
  const isRounded = (part: Term) => part.kind === 'cast' && part.format === 'integer' && hasExp(part.operand);
  if (parts.some(isRounded)) throw new Withheld('its exponentials are rounded to whole numbers');
}

function hasExp(term: Term): boolean {
  return [...subterms(term)].some((part) => part.kind === 'map' && part.name === 'exp');
}

function isWhole(term: Term, isTensor: boolean): boolean {
  switch (term.kind) {
    case 'cast':
      return term.format === 'integer';
    case 'opaque':
      // x.long()
      return (
        /^method (?:long|int|short) |^call torch\.(?:Long|Int|Short)Tensor /.test(term.key) ||
        (isTensor && isCounted(term))
      );
    case 'map':
      return (term.name === 'neg' || term.name === 'abs') && isWhole(term.operand, isTensor);
    case 'binary':
      return (
        /^(?:add|subtract|multiply|maximum|minimum)$/.test(term.name) && haveWhole([term.left, term.right], isTensor)
      );
    case 'where':
      return haveWhole([term.yes, term.no], isTensor);
    case 'stack':
      return haveWhole(term.items, isTensor);
    case 'reduce':
      return /^(?:sum|max|min|prod)$/.test(term.name) && (isTest(term.operand) || isWhole(term.operand, isTensor));
    case 'gather':
    case 'reshape':
    case 'refined':
      return isWhole(term.operand, isTensor);
    case 'element':
      return isWhole(term.of, isTensor);
    default:
      return false;
  }
}

/** Whether some of several values are of whole numbers, and none is of others: numbers alone are as PyTorch's own arrays are. */
function haveWhole(terms: readonly Term[], isTensor: boolean): boolean {
  const whole = terms.filter((term) => isWhole(term, isTensor));
  return whole.length > 0 && terms.every((term) => whole.includes(term) || isWholeNumber(term));
}

function isWholeNumber(term: Term): boolean {
  return term.kind === 'constant'
    ? Number.isInteger(term.value)
    : (term.kind === 'opaque' && term.says === 'form') || isLength(term);
}

/** torch.argsort(x), torch.randint(9, (4,)), x.argmax(-1), torch.arange(n) */
function isCounted(term: OpaqueTerm): boolean {
  if (isPosition(term)) return true;
  if (
    /^order down$|^(?:call|method) (?:torch\.)?(?:argsort|argmax|argmin|randint|randperm|bincount|nonzero|count_nonzero|searchsorted) /.test(
      term.key,
    )
  )
    return !term.key.includes('dtype');
  const isWholeEnd = (end: Term) => isWholeNumber(end) || end.kind === 'variable';
  const isRange = /^call (?:torch\.)?arange /.test(term.key) && !term.key.includes('dtype');
  return (
    isRange &&
    (term.operands.length === 1
      ? isWholeEnd(term.operands[0]!)
      : term.operands.every((end) => end.kind === 'constant' && Number.isInteger(end.value)))
  );
}
