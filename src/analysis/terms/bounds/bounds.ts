// The interval of every term: what decides whether something can overflow.
import type { Guard } from '../comparison.ts';
import { diagonal, isStored } from '../gathers.ts';
import { isIndexUpTo } from '../indices.ts';
import { asGrouped } from '../groups.ts';
import { isGiven } from '../lossParts.ts';
import { runningOf } from '../runningSum.ts';
import type { Axis, BinaryTerm, GatherTerm, LibraryName, OpaqueTerm, ReduceTerm, Term } from '../term.ts';
import { distanceBetween, isSquaredDistance } from './distance.ts';
import { dominates } from './dominance.ts';
import { intervalsUnder } from './guarded.ts';
import {
  add,
  intersection,
  interval,
  magnitude,
  multiply,
  negate,
  nonNegative,
  reciprocal,
  unbounded,
  union,
  unit,
  type Interval,
} from './interval.ts';
import { Lengths } from './lengths.ts';
import { isNegativeMagnitude, shareOfLargest } from './magnitudes.ts';
import { mapBounds } from './maps.ts';
import { normalisedBounds } from './normalised.ts';
import { averagedBySoftmax } from './average.ts';
import { isOverlap } from './overlap.ts';
import { covers, peakOf, reachesOne } from './peak.ts';
import { squaresIn } from './product.ts';
import { asLimited, asScale, asShift } from './scale.ts';

/** Bounds of the terms of one store, each worked out once. */
export class Bounds {
  private readonly known = new Map<Term, Interval>();
  private readonly lengths = new Lengths((factor) => {
    const { low, high } = magnitude(this.scale(factor, this.of(factor), unit));
    return Math.max(low, high);
  });

  /**
   * @param given - where values lie beyond what they are made of
   * @param defaults - what parameters are when no call gives them anything
   */
  constructor(
    private readonly given: ReadonlyMap<Term, Interval> = new Map(),
    private readonly defaults: ReadonlyMap<Term, number> = new Map(),
  ) {}

  /** Bounds where conditions hold. */
  under(guards: readonly Guard[]): Bounds {
    const given = intervalsUnder(guards);
    return given.size === 0 ? this : new Bounds(given, this.defaults);
  }

  of(term: Term): Interval {
    const known = this.known.get(term);
    if (known) return known;
    const given = this.given.get(term);
    const found = this.within(given ? intersection(this.find(term), given) : this.find(term), term);
    this.known.set(term, found);
    return found;
  }

  /** No element is larger than its vector is long, and no inner product than the product of two lengths. */
  private within(range: Interval, term: Term): Interval {
    const length = this.lengths.ofProducts(term) ?? this.lengths.of(term);
    return length === undefined ? range : intersection(range, interval(-length, length));
  }

  low(term: Term): number {
    return this.of(term).low;
  }

  high(term: Term): number {
    return this.of(term).high;
  }

  private find(term: Term): Interval {
    switch (term.kind) {
      case 'variable':
        return unbounded;
      case 'opaque':
        return this.opaque(term);
      case 'constant':
        return interval(term.value, term.value);
      case 'element':
        return this.of(term.of);
      case 'refined':
        return intersection(this.of(term.operand), term.range);
      case 'map':
        return mapBounds[term.name](this.of(term.operand));
      case 'binary':
        return this.binary(term);
      case 'where':
        return this.where(term, []);
      case 'reduce':
        return this.reduce(term);
      case 'gather':
        return this.gather(term);
      case 'reshape':
      case 'cast':
        return this.of(term.operand);
      case 'stack':
      case 'join':
        return term.items.length === 0 ? unbounded : union(term.items.map((item) => this.of(item)));
      case 'library':
        return libraryBounds[term.name];
    }
  }

  /** Where a condition compares what is chosen itself, as one around it may: where(x >= 0, -x, x) is not above 0. */
  private where(chosen: Term, guards: readonly Guard[]): Interval {
    if (chosen.kind === 'where' && guards.length < mostGuards) {
      const condition = testIn(chosen.condition);
      const under = (term: Term, holds: boolean) => this.where(term, [...guards, { condition, holds }]);
      const ranges = union([under(chosen.yes, true), under(chosen.no, false)]);
      const given = intervalsUnder(guards).get(chosen);
      return given ? intersection(ranges, given) : ranges;
    }
    const given = intervalsUnder(guards);
    const within = (term: Term): Interval => {
      const known = given.get(term);
      if (known) return intersection(this.of(term), known);
      return term.kind === 'map' && term.name === 'neg' ? negate(within(term.operand)) : this.of(term);
    };
    return within(chosen);
  }

  private opaque(term: OpaqueTerm): Interval {
    const range = term.range ?? unbounded;
    const running = runningOf(term);
    if (running) return intersection(range, this.sum(this.of(running), running, undefined));
    const groups = asGrouped(term);
    if (groups) {
      const each = this.of(groups.of);
      return groups.name === 'sum' ? union([interval(0, 0), this.sum(each, groups.of, undefined)]) : each;
    }
    const lengths = distanceBetween(term)?.map((each) => this.lengths.of(each) ?? Infinity);
    const [one, other = one] = lengths ?? [];
    return one === undefined || other === undefined ? range : intersection(range, interval(0, one + other));
  }

  /** x[x >= 0] is not negative. */
  private gather({ operand, indices, key }: GatherTerm): Interval {
    // Of a vector it makes a matrix, which is 0 elsewhere.
    if (key === diagonal) return union([this.of(operand), interval(0, 0)]);
    const [mask, ...others] = indices;
    const given = mask && others.length === 0 && intervalsUnder([{ condition: mask, holds: true }]).get(operand);
    return given ? intersection(this.of(operand), given) : this.of(operand);
  }

  private binary(term: BinaryTerm): Interval {
    const left = this.of(term.left);
    const right = this.of(term.right);
    switch (term.name) {
      case 'add': {
        if (isSquaredDistance(term)) return atLeast0(add(left, right));
        const sum = add(this.shift(term.left, left, right), this.shift(term.right, right, left));
        return reachesOne(term) ? intersection(sum, interval(1, Infinity)) : sum;
      }
      case 'subtract':
        return this.difference(term);
      case 'multiply':
        return this.squares(term) ?? multiply(this.scale(term.left, left, right), this.scale(term.right, right, left));
      case 'divide':
        // A part of all: i / n for every i below n.
        if (isIndexUpTo(term.left, term.right)) return unit;
        if (isOverlap(term.left, term.right, (each) => this.mayBeUnit(each))) return unit;
        return this.quotient(term, left, right);
      case 'power':
        return power(left, term.right);
      case 'maximum':
      case 'minimum':
        return asLimited(term, left, right, this.defaults);
      case 'logaddexp':
        return interval(Math.max(left.low, right.low), Infinity);
      case 'modulo':
        return right.low >= 0 ? interval(0, right.high) : unbounded;
    }
  }

  private quotient({ left: above, right: below }: BinaryTerm, left: Interval, right: Interval): Interval {
    const share = shareOfLargest(above, below);
    const range = multiply(left, reciprocal(this.scale(below, right, left)));
    const kept = share === undefined ? range : intersection(range, interval(-share, share));
    const scaled = normalisedBounds(above, below);
    return scaled ? intersection(kept, scaled) : kept;
  }

  private scale(factor: Term, bounds: Interval, scaled: Interval): Interval {
    return asScale(factor, bounds, scaled, this.defaults);
  }

  private shift(shifting: Term, bounds: Interval, shifted: Interval): Interval {
    return asShift(shifting, bounds, shifted, this.defaults);
  }

  /** Whether a value lies in [0, 1], or nothing is known of it. */
  private mayBeUnit(term: Term): boolean {
    const { low, high } = this.of(term);
    return (low >= 0 && high <= 1) || (!Number.isFinite(low) && !Number.isFinite(high) && isGiven(term));
  }

  private squares(term: BinaryTerm): Interval | undefined {
    const factors = squaresIn(term);
    if (!factors) return undefined;
    const squares = factors.squared.map((factor) => mapBounds.square(this.of(factor)));
    const product = factors.single.reduce(
      (so, factor) => multiply(so, this.scale(factor, this.of(factor), so)),
      squares.reduce(multiply),
    );
    return factors.negated ? negate(product) : product;
  }

  private difference(term: BinaryTerm): Interval {
    const { left, right } = term;
    const [a, b] = [this.of(left), this.of(right)];
    const plain = add(this.shift(left, a, b), negate(this.shift(right, b, a)));
    if (isSquaredDistance(term)) return atLeast0(plain);
    const high = plain.high > 0 && (isNegativeMagnitude(term) || dominates(right, left, this)) ? 0 : plain.high;
    const low = plain.low < 0 && dominates(left, right, this) ? 0 : plain.low;
    return interval(low, high);
  }

  private reduce(term: ReduceTerm): Interval {
    const { name, operand, axis } = term;
    const each = this.of(operand);
    switch (name) {
      case 'max':
      case 'min':
      case 'mean':
        return each;
      case 'sum': {
        const averaged = averagedBySoftmax(operand, axis);
        const range = averaged && this.of(averaged.of);
        return range ? (averaged.negated ? negate(range) : range) : this.sum(each, operand, axis);
      }
      case 'logsumexp':
        return interval(each.low, Infinity);
      case 'product':
        return each.low >= 0 ? interval(0, each.high <= 1 ? 1 : Infinity) : unbounded;
      case 'norm':
        return interval(0, this.lengths.ofDifference(operand) ?? this.lengths.of(operand) ?? Infinity);
      case 'variance':
      case 'deviation':
        return nonNegative;
    }
  }

  /** Any number of terms, at least one: only the sign of the ends survives, and what the peak adds. */
  private sum(each: Interval, operand: Term, axis: Axis | undefined): Interval {
    const high = each.high <= 0 ? each.high : Infinity;
    if (each.low < 0) return interval(-Infinity, high);
    const peak = peakOf(operand);
    return interval(peak && axis && covers(axis, peak) ? Math.max(each.low, peak.value) : each.low, high);
  }
}

/** Of choices within choices; each doubles what is looked at. */
const mostGuards = 6;

/** x[x > 20] = 20 is stored where x > 20. */
function testIn(condition: Term): Term {
  if (!isStored(condition)) return condition;
  const [mask, ...others] = condition.operands;
  return mask && others.length === 0 ? mask : condition;
}

const libraryBounds: Readonly<Record<LibraryName, Interval>> = {
  softmax: unit,
  'log-softmax': interval(-Infinity, 0),
  'cross-entropy': nonNegative,
  nll: unbounded,
  'cross-entropy-of-probabilities': nonNegative,
  'binary-cross-entropy': nonNegative,
  'binary-cross-entropy-of-probabilities': nonNegative,
};

function atLeast0(range: Interval): Interval {
  return intersection(range, nonNegative);
}

function power(base: Interval, exponent: Term): Interval {
  if (exponent.kind === 'constant' && Number.isInteger(exponent.value) && exponent.value > 0) {
    const raise = ({ low, high }: Interval) => interval(low ** exponent.value, high ** exponent.value);
    return exponent.value % 2 === 0 ? raise(magnitude(base)) : raise(base);
  }
  return base.low >= 0 ? nonNegative : unbounded;
}
