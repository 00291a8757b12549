// Overlaps of two sets with uncertain members: (2 Σuv + s) / (Σu + Σv + s) of Dice, and those of Jaccard and Tversky, lie in [0, 1]
// where u and v do, which intervals cannot see.
import { axisKey } from '../axis.ts';
import { bare } from '../bare.ts';
import type { Term } from '../term.ts';

/** A number times a product of values: of one, of two, or of none. */
interface Monomial {
  readonly coefficient: number;
  readonly factors: readonly Term[];
}

/** Multiples of sums over the same axes, of settings, and a number. */
interface Sums {
  readonly summed: readonly (Monomial & { readonly axes: string })[];
  readonly settings: readonly (readonly [Term, number])[];
}

/**
 * Whether a quotient is an overlap by its form: above and below are sums over the same elements of two values, of their squares
 * and of their product, and what is above is in no case more than what is below.
 * @param isUnit - whether a value may be taken to lie in [0, 1]
 */
export function isOverlap(above: Term, below: Term, isUnit: (term: Term) => boolean): boolean {
  if (!hasSum(above) || !hasSum(below)) return false;
  const [a, b] = [sumsOf(above), sumsOf(below)];
  if (!a || !b || new Set([...a.summed, ...b.summed].map(({ axes }) => axes)).size !== 1) return false;
  const values = [...new Set([...a.summed, ...b.summed].flatMap(({ factors }) => factors))];
  const [u, v] = values;
  if (!u || !v || values.length > 2 || !values.every(isUnit)) return false;
  return (
    a.summed.some(({ factors }) => isOf(factors, u, v)) && isNonNegative(a, u, v) && isNonNegative(less(b, a), u, v)
  );
}

function hasSum(term: Term): boolean {
  const inner = bare(term);
  if (inner.kind === 'reduce') return inner.name === 'sum';
  if (inner.kind === 'binary' && /^(add|subtract|multiply)$/.test(inner.name))
    return hasSum(inner.left) || hasSum(inner.right);
  return false;
}

function isOf(factors: readonly Term[], u: Term, v: Term): boolean {
  return factors.length === 2 && factors.includes(u) && factors.includes(v);
}

/** Of values in [0, 1] and of settings above 0: u and v are no less than u v, and d u² + e v² is no less than 2 √(de) u v. */
function isNonNegative({ summed, settings }: Sums, u: Term, v: Term): boolean {
  const total = (isMeant: (factors: readonly Term[]) => boolean) =>
    summed.reduce((sum, { coefficient, factors }) => (isMeant(factors) ? sum + coefficient : sum), 0);
  const alone = [u, v].map((each) => total((factors) => factors.length === 1 && factors[0] === each));
  const [d, e] = [u, v].map((each) => total(([first, second]) => first === each && second === each)) as [
    number,
    number,
  ];
  if ([...alone, d, e].some((coefficient) => coefficient < 0)) return false;
  if (alone[0]! + alone[1]! + 2 * Math.sqrt(d * e) + total((factors) => isOf(factors, u, v)) < -1e-9) return false;
  const bySetting = new Map<Term, number>();
  for (const [setting, times] of settings) bySetting.set(setting, (bySetting.get(setting) ?? 0) + times);
  return [...bySetting].every(([setting, times]) => (setting.kind === 'constant' ? setting.value * times : times) >= 0);
}

function less(a: Sums, b: Sums): Sums {
  return plus(a, times(b, -1));
}

function plus(a: Sums, b: Sums): Sums {
  return { summed: [...a.summed, ...b.summed], settings: [...a.settings, ...b.settings] };
}

function times({ summed, settings }: Sums, factor: number): Sums {
  return {
    summed: summed.map((each) => ({ ...each, coefficient: each.coefficient * factor })),
    settings: settings.map(([setting, each]) => [setting, each * factor]),
  };
}

function sumsOf(term: Term): Sums | undefined {
  const inner = bare(term);
  if (inner.kind === 'reduce' && inner.name === 'sum') {
    const axes = axisKey(inner.axis);
    const all = monomials(inner.operand);
    return all?.every(({ factors }) => factors.length > 0)
      ? { summed: all.map((each) => ({ ...each, axes })), settings: [] }
      : undefined;
  }
  if (inner.kind === 'map' && inner.name === 'neg') {
    const operand = sumsOf(inner.operand);
    return operand && times(operand, -1);
  }
  if (inner.kind !== 'binary') return { summed: [], settings: [[inner, 1]] };
  const { name, left, right } = inner;
  if (name === 'add' || name === 'subtract') {
    const [a, b] = [sumsOf(left), sumsOf(right)];
    return a && b && (name === 'add' ? plus(a, b) : less(a, b));
  }
  if (name !== 'multiply') return undefined;
  const [factor, other] = left.kind === 'constant' ? [left, right] : [right, left];
  const sums = factor.kind === 'constant' ? sumsOf(other) : undefined;
  return sums && factor.kind === 'constant' ? times(sums, factor.value) : undefined;
}

/** The products that are added up in each element; undefined where these are of more than two values. */
function monomials(term: Term): readonly Monomial[] | undefined {
  const inner = bare(term);
  if (inner.kind === 'constant') return [{ coefficient: inner.value, factors: [] }];
  if (inner.kind === 'map' && inner.name === 'neg') return negated(monomials(inner.operand));
  if (inner.kind === 'map' && inner.name === 'square') return multiplied(inner.operand, inner.operand);
  if (inner.kind !== 'binary') return [{ coefficient: 1, factors: [inner] }];
  const { name, left, right } = inner;
  if (name === 'multiply') return multiplied(left, right);
  if (name === 'power' && right.kind === 'constant' && right.value === 2) return multiplied(left, left);
  if (name !== 'add' && name !== 'subtract') return [{ coefficient: 1, factors: [inner] }];
  const [a, b] = [monomials(left), name === 'add' ? monomials(right) : negated(monomials(right))];
  return a && b && [...a, ...b];
}

function negated(all: readonly Monomial[] | undefined): readonly Monomial[] | undefined {
  return all?.map(({ coefficient, factors }) => ({ coefficient: -coefficient, factors }));
}

function multiplied(left: Term, right: Term): readonly Monomial[] | undefined {
  const [a, b] = [monomials(left), monomials(right)];
  if (!a || !b || a.length * b.length > 9) return undefined;
  const all = a.flatMap((one) =>
    b.map((other) => ({
      coefficient: one.coefficient * other.coefficient,
      factors: [...one.factors, ...other.factors],
    })),
  );
  return all.every(({ factors }) => factors.length <= 2) ? all : undefined;
}
