// A value as a product: what it is made of by multiplication, division, sign, shape, and sums of products.
import { isInnerProduct } from './innerProduct.ts';
import type { GatherTerm, Term } from './term.ts';

export interface Product {
  /** In order; constants are left in. A value that is no product is its own only factor. */
  readonly factors: readonly Term[];
  readonly negative: boolean;
  /** Whether products are added up somewhere: by a sum, a mean, an inner product. */
  readonly summed: boolean;
  /** Whether a mean is among them. */
  readonly averaged: boolean;
  /** Where elements are picked on the way, of what is summed if it is. */
  readonly picked: readonly GatherTerm[];
  /** The innermost value that has all of the factors. */
  readonly core: Term;
}

/** @param isOpened - whether a quotient, a sum or a pick is looked into; others are factors as they are */
export function factorsOf(term: Term, isOpened: (part: Term) => boolean): Product {
  const factors: Term[] = [];
  const picked: GatherTerm[] = [];
  let negative = false;
  let summed = false;
  let averaged = false;
  let core: Term | undefined;
  const open = (part: Term): void => {
    switch (part.kind) {
      case 'cast':
      case 'reshape':
        open(part.operand);
        return;
      case 'constant':
        if (part.value < 0) negative = !negative;
        if (Math.abs(part.value) !== 1) factors.push(part);
        return;
      case 'map':
        if (part.name !== 'neg') break;
        negative = !negative;
        open(part.operand);
        return;
      case 'binary':
        if (part.name === 'multiply') {
          if (part.left.kind !== 'constant' && part.right.kind !== 'constant') core ??= part;
          open(part.left);
          open(part.right);
          return;
        }
        if (part.name !== 'divide') break;
        if (part.left.kind === 'constant') {
          // 1 / n is a scale, not a weight.
          if (part.left.value < 0) negative = !negative;
          return;
        }
        if (!isOpened(part)) break;
        // What it is divided by is a count or a scale: only its sign matters.
        if (part.right.kind === 'constant' && part.right.value < 0) negative = !negative;
        if (part.right.kind === 'map' && part.right.name === 'neg') negative = !negative;
        open(part.left);
        return;
      case 'reduce':
        if ((part.name !== 'sum' && part.name !== 'mean') || !isOpened(part)) break;
        summed = true;
        averaged ||= part.name === 'mean';
        picked.length = 0; // of sums another is taken, not a part of each
        open(part.operand);
        return;
      case 'gather':
        if (!isOpened(part)) break;
        picked.push(part);
        open(part.operand);
        return;
      case 'opaque':
        if (!isInnerProduct(part) || !isOpened(part)) break;
        summed = true;
        core ??= part;
        part.operands.forEach(open);
        return;
      default:
    }
    factors.push(part);
  };
  open(term);
  return { factors, negative, summed, averaged, picked, core: core ?? term };
}
