// Vectors that are divided by their length, and what is known of them: their inner product is a cosine, in [-1, 1], and two
// of them are at most 2 apart. Intervals of elements cannot see it.
import { contracted, isInnerProduct, multiplied } from '../innerProduct.ts';
import { bare } from '../bare.ts';
import { defaultIn } from '../defaults.ts';
import { upTo } from '../gathers.ts';
import { rootOf } from '../square.ts';
import type { Axis, BinaryTerm, OpaqueTerm, ReduceTerm, ShapeChange, Term } from '../term.ts';

/** How long the vectors of a value are at most, along its last axis, or along its first of two. */
interface Vectors {
  readonly length: number;
  readonly last: boolean;
  readonly first: boolean;
}

/** What the length of a value was taken of, and over which axis. */
interface Length {
  readonly of: Term;
  readonly axis: Axis;
}

/** Lengths of the vectors of one store. */
export class Lengths {
  private readonly known = new Map<Term, Vectors | undefined>();

  /** @param largest - how large the elements of a factor are at most */
  constructor(private readonly largest: (factor: Term) => number) {}

  /** How long the vectors of a value are at most; undefined where nothing is known of it. */
  of(term: Term): number | undefined {
    return this.vectorsOf(term)?.length;
  }

  /** How large sums of products are at most: the product of two lengths, if both are summed along the axis of the length. */
  ofProducts(term: Term): number | undefined {
    switch (term.kind) {
      case 'opaque': {
        if (!isInnerProduct(term)) return this.ofContraction(term);
        const [left, right] = term.operands.map((operand) => this.vectorsOf(operand));
        return left?.last && right?.first ? left.length * right.length : undefined;
      }
      case 'reduce':
        return term.name === 'sum' ? this.ofSum(term) : undefined;
      case 'binary':
        return term.name === 'divide' && isDividedByLengths(term) ? 1 : undefined;
      default:
        return undefined;
    }
  }

  private ofContraction(term: OpaqueTerm): number | undefined {
    const { of, axes } = contracted(term);
    const lengths = of.map((each) => this.of(each));
    return of.length === 2 && axes === 1 ? product(lengths) : undefined;
  }

  /** (a * b).sum(-1) */
  private ofSum({ operand, axis }: ReduceTerm): number | undefined {
    const inner = bare(operand);
    if (inner.kind === 'map' && inner.name === 'square') {
      const difference = this.ofDifference(inner.operand);
      if (difference !== undefined) return difference ** 2;
    }
    return product(
      productOf(inner).map((factor) => {
        const vectors = this.vectorsOf(factor);
        return vectors && isAlong(vectors, axis) ? vectors.length : undefined;
      }),
    );
  }

  /** How far two vectors are apart at most. */
  ofDifference(term: Term): number | undefined {
    const inner = bare(term);
    if (inner.kind !== 'binary' || inner.name !== 'subtract') return undefined;
    const [left, right] = [this.of(inner.left), this.of(inner.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }

  private vectorsOf(term: Term): Vectors | undefined {
    if (this.known.has(term)) return this.known.get(term);
    const found = this.find(term);
    this.known.set(term, found);
    return found;
  }

  private find(term: Term): Vectors | undefined {
    switch (term.kind) {
      case 'cast':
      case 'refined':
      case 'gather':
        return this.vectorsOf(term.operand);
      case 'element':
        return this.vectorsOf(term.of);
      case 'map':
        return term.name === 'neg' || term.name === 'detach' ? this.vectorsOf(term.operand) : undefined;
      case 'reshape':
        return moved(this.vectorsOf(term.operand), term.change);
      case 'stack':
      case 'join':
        return longest(term.items.map((item) => this.vectorsOf(item)));
      case 'where':
        return longest([term.yes, term.no].map((item) => this.vectorsOf(item)));
      case 'binary':
        return normalised(term) ?? this.scaled(term);
      case 'reduce':
        // The mean of vectors is no longer than the longest of them.
        return term.name === 'mean' && term.axis.kind === 'known' && term.axis.axes.join() === '0'
          ? this.vectorsOf(term.operand)
          : undefined;
      default:
        return undefined;
    }
  }

  private scaled({ name, left, right }: BinaryTerm): Vectors | undefined {
    if (name !== 'multiply' && !(name === 'divide' && right.kind === 'constant')) return undefined;
    for (const [whole, factor] of name === 'multiply'
      ? [[left, right] as const, [right, left] as const]
      : [[left, right] as const]) {
      const vectors = this.vectorsOf(whole);
      const by = vectors && (name === 'multiply' ? this.largest(factor) : 1 / this.largest(factor));
      if (vectors && by !== undefined && Number.isFinite(by)) return { ...vectors, length: vectors.length * by };
    }
    return undefined;
  }
}

function productOf(term: Term): readonly Term[] {
  if (term.kind === 'map') return term.name === 'square' ? [term.operand, term.operand] : [];
  return term.kind === 'binary' && term.name === 'multiply' ? [term.left, term.right] : [];
}

function product(lengths: readonly (number | undefined)[]): number | undefined {
  if (lengths.length === 0) return undefined;
  return lengths.reduce((one, other) => (one === undefined || other === undefined ? undefined : one * other));
}

function isAlong({ last, first }: Vectors, axis: Axis): boolean {
  if (axis.kind === 'all') return last && first;
  if (axis.kind === 'symbolic') return true;
  const [only, ...others] = axis.axes;
  return others.length === 0 && (only === 0 || only === -2 ? first : last);
}

/** a @ b / (|a| * |b|), the lengths one after the other or as a product of theirs, guarded or not. */
function isDividedByLengths(term: BinaryTerm): boolean {
  const lengths = new Set<Term>();
  let top: Term = term;
  while (top.kind === 'binary' && top.name === 'divide') {
    for (const factor of factorsOf(top.right)) lengths.add(factor);
    top = bare(top.left);
  }
  const operands = multiplied(top) ?? [];
  return (
    operands.length === 2 && operands.every((operand) => lengths.has(flat(operand)) || lengths.has(startOf(operand)))
  );
}

/** The vector that only as much is taken of as another one has: that is no longer than all of it. */
function startOf(term: Term): Term {
  const inner = flat(term);
  return inner.kind === 'gather' && inner.key === upTo ? flat(inner.operand) : inner;
}

/** What the lengths were taken of that a divisor is the product of. */
function factorsOf(divisor: Term): readonly Term[] {
  const inner = unguarded(divisor);
  const length = lengthOf(inner);
  if (length) return [flat(length.of)];
  if (inner.kind === 'binary' && inner.name === 'multiply') return [inner.left, inner.right].flatMap(factorsOf);
  const squared = rootedIn(inner);
  // sqrt(sum(a²) * sum(b²))
  if (squared?.kind === 'binary' && squared.name === 'multiply')
    return [squared.left, squared.right].flatMap(rootOfSum);
  return isInnerProduct(inner) ? inner.operands.flatMap(factorsOf) : [];
}

/** |a|, sqrt(sum(a²)), guarded or not. */
function lengthOf(term: Term): Length | undefined {
  const inner = unguarded(term);
  if (inner.kind === 'reduce') return inner.name === 'norm' ? { of: inner.operand, axis: inner.axis } : undefined;
  const squared = rootedIn(inner);
  return squared && squaredLengthOf(squared);
}

/** What a root is taken of, guarded or not. */
function rootedIn(term: Term): Term | undefined {
  if (term.kind === 'map') return term.name === 'sqrt' ? unguarded(term.operand) : undefined;
  const isRoot =
    term.kind === 'binary' && term.name === 'power' && term.right.kind === 'constant' && term.right.value === 0.5;
  return isRoot ? unguarded(term.left) : undefined;
}

function rootOfSum(squared: Term): readonly Term[] {
  const length = squaredLengthOf(unguarded(squared));
  return length ? [flat(length.of)] : [];
}

function squaredLengthOf(term: Term): Length | undefined {
  if (isInnerProduct(term) && term.operands[0] === term.operands[1]) {
    return { of: term.operands[0]!, axis: { kind: 'all' } };
  }
  if (term.kind !== 'reduce' || term.name !== 'sum') return undefined;
  const of = rootOf(bare(term.operand));
  return of && { of, axis: term.axis };
}

/** Without its shape, and without what keeps it from being 0, which only makes it larger. */
function unguarded(term: Term): Term {
  const inner = bare(term);
  if (inner.kind === 'refined') return unguarded(inner.operand);
  // sqrt(…) || 1: where it is 0, so is the product.
  if (inner.kind === 'opaque' && defaultIn(inner) !== undefined) return unguarded(inner.operands[0]!);
  if (inner.kind === 'where') return lengthOf(inner.yes) ? unguarded(inner.yes) : unguarded(inner.no);
  if (inner.kind !== 'binary' || (inner.name !== 'add' && inner.name !== 'maximum')) return inner;
  if (isGuard(inner.right)) return unguarded(inner.left);
  return isGuard(inner.left) ? unguarded(inner.right) : inner;
}

/** A number, or a setting such as eps, that is there to avoid 0. */
function isGuard(term: Term): boolean {
  if (term.kind === 'constant') return term.value >= 0;
  return term.kind === 'variable' || (term.kind === 'opaque' && term.pure && term.operands.length <= 1);
}

/** Whichever way round. */
function flat(term: Term): Term {
  const inner = bare(term);
  return inner.kind === 'refined' || (inner.kind === 'map' && inner.name === 'detach') ? flat(inner.operand) : inner;
}

const both: Vectors = { length: 1, last: true, first: true };

/** a / |a|, a * (1 / |a|) */
function normalised({ name, left, right }: BinaryTerm): Vectors | undefined {
  if (name === 'divide') return byLength(left, right, 1);
  if (name !== 'multiply') return undefined;
  for (const [whole, inverse] of [[left, right] as const, [right, left] as const]) {
    if (inverse.kind !== 'binary' || inverse.name !== 'divide' || inverse.left.kind !== 'constant') continue;
    const vectors = byLength(whole, inverse.right, Math.abs(inverse.left.value));
    if (vectors) return vectors;
  }
  return undefined;
}

function byLength(whole: Term, divisor: Term, length: number): Vectors | undefined {
  const divided = lengthOf(divisor);
  const vectors = divided && flat(divided.of) === flat(whole) ? along(divided.axis) : undefined;
  return vectors && { ...vectors, length };
}

/** Along -1 it may be a vector, which has no other axis. */
function along(axis: Axis): Vectors | undefined {
  if (axis.kind !== 'known') return both;
  const [only, ...others] = axis.axes;
  if (others.length > 0) return undefined;
  if (only === -1 || only === 0) return both;
  return { length: 1, last: only !== -2, first: only === -2 };
}

function moved(vectors: Vectors | undefined, change: ShapeChange): Vectors | undefined {
  if (!vectors) return undefined;
  const turned = { ...vectors, last: vectors.first, first: vectors.last };
  switch (change.to) {
    case 'reverse':
      return turned;
    case 'swap':
      return change.axes.every((axis) => Math.abs(axis) <= 2) ? turned : undefined;
    case 'insert':
      return change.at === -1 || change.at === 2 ? turned : vectors;
    case 'squeeze':
    case 'broadcast':
      return vectors;
    case 'other': {
      // view(-1, d) keeps the last axis, view(n, -1) puts what comes after into it.
      const size = change.operands.at(-1);
      return size && !(size.kind === 'constant' && size.value < 0) ? vectors : undefined;
    }
    default:
      return undefined;
  }
}

function longest(vectors: readonly (Vectors | undefined)[]): Vectors | undefined {
  if (vectors.length === 0) return undefined;
  return vectors.reduce(
    (one, other) =>
      one &&
      other && {
        length: Math.max(one.length, other.length),
        last: one.last && other.last,
        first: one.first && other.first,
      },
  );
}
