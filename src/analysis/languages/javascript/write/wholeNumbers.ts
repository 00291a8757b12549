// Exponentials that are rounded before they are divided, to whole numbers or to some places: shifted ones would be rounded otherwise.
import type { RewritePlan } from '../../../rules/rule.ts';
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import { Withheld } from '../../shared/write/withheld.ts';

/** @throws Withheld where what a plan keeps the value of is computed from exponentials that are rounded */
export function requireUnrounded({ keeps }: RewritePlan): void {
  for (const { at } of keeps) {
    for (const part of subterms(at.term)) {
      if (part.kind === 'cast' && part.format === 'integer' && hasExponential(part.operand))
        throw new Withheld('exponentials are kept as whole numbers');
    }
    for (const place of upstream(at)) {
      if (isRounding(place) && hasExponential(place.term)) throw new Withheld('what it is computed of is rounded');
    }
  }
}

function hasExponential(term: Term): boolean {
  return [...subterms(term)].some((part) => part.kind === 'map' && /^(?:exp|sigmoid|softmax)$/.test(part.name));
}

/** x.toFixed(2) */
function isRounding(place: Occurrence): boolean {
  const node = syntaxOf(place);
  const callee = node?.type === 'call_expression' ? node.field('function') : undefined;
  return /^to(?:Fixed|Precision)$/.test(callee?.field('property')?.text ?? '');
}
