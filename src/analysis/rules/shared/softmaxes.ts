// Places where a softmax or a log-sum-exp takes its exponents.
import { isStored, pickOne, someOf } from '../../terms/gathers.ts';
import { liftAll } from '../../terms/lift.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { unshifted } from '../../terms/probability.ts';
import type { Axis, GatherTerm, Term } from '../../terms/term.ts';
import { quotientOf } from '../../terms/quotient.ts';
import { ratioOf } from '../naive-softmax/ratio.ts';
import type { RuleContext } from '../rule.ts';

export interface Softmax {
  /** Its place, or what a call of the function that it is in makes of that. */
  readonly at: Occurrence;
  readonly logits: Term;
  readonly axis: Axis;
}

const known = new WeakMap<readonly Occurrence[], readonly Softmax[]>();

/**
 * Softmaxes that are computed in the document's own text, by a library or written out: first as calls make those of the
 * functions that have them, then as they stand.
 */
export function softmaxesIn(context: RuleContext): readonly Softmax[] {
  const { copied, computed } = context;
  const before = known.get(computed);
  if (before) return before;
  const found = [...copied, ...computed].flatMap((at) => softmaxAt(context, at) ?? []);
  known.set(computed, found);
  return found;
}

function softmaxAt({ store, bounds }: RuleContext, at: Occurrence): Softmax | undefined {
  const { term, form, operands } = at;
  if (form !== 'expression') return undefined;
  if (term.kind === 'library') {
    const isSoftmax = term.name === 'softmax' || term.name === 'log-softmax';
    return isSoftmax ? { at, logits: term.operand, axis: term.axis } : undefined;
  }
  if (term.kind !== 'binary' || operands[0]?.term !== term.left) return undefined;
  const quotient = quotientOf(term);
  const ratio = quotient && ratioOf(store, bounds, quotient);
  if (!ratio?.plain || ratio.summed.kind !== 'map') return undefined;
  return { at, logits: liftAll(store, unshifted(ratio.summed.operand)), axis: ratio.sum.reduce.axis };
}

/** What a callback, or the rounds of a loop, made of each element. */
function isListed(term: Term): term is GatherTerm {
  return term.kind === 'gather' && term.key === someOf;
}

/** A range of an array that a loop has stored to. */
function isOfStores(term: GatherTerm): boolean {
  return term.key === pickOne && hasStores(term.operand);
}

/** Whether it is, in some branch, an array as stores left it. */
function hasStores(term: Term): boolean {
  if (term.kind === 'join') return term.items.some(hasStores);
  if (term.kind === 'cast') return hasStores(term.operand);
  return term.kind === 'where';
}

/**
 * The values that logits are added up from, scaled or not.
 * @param inBranches - whether also those of only some of the branches that meet in them
 */
export function summandsOf(logits: Term, inBranches = true): readonly Term[] {
  const within = (part: Term) => summandsOf(part, inBranches);
  switch (logits.kind) {
    case 'cast':
    case 'reshape':
      return within(logits.operand);
    case 'element':
      return isListed(logits.of) ? within(logits.of) : [logits];
    case 'gather':
      if (isOfStores(logits)) return [logits, ...within(logits.operand)];
      return isListed(logits) ? within(logits.operand) : [logits];
    case 'where':
      return isStored(logits.condition) ? [logits, ...within(logits.yes)] : [logits];
    case 'join':
      return inBranches ? [...new Set(logits.items.flatMap(within))] : [logits];
    case 'binary':
      if (logits.name === 'add' || logits.name === 'subtract') {
        return [...within(logits.left), ...within(logits.right)];
      }
      if (logits.name === 'multiply') return [logits, ...within(logits.left), ...within(logits.right)];
      return logits.name === 'divide' ? [logits, ...within(logits.left)] : [logits];
    default:
      return [logits];
  }
}
