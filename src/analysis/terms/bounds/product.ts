// Products of several factors: sigma * sigma is a square, also inside 2 * sigma * sigma.
import type { Term } from '../term.ts';

export interface Factors {
  /** Each factor that is there twice, once. */
  readonly squared: readonly Term[];
  readonly single: readonly Term[];
  /** Whether the whole is negated. */
  readonly negated: boolean;
}

/** The factors of a product, through its products and negations; undefined if none of them is there twice. */
export function squaresIn(product: Term): Factors | undefined {
  const single: Term[] = [];
  const squared: Term[] = [];
  let negated = false;
  const queue = [product];
  for (let term = queue.pop(); term; term = queue.pop()) {
    if (term.kind === 'binary' && term.name === 'multiply') queue.push(term.left, term.right);
    else if (term.kind === 'map' && term.name === 'neg') {
      negated = !negated;
      queue.push(term.operand);
    } else if (single.includes(term)) {
      single.splice(single.indexOf(term), 1);
      squared.push(term);
    } else single.push(term);
  }
  return squared.length > 0 ? { squared, single, negated } : undefined;
}
