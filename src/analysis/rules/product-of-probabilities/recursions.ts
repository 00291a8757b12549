// Recursions over steps that multiply probabilities in each round, as the forward algorithm of a hidden Markov model: what is carried
// around becomes 0 unless it is rescaled, and then so does its sum.
import { extremeAt } from '../../terms/gathers.ts';
import { isIndices } from '../../terms/indices.ts';
import { multiplied } from '../../terms/innerProduct.ts';
import { isLength } from '../../terms/lengths.ts';
import { upstream, type Occurrence } from '../../terms/occurrence.ts';
import { carriedIn, isCarried, recursionOf, scalingOf, type Scaling } from '../../terms/recursion.ts';
import { hasExponential } from '../../terms/summedExponentials.ts';
import type { Term, VariableTerm } from '../../terms/term.ts';
import type { RuleContext } from '../rule.ts';
import { logAt } from '../shared/lossLogs.ts';
import { contains } from '../shared/places.ts';
import { isKeptPositive } from '../shared/sources.ts';
import { isProbable } from './factors.ts';

/** What is done to the sum of what the rounds leave, or to the largest of it. */
export type Use = 'log' | 'quotient' | 'sum' | 'max';

export interface Step {
  /** Where a round multiplies. */
  readonly at: Occurrence;
  readonly use: Use;
  /** Whether all factors are seen to be probabilities or exponentials. */
  readonly isShown: boolean;
}

export interface Outcome {
  readonly at: Occurrence;
  readonly use: 'log' | 'quotient';
  readonly isShown: boolean;
}

/** Where rounds multiply probabilities, and where other functions take the logarithm of what is left, or divide by it. */
export function recursions(context: RuleContext): {
  readonly steps: readonly Step[];
  readonly outcomes: readonly Outcome[];
} {
  const search = new Search(context);
  const uses = context.computed.flatMap((at) => search.useAt(at) ?? []);
  if (uses.length === 0) return { steps: [], outcomes: [] };
  const byHead = new Map<string, Use>();
  for (const { heads, use } of uses) {
    for (const head of heads) if (rank[use] > rank[byHead.get(keyOf(head)) ?? 'none']) byHead.set(keyOf(head), use);
  }
  const candidates = context.computed.flatMap((at) => search.stepAt(at, byHead) ?? []);
  const steps = candidates.filter(({ at }) => !candidates.some((other) => other.at !== at && contains(other.at, at)));
  const outcomes = uses.flatMap(({ at, heads, use }): readonly Outcome[] => {
    const isHere = steps.some((step) => step.at.scope === at.scope);
    return use === 'sum' || use === 'max' || isHere
      ? []
      : [{ at, use, isShown: heads.some((head) => search.isShown(head)) }];
  });
  return { steps, outcomes };
}

/** What a logarithm is taken of, or something that is made of the same is divided by. */
export function whatIsLost(at: Occurrence): { readonly of: Term; readonly use: 'log' | 'quotient' } | undefined {
  const log = logAt(at);
  if (log) return { of: log.operand, use: 'log' };
  const { term } = at;
  return term.kind === 'binary' && term.name === 'divide' ? { of: term.right, use: 'quotient' } : undefined;
}

/** What is added up, or the largest of which is asked for, as the most likely path is. */
function whatIsChosen(term: Term): { readonly of: Term; readonly use: 'sum' | 'max' } | undefined {
  if (term.kind === 'reduce' && (term.name === 'sum' || term.name === 'max')) return { of: term, use: term.name };
  const extreme = extremeAt(term);
  return extreme?.name === 'max' ? { of: extreme, use: 'max' } : undefined;
}

const rank = { none: 0, max: 1, sum: 1, quotient: 2, log: 3 } as const;

/** A name at the head of a round, in whichever copy of its function. */
function keyOf({ name, scope }: VariableTerm): string {
  return `${scope.replace(/ in .*?(?= loop )/, '')} ${name}`;
}

class Search {
  private readonly known = new Map<Term, Scaling | undefined>();

  constructor(private readonly context: RuleContext) {}

  private readonly valuesOf = (term: Term) => this.context.valuesOf(term);

  /** Where what rounds leave is used in a way that says that it is a likelihood. */
  useAt(
    at: Occurrence,
  ): { readonly at: Occurrence; readonly heads: readonly VariableTerm[]; readonly use: Use } | undefined {
    const { term, form } = at;
    if (form !== 'expression') return undefined;
    const found = whatIsLost(at) ?? whatIsChosen(term);
    if (!found) return undefined;
    const { of, use } = found;
    const heads = [...carriedIn(of)].filter((head) => this.multiplies(head, use) && !isWithin(at, head));
    const isChosen = use === 'sum' || use === 'max';
    if (heads.length === 0 || (!isChosen && isKeptPositive(this.context, at, of))) return undefined;
    if (use === 'quotient' && term.kind === 'binary' && carriedIn(term.left).size === 0) return undefined;
    return { at, heads, use };
  }

  /** Where a round multiplies what is used so. */
  stepAt(at: Occurrence, uses: ReadonlyMap<string, Use>): Step | undefined {
    const { term, form } = at;
    const isProduct = term.kind === 'opaque' || (term.kind === 'binary' && term.name === 'multiply');
    if (form !== 'expression' || !isProduct) return undefined;
    for (const head of carriedIn(term)) {
      const use = uses.get(keyOf(head));
      if (!use || !this.multiplies(head, use) || !isWithin(at, head)) continue;
      const scaling = scalingOf(term, head, this.valuesOf);
      if (scaling && this.saysProbability(scaling, use)) return { at, use, isShown: this.isShown(head) };
    }
    return undefined;
  }

  /** Whether a round hands what is carried around to code that is not known, which may rescale it in place. */
  private isHandedOn(head: VariableTerm): boolean {
    return this.context.leaving.some((place) => {
      const { term } = place;
      if (term.kind !== 'opaque' || term.says !== undefined || multiplied(term)) return false;
      return term.operands.some((given) => carriedIn(given).has(head)) && isWithin(place, head);
    });
  }

  isShown(head: VariableTerm): boolean {
    const scaling = this.scaling(head);
    return scaling !== undefined && this.areProbable(scaling);
  }

  /** Whether each round multiplies by something that says what it is, and adds up products if it is not the likelihood itself. */
  private multiplies(head: VariableTerm, use: Use): boolean {
    const scaling = this.scaling(head);
    if (!scaling || !this.saysProbability(scaling, use)) return false;
    return scaling.factors.size > (scaling.summed ? 1 : 0);
  }

  private scaling(head: VariableTerm): Scaling | undefined {
    if (this.known.has(head)) return this.known.get(head);
    const scaling = recursionOf(head, this.valuesOf);
    const found = scaling && !this.isHandedOn(head) ? scaling : undefined;
    this.known.set(head, found);
    return found;
  }

  /** Gates, and derivatives of activations, are no probabilities: one exponential among the factors says so only with a logarithm. */
  private saysProbability(scaling: Scaling, use: Use): boolean {
    const { factors, outer, summed } = scaling;
    // One number that a loop multiplies, likelihood *= p: of all else that goes down so, a step or a temperature, it is not said.
    if (!summed)
      return use === 'log' && this.areProbable(scaling) && [...factors].every(({ kind }) => kind !== 'constant');
    // Anything else that the whole is multiplied with may be what it is rescaled by.
    const isScaled = [...outer].some((factor) => !isOfObserved(factor) && !isProbable(this.context, factor));
    if (isScaled) return false;
    return (
      [...factors].some(isOfObserved) ||
      this.areProbable(scaling) ||
      (use === 'log' && [...factors].some((factor) => hasExponential(factor) && isProbable(this.context, factor)))
    );
  }

  private areProbable({ factors }: Scaling): boolean {
    return [...factors].every((factor) => isProbable(this.context, factor));
  }
}

/** Whether a place is in the loop that carries a name around. */
function isWithin(at: Occurrence, head: VariableTerm): boolean {
  for (const place of upstream(at)) if (place.form === 'loop' && place.term === head) return contains(place, at);
  return false;
}

/** B[:, obs[t]]: what is picked by what was seen in a round, and not by the number of the round. */
function isOfObserved(factor: Term): boolean {
  if (factor.kind === 'cast' || factor.kind === 'reshape') return isOfObserved(factor.operand);
  if (factor.kind === 'element') return isOfObserved(factor.of);
  if (factor.kind !== 'gather') return false;
  return factor.indices.some(isSeen) || isOfObserved(factor.operand);
}

function isSeen(index: Term): boolean {
  const inner = unrefinedIndex(index);
  if (inner.kind === 'element') return !isCounting(inner.of);
  return inner.kind === 'gather' && !isLength(inner) && !isCarried(inner.operand) && inner.indices.some(isOfRound);
}

function isOfRound(index: Term): boolean {
  const inner = unrefinedIndex(index);
  if (inner.kind === 'binary') return isOfRound(inner.left) || isOfRound(inner.right);
  return inner.kind === 'element' || (inner.kind === 'variable' && inner.role === 'loop');
}

function unrefinedIndex(index: Term): Term {
  return index.kind === 'refined' || index.kind === 'cast' ? unrefinedIndex(index.operand) : index;
}

/** 0, 1, 2, … */
function isCounting(of: Term): boolean {
  return isIndices(of) || (of.kind === 'opaque' && (of.says === 'steps' || of.key === 'range'));
}
