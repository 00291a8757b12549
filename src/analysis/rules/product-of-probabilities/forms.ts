// Products that are of probabilities by what is made of them: Π p / (Π p + Π (1 - p)) of a Bayesian filter, (Π p) ** (-1 / n), a perplexity.
import { bare } from '../../terms/bare.ts';
import { eachOf } from '../../terms/elements.ts';
import { upTo } from '../../terms/gathers.ts';
import { complementOf } from '../../terms/logarithm.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { BinaryTerm, GatherTerm, ReduceTerm, Term } from '../../terms/term.ts';
import { operandsOf } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';
import { isAskedAbout } from '../shared/asked.ts';

export interface Shown {
  readonly at: Occurrence;
  readonly product: ReduceTerm;
  readonly use: 'odds' | 'perplexity';
}

/** So few factors as these leave a number, whatever they are. */
const fewFactors = 40;

export function shownByForm(context: RuleContext, at: Occurrence): Shown | undefined {
  const { bounds } = context;
  const { term, form } = at;
  if (form !== 'expression' || term.kind !== 'binary') return undefined;
  const product = term.name === 'divide' ? ofOdds(term) : term.name === 'power' ? ofPerplexity(term) : undefined;
  if (!product || isOfFew(product.operand) || bounds.low(product.operand) >= 1) return undefined;
  if (isAskedAbout(context, at, term.name === 'divide' ? [product, term.right] : [product])) return undefined;
  return { at, product, use: term.name === 'divide' ? 'odds' : 'perplexity' };
}

/** Π p of Π p / (Π p + Π (1 - p)) */
function ofOdds({ left, right }: BinaryTerm): ReduceTerm | undefined {
  const sum = bare(right);
  if (sum.kind !== 'binary' || sum.name !== 'add') return undefined;
  const [a, b] = [productIn(sum.left), productIn(sum.right)];
  const above = productIn(left);
  if (!a || !b || (above !== a && above !== b)) return undefined;
  return isComplement(a, b) || isComplement(b, a) ? above : undefined;
}

function isComplement(one: ReduceTerm, other: ReduceTerm): boolean {
  const [p, q] = [each(one.operand), each(other.operand)];
  const complement = complementOf(bare(q));
  return complement !== undefined && bare(complement.of) === bare(p);
}

function each(term: Term): Term {
  return eachOf(term) ?? term;
}

/** Π p of (Π p) ** (-1 / n), and of (1 / Π p) ** (1 / n) */
function ofPerplexity({ left, right }: BinaryTerm): ReduceTerm | undefined {
  const isNegative = right.kind === 'map' && right.name === 'neg';
  const exponent = isNegative ? right.operand : right;
  if (exponent.kind !== 'binary' || exponent.name !== 'divide' || exponent.right.kind === 'constant') return undefined;
  const { left: one } = exponent;
  if (one.kind !== 'constant') return undefined;
  if (one.value === (isNegative ? 1 : -1)) return productIn(left);
  const isInverse = left.kind === 'binary' && left.name === 'divide' && left.left === one && one.value === 1;
  return isInverse && !isNegative ? productIn(left.right) : undefined;
}

function productIn(term: Term): ReduceTerm | undefined {
  const inner = bare(term);
  return inner.kind === 'reduce' && inner.name === 'product' ? inner : undefined;
}

/** The first fifteen of something, or what is written out. */
function isOfFew(operand: Term): boolean {
  if (operand.kind === 'element') return isOfFew(operand.of);
  if (operand.kind === 'stack') return operand.items.length <= fewFactors;
  if (operand.kind === 'gather') {
    const [count] = operand.key === upTo ? operand.indices : endOf(operand);
    if (count?.kind === 'constant' && Math.abs(count.value) <= fewFactors) return true;
  }
  return operandsOf(operand).some(isOfFew);
}

/** n of ps[:n] */
function endOf({ indices: [slice] }: GatherTerm): readonly Term[] {
  return slice?.kind === 'opaque' && slice.key === 'slice : _' ? slice.operands : [];
}
