// What is a probability without being a softmax or a sigmoid: a mixture of some, a part of one, what has been added up over
// several. It becomes 0 where they do, and has no logits of its own.
import { mayBeSameAxis } from './axis.ts';
import type { Bounds } from './bounds/bounds.ts';
import { asGrouped } from './groups.ts';
import { multiplied } from './innerProduct.ts';
import { inside, unwrap } from './logarithm.ts';
import { weighedOutcomes } from './outcomes.ts';
import { isRunningTotal } from './lossParts.ts';
import { probabilityOf, type Probability } from './probability.ts';
import type { TermStore } from './store.ts';
import type { BinaryTerm, Term } from './term.ts';
import { isWeightedSoftmax } from './weightedSoftmax.ts';

/**
 * - itself: a softmax or a sigmoid, picked from or not, or the exp of its logarithm
 * - branch: one in one of its branches
 * - mixture: a sum of some, weighted or not, by a softmax or by numbers
 * - part: a sum of what something else picks of one
 * - weighted: one with weights or a mask beside its exponentials
 * - difference: of two sigmoids, the probability of what lies between two limits
 */
export interface Probable {
  readonly kind: Probability['kind'];
  readonly by: 'itself' | 'branch' | 'mixture' | 'part' | 'weighted' | 'difference';
}

/** Mixtures of mixtures are rare. */
const maxDepth = 5;

export function probableOf(store: TermStore, bounds: Bounds, term: Term): Probable | undefined {
  return new Search(store, bounds).of(term, 0);
}

class Search {
  constructor(
    private readonly store: TermStore,
    private readonly bounds: Bounds,
  ) {}

  of(term: Term, depth: number): Probable | undefined {
    const { inner } = unwrap(term);
    if (depth > maxDepth || this.bounds.low(inner) > 0) return undefined;
    const kind = probabilityOf(this.store, this.bounds, inner)?.kind ?? this.exponentiated(inner);
    if (kind) return { kind, by: 'itself' };
    const within = (part: Term) => this.of(part, depth + 1);
    switch (inner.kind) {
      case 'join':
        return branch(inner.items.map(within));
      case 'where':
        return branch([inner.yes, inner.no].map(within));
      case 'element':
        return within(inner.of);
      case 'stack': {
        const [first, ...rest] = inner.items.map(within);
        return rest.every((other) => other?.kind === first?.kind) ? first : undefined;
      }
      case 'opaque':
        return this.product(inner, within);
      case 'reduce':
        if (inner.name === 'mean') return mixture(within(inner.operand));
        return this.product(inner, within) ?? (inner.name === 'sum' ? this.sumOf(inner.operand, within) : undefined);
      case 'binary':
        // t * p + (1 - t) * (1 - p)
        if (weighedOutcomes(inner).some(([one, other]) => [one, other].some((p) => within(p)?.kind === 'sigmoid')))
          return { kind: 'sigmoid', by: 'branch' };
        if (isWeightedSoftmax(this.store, this.bounds, inner)) return { kind: 'softmax', by: 'weighted' };
        return this.combined(inner, within);
      default:
        return undefined;
    }
  }

  /** exp(log_softmax(x)[y]) */
  private exponentiated(term: Term): Probability['kind'] | undefined {
    if (term.kind !== 'map' || term.name !== 'exp') return undefined;
    const { layers, inner } = unwrap(term.operand);
    if (layers.some((layer) => 'value' in layer)) return undefined;
    if (inner.kind === 'map') return inner.name === 'log-sigmoid' ? 'sigmoid' : undefined;
    return inner.kind === 'library' && inner.name === 'log-softmax' ? 'softmax' : undefined;
  }

  /** A sum of products: of softmaxes by weights that are some, or of one by what picks its parts. */
  private product(term: Term, within: (part: Term) => Probable | undefined): Probable | undefined {
    const factors = multiplied(term) ?? pickedProducts(term);
    if (!factors) return undefined;
    const found = factors.map((factor) => ({ factor, probable: within(factor) }));
    const softmaxes = found.filter(({ probable }) => probable?.kind === 'softmax');
    if (softmaxes.length === 0) return undefined;
    if (softmaxes.length === factors.length) return { kind: 'softmax', by: 'mixture' };
    const others = found.filter((each) => !softmaxes.includes(each));
    // As is sum(softmax(x) * sigmoid(y)): between the least and the largest of the sigmoids.
    if (
      softmaxes.length === 1 &&
      term.kind === 'reduce' &&
      others.every(({ probable }) => probable?.kind === 'sigmoid')
    )
      return { kind: 'sigmoid', by: 'mixture' };
    // Matrices that are multiplied hold values more often than masks.
    const isElementwise = term.kind === 'reduce';
    const isPart =
      others.every(({ factor }) => this.selects(factor, isElementwise)) &&
      softmaxes.every(({ factor }) => this.isOverClasses(term, factor));
    return isPart ? { kind: 'softmax', by: 'part' } : undefined;
  }

  /** Not over examples: how much of a class there is in all of them is no probability of one. */
  private isOverClasses(sum: Term, factor: Term): boolean {
    const softmax = probabilityOf(this.store, this.bounds, unwrap(factor).inner);
    return sum.kind !== 'reduce' || !softmax || mayBeSameAxis(sum.axis, softmax.axis);
  }

  /** What is 0 or 1, or may be: a mask, targets. What is computed is another weight. */
  private selects(term: Term, ifUnknown: boolean): boolean {
    const { inner } = unwrap(term);
    const { low, high } = this.bounds.of(inner);
    if (low >= 0 && high <= 1) return inner.kind !== 'map' && inner.kind !== 'binary';
    if (inner.kind === 'opaque') return ifUnknown && inner.pure && inner.operands.length <= 1;
    return ifUnknown && (inner.kind === 'variable' || inner.kind === 'element');
  }

  /** What is picked and added up, or what is added up over rounds. */
  private sumOf(summed: Term, within: (part: Term) => Probable | undefined): Probable | undefined {
    const isPicked = unwrap(summed).layers.some(({ kind }) => kind === 'pick') || summed.kind === 'map';
    return isPicked ? mixture(within(summed)) : undefined;
  }

  /** g * p + (1 - g) * q, where q is a distribution that is not followed. */
  private gated(one: Term, other: Term, within: (part: Term) => Probable | undefined): Probable | undefined {
    const [gate, opposite] = [gateIn(one), gateIn(other)];
    if (!gate || gate.of !== opposite?.of || gate.complement === opposite.complement) return undefined;
    return within(one) ?? within(other);
  }

  private combined(
    { name, left, right }: BinaryTerm,
    within: (part: Term) => Probable | undefined,
  ): Probable | undefined {
    switch (name) {
      case 'add':
        if (isRunningTotal(left) || isRunningTotal(right)) return mixture(within(isRunningTotal(left) ? right : left));
        return mixture((within(left) && within(right)) ?? this.gated(left, right, within));
      case 'subtract':
        return [left, right].every(
          (side) => probabilityOf(this.store, this.bounds, unwrap(side).inner)?.kind === 'sigmoid',
        )
          ? { kind: 'sigmoid', by: 'difference' }
          : undefined;
      case 'multiply': {
        const scaled = isScale(left) ? right : isScale(right) ? left : undefined;
        return scaled && mixture(within(scaled));
      }
      case 'divide':
        return isCount(right) ? mixture(within(left)) : undefined;
      default:
        return undefined;
    }
  }
}

/** What is multiplied in a sum of some products: sum(g * p for g, p in parts if …). */
function pickedProducts(term: Term): readonly Term[] | undefined {
  if (term.kind !== 'reduce' || term.name !== 'sum') return undefined;
  const { inner } = unwrap(term.operand);
  return inner.kind === 'binary' && inner.name === 'multiply' ? [inner.left, inner.right] : undefined;
}

/** A number, or what a gate leaves of one. */
function isScale(term: Term): boolean {
  return term.kind === 'constant' || gateOf(term) !== undefined;
}

/** The gate of a product, also of one whose elements are added up by groups. */
function gateIn(term: Term): ReturnType<typeof gateOf> {
  if (term.kind === 'opaque') {
    const groups = asGrouped(term);
    return groups?.name === 'sum' ? gateIn(groups.of) : undefined;
  }
  if (term.kind !== 'binary' || term.name !== 'multiply') return undefined;
  return gateOf(term.left) ?? gateOf(term.right);
}

/** The sigmoid that a gate is, or is 1 minus. */
function gateOf(term: Term): { readonly of: Term; readonly complement: boolean } | undefined {
  const { layers, within, inner, complement, one } = inside(term);
  const isPlain = one === 1 && ![...layers, ...within].some((layer) => 'value' in layer);
  return isPlain && inner.kind === 'map' && inner.name === 'sigmoid' ? { of: inner, complement } : undefined;
}

function isCount(term: Term): boolean {
  return term.kind === 'constant' || term.kind === 'variable' || (term.kind === 'opaque' && term.range?.low === 0);
}

function branch(all: readonly (Probable | undefined)[]): Probable | undefined {
  const found = all.find((each) => each);
  return found && { kind: found.kind, by: 'branch' };
}

function mixture(of: Probable | undefined): Probable | undefined {
  return of?.kind === 'softmax' ? { kind: 'softmax', by: 'mixture' } : undefined;
}
