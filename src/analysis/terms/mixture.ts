// Means of probabilities, as of several models: probabilities again, of no logits of their own.
import type { Bounds } from './bounds/bounds.ts';
import { someOf } from './gathers.ts';
import { probabilityOf, type Probability } from './probability.ts';
import type { TermStore } from './store.ts';
import type { ReduceTerm, Term } from './term.ts';
import { subterms } from './walk.ts';

/** The mean of several softmaxes, or of several sigmoids: what the first of them is, with the mean in its place. */
export function meanOfProbabilities(store: TermStore, bounds: Bounds, term: Term): Probability | undefined {
  const found = meanOf(term)?.map((each) => probabilityOf(store, bounds, each));
  const [first, ...others] = found ?? [];
  return first && others.every((other) => other?.kind === first.kind) ? { ...first, term } : undefined;
}

/** What a term is the mean of, where that is several values of one shape. */
function meanOf(term: Term): readonly Term[] | undefined {
  if (term.kind === 'cast' || term.kind === 'refined') return meanOf(term.operand);
  if (term.kind === 'reduce') return term.name === 'mean' && isOverFirst(term) ? listed(term.operand) : undefined;
  if (term.kind !== 'binary') return undefined;
  const { name, left, right } = term;
  if (name === 'multiply') {
    const [factor, sum] = left.kind === 'constant' ? [left, right] : [right, left];
    return factor.kind === 'constant' ? shared(sum, (count) => factor.value * count === 1) : undefined;
  }
  if (name !== 'divide') return undefined;
  if (right.kind === 'constant') return shared(left, (count) => right.value === count);
  if (left.kind !== 'reduce' || left.name !== 'sum' || !isOverFirst(left)) return undefined;
  const items = listed(left.operand);
  // By how many there are of what each is made of.
  const sources = items?.flatMap((item) =>
    [...subterms(item)].flatMap((part) => (part.kind === 'element' ? part.of : [])),
  );
  return right.kind === 'opaque' && sources?.some((source) => right.operands.includes(source)) ? items : undefined;
}

/** The terms of a sum, if there are as many as it is divided by. */
function shared(sum: Term, isCount: (count: number) => boolean): readonly Term[] | undefined {
  const items = sum.kind === 'reduce' && sum.name === 'sum' && isOverFirst(sum) ? listed(sum.operand) : addends(sum);
  return items && items.length > 1 && isCount(items.length) ? items : undefined;
}

function addends(term: Term): readonly Term[] {
  return term.kind === 'binary' && term.name === 'add' ? [...addends(term.left), ...addends(term.right)] : [term];
}

function isOverFirst({ axis }: ReduceTerm): boolean {
  return axis.kind === 'known' && axis.axes.length === 1 && axis.axes[0] === 0;
}

/** What is put side by side: values that are written out, or one of each of a sequence. */
function listed(term: Term): readonly Term[] | undefined {
  if (term.kind === 'stack') return term.items;
  return term.kind === 'gather' && term.key === someOf ? [term.operand] : undefined;
}
