// What a logarithm of a sigmoid is taken of: the sigmoid, or one minus it.
import type { Bounds } from './bounds/bounds.ts';
import { probabilityOf, type Probability } from './probability.ts';
import type { TermStore } from './store.ts';
import type { Term } from './term.ts';

export interface SigmoidInLog {
  /** Whether it is the sigmoid by one minus it: its odds, whose logarithm is what the sigmoid was taken of. */
  readonly odds: boolean;
  /** Whether it is one minus the sigmoid. */
  readonly complement: boolean;
  readonly logits: Term;
  /** Whether the sigmoid is written out as 1 / (1 + exp(-x)), which is 0 where that exp overflows. */
  readonly byHand: boolean;
}

export function sigmoidIn(store: TermStore, bounds: Bounds, operand: Term): SigmoidInLog | undefined {
  const divided = oddsOf(operand);
  const inner = divided ? undefined : complementOf(operand);
  const probability = probabilityOf(store, bounds, divided ?? inner ?? operand);
  if (probability?.kind !== 'sigmoid') return undefined;
  return {
    odds: divided !== undefined,
    complement: inner !== undefined,
    logits: probability.logits,
    byHand: isByHand(probability),
  };
}

/** The p of p / (1 - p). */
function oddsOf(term: Term): Term | undefined {
  if (term.kind === 'cast') return oddsOf(term.operand);
  const isQuotient = term.kind === 'binary' && term.name === 'divide';
  return isQuotient && complementOf(term.right) === term.left ? term.left : undefined;
}

/** The p of 1 - p. */
export function complementOf(term: Term): Term | undefined {
  if (term.kind === 'cast') return complementOf(term.operand);
  if (term.kind !== 'binary' || term.name !== 'subtract') return undefined;
  return term.left.kind === 'constant' && term.left.value === 1 ? term.right : undefined;
}

function isByHand({ term, stable }: Probability): boolean {
  return !stable && term.kind === 'binary';
}
