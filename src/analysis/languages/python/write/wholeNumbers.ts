// Whole numbers: those without a sign wrap below 0, and some functions of libraries take none.
import type { RewritePlan } from '../../../rules/rule.ts';
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import { Withheld } from '../../shared/write/withheld.ts';

/** @throws Withheld where exponentials are visibly of whole numbers */
export function requireFloating({ keeps }: RewritePlan): void {
  const parts = keeps.flatMap(({ at }) => [...subterms(at.term)]);
  if (
    parts.some((part) => part.kind === 'map' && /^(exp|sigmoid|softplus)$/.test(part.name) && isWhole(part.operand))
  ) {
    throw new Withheld('it is computed of whole numbers');
  }
}

function isWhole(term: Term): boolean {
  switch (term.kind) {
    case 'cast':
      return term.format === 'integer';
    case 'opaque':
      // x.long()
      return /^method (?:long|int|short) /.test(term.key);
    case 'map':
      return (term.name === 'neg' || term.name === 'abs') && isWhole(term.operand);
    case 'gather':
    case 'reshape':
    case 'refined':
      return isWhole(term.operand);
    case 'element':
      return isWhole(term.of);
    default:
      return false;
  }
}
