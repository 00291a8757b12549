// What shows a factor to be a probability, or a density: how it is computed, or what it is given.
import { bare } from '../../terms/bare.ts';
import { reductionOf } from '../../terms/alignment.ts';
import { complementOf } from '../../terms/logarithm.ts';
import { probabilityOf } from '../../terms/probability.ts';
import type { Term } from '../../terms/term.ts';
import type { RuleContext } from '../rule.ts';

/** How many values are followed into one another. */
const maxDepth = 6;

/** A softmax, a sigmoid, exponentials, what is divided by its sum, numbers from 0 to 1; a product of such. */
export function isProbable(context: RuleContext, term: Term, depth = 0): boolean {
  if (depth > maxDepth) return false;
  const within = (part: Term) => isProbable(context, part, depth + 1);
  const all = (values: readonly Term[]) => values.length > 0 && values.every(within);
  switch (term.kind) {
    case 'cast':
    case 'reshape':
    case 'refined':
    case 'gather':
      return within(term.operand);
    case 'element':
      return within(term.of);
    case 'map':
      return term.name === 'exp' || term.name === 'sigmoid';
    case 'library':
      return term.name === 'softmax';
    case 'binary':
      if (term.name === 'multiply') return isScale(context, term.left, within) && isScale(context, term.right, within);
      if (complementOf(term)) return within(complementOf(term)!.of);
      return (
        term.name === 'divide' &&
        (isPart(term.left, term.right) ||
          (within(term.left) && isScale(context, term.right, within)) ||
          isSigmoid(context, term))
      );
    case 'join':
      return all(term.items);
    case 'where':
      return all([term.yes, term.no]);
    case 'stack':
      return all(term.items);
    case 'constant':
      return term.value >= 0 && term.value <= 1;
    case 'variable':
      return term.role === 'parameter' && all(context.argumentsOf(term));
    case 'opaque':
      return all(context.valuesOf(term));
    default:
      return probabilityOf(context.store, context.bounds, term) !== undefined;
  }
}

/** 1 / (1 + exp(-x)) */
function isSigmoid({ store, bounds }: RuleContext, term: Term): boolean {
  return probabilityOf(store, bounds, term)?.kind === 'sigmoid';
}

/** x / sum(x) */
function isPart(above: Term, below: Term): boolean {
  const sum = reductionOf(below)?.reduce;
  return sum?.name === 'sum' && bare(sum.operand) === bare(above);
}

function isScale({ bounds }: RuleContext, term: Term, isFactor: (part: Term) => boolean): boolean {
  return bounds.low(term) >= 0 || isFactor(term);
}
