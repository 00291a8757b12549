// t * log(p) + (1 - t) * log(1 - p), and what is summed of it, in the arrangements that people write it in.
import { bare } from './bare.ts';
import { baseOfSquare } from './lossParts.ts';
import { unmasked } from './masked.ts';
import { isInnerProduct } from './innerProduct.ts';
import type { MapTerm, Term } from './term.ts';

/** A logarithm and what it is multiplied by in one term of a sum. */
export interface WeightedLog {
  readonly log: MapTerm;
  /** What the logarithm is of: p of log(p) and of log1p(p - 1), 1 - p of log1p(-p). */
  readonly argument: LogArgument;
  readonly weights: readonly Term[];
  readonly sign: 1 | -1;
  /** Whether it is the product itself, and not a mean, a scale or a matrix product of it. */
  readonly plain: boolean;
}

export interface LogArgument {
  readonly p: Term;
  readonly complement: boolean;
}

export interface BinaryCrossEntropy {
  /** That of p, and that of 1 - p. */
  readonly positive: WeightedLog;
  readonly negative: WeightedLog;
  /** Both are of the same p: otherwise log(D(real)) + log(1 - D(fake)). */
  readonly sameProbability: boolean;
  /** t where the two weights are t and 1 - t alone. */
  readonly target: Term | undefined;
}

export function binaryCrossEntropyOf(term: Term): BinaryCrossEntropy | undefined {
  if (term.kind === 'where') return ofSides(weighted(term.yes, 1), weighted(term.no, 1), true);
  if (term.kind !== 'binary' || (term.name !== 'add' && term.name !== 'subtract')) return undefined;
  const sign = term.name === 'add' ? 1 : -1;
  const [lefts, rights] = [sides(term.left, 1), sides(term.right, sign)];
  for (const left of lefts) {
    for (const right of rights) {
      const found = ofSides(weighted(left.term, left.sign), weighted(right.term, right.sign), false);
      if (found && (found.sameProbability || !isOfRatio([...lefts, ...rights], found.positive.sign))) return found;
    }
  }
  return undefined;
}

/** Whether another logarithm is taken away: log(n) - log(total) - log(1 - q) is of a ratio, and of no two samples. */
function isOfRatio(all: readonly Signed[], sign: 1 | -1): boolean {
  return all.some((side) => (weighted(side.term, side.sign)?.sign ?? sign) !== sign);
}

interface Signed {
  readonly term: Term;
  readonly sign: 1 | -1;
}

/** No loss is written with more terms; x = x + x, repeated, has as many as one likes. */
const maxSides = 12;

/** The terms of a sum within a sum, the first of them. */
function sides(term: Term, sign: 1 | -1): readonly Signed[] {
  const found: Signed[] = [];
  const queue: Signed[] = [{ term, sign }];
  for (let next = queue.pop(); next && found.length < maxSides; next = queue.pop()) {
    const part = next.term;
    if (part.kind === 'binary' && (part.name === 'add' || part.name === 'subtract')) {
      queue.push({ term: part.right, sign: part.name === 'add' ? next.sign : opposite(next.sign) });
      queue.push({ term: part.left, sign: next.sign });
    } else found.push(next);
  }
  return found;
}

function ofSides(
  a: WeightedLog | undefined,
  b: WeightedLog | undefined,
  chosen: boolean,
): BinaryCrossEntropy | undefined {
  if (!a || !b || a.sign !== b.sign || a.argument.complement === b.argument.complement) return undefined;
  const [positive, negative] = a.argument.complement ? [b, a] : [a, b];
  const sameProbability = positive.argument.p === negative.argument.p;
  if (chosen) return sameProbability ? { positive, negative, sameProbability, target: undefined } : undefined;
  const target = complementary(positive.weights, negative.weights);
  // log(p) + log(1 - p) of one p is a density of its own.
  const isGame = positive.weights.length === 0 && negative.weights.length === 0;
  // y[y == 1] · log(p[y == 1]) + (1 - y[y == 0]) · log(1 - p[y == 0])
  const isOfMasks = !sameProbability && unmasked(positive.argument.p) === unmasked(negative.argument.p);
  if (isOfMasks && target) return { positive, negative, sameProbability, target: undefined };
  if (sameProbability ? isGame : !isGame) return undefined;
  // Of two samples nothing is picked: log(1 - backoff[n]) + log(count[w]) is a product of other things.
  const [p, q] = [positive, negative].map(({ argument }) => argument.p) as [Term, Term];
  if (isGame && source(p) !== source(q) && [p, q].some(({ kind }) => kind === 'gather')) return undefined;
  // log(scale) + log(1 - tanh(u)²): of a density that is squashed.
  if (isGame && !sameProbability && baseOfSquare(q)) return undefined;
  if (sameProbability && !target) return undefined;
  const exact = positive.weights.length === 1 && negative.weights.length === 1;
  return { positive, negative, sameProbability, target: exact ? target : undefined };
}

/** The t of weights that are t and 1 - t, whatever other weights there are. */
function complementary(a: readonly Term[], b: readonly Term[]): Term | undefined {
  for (const x of a) {
    for (const y of b) {
      const [other, another] = [oneMinus(y), oneMinus(x)];
      if (other && unmasked(other) === unmasked(x)) return x;
      if (another && unmasked(another) === unmasked(y)) return x;
    }
  }
  return undefined;
}

function oneMinus(term: Term): Term | undefined {
  const inner = bare(term);
  if (inner.kind !== 'binary' || inner.name !== 'subtract') return undefined;
  return inner.left.kind === 'constant' && inner.left.value === 1 ? bare(inner.right) : undefined;
}

function weighted(term: Term, sign: 1 | -1): WeightedLog | undefined {
  switch (term.kind) {
    case 'map':
      if (term.name === 'neg') return weighted(term.operand, opposite(sign));
      return logarithm(term, sign);
    case 'reduce':
      return term.name === 'sum' || term.name === 'mean' ? scaled(weighted(term.operand, sign)) : undefined;
    case 'cast':
    case 'reshape':
      return scaled(weighted(term.operand, sign));
    case 'opaque':
      return isInnerProduct(term) ? scaled(product(term.operands[0]!, term.operands[1]!, sign)) : undefined;
    case 'binary':
      if (term.name === 'multiply') return product(term.left, term.right, sign);
      return term.name === 'divide' ? scaled(weighted(term.left, sign)) : undefined;
    default:
      return undefined;
  }
}

function product(left: Term, right: Term, sign: 1 | -1): WeightedLog | undefined {
  for (const [factor, rest] of [[left, right] as const, [right, left] as const]) {
    const found = weighted(rest, sign);
    if (!found) continue;
    const { term, sign: own } = unsigned(factor);
    const weights = [...found.weights, ...factorsOf(term).filter(({ kind }) => kind !== 'constant')];
    const plain = found.plain && term.kind !== 'constant';
    return { ...found, weights, plain, sign: own === 1 ? found.sign : opposite(found.sign) };
  }
  return undefined;
}

function factorsOf(term: Term): readonly Term[] {
  if (term.kind !== 'binary' || term.name !== 'multiply') return [term];
  return [...factorsOf(term.left), ...factorsOf(term.right)];
}

function unsigned(term: Term): Signed {
  if (term.kind === 'map' && term.name === 'neg') return { term: term.operand, sign: -1 };
  return { term, sign: term.kind === 'constant' && term.value < 0 ? -1 : 1 };
}

function logarithm(log: MapTerm, sign: 1 | -1): WeightedLog | undefined {
  const argument = argumentOf(log);
  return argument && { log, argument, weights: [], sign, plain: true };
}

function argumentOf({ name, operand }: MapTerm): LogArgument | undefined {
  if (name === 'log1p' && operand.kind === 'map' && operand.name === 'neg') {
    return { p: operand.operand, complement: true };
  }
  if (name !== 'log') return undefined;
  const rest = oneMinus(operand);
  return rest ? { p: rest, complement: true } : { p: bare(operand), complement: false };
}

function scaled(log: WeightedLog | undefined): WeightedLog | undefined {
  return log && { ...log, plain: false };
}

/** What a value is picked from. */
function source(term: Term): Term {
  const inner = bare(term);
  return inner.kind === 'gather' ? source(inner.operand) : inner;
}

function opposite(sign: 1 | -1): 1 | -1 {
  return sign === 1 ? -1 : 1;
}
