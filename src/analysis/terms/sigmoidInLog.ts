// What a logarithm of a sigmoid is taken of: the sigmoid, or one minus it, reshaped or picked from.
import type { Bounds } from './bounds/bounds.ts';
import { complementOf, inside, isTurned, type Layer } from './logarithm.ts';
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
  /** Whether 0 or 1 is chosen in its place, for logits that are far out. */
  readonly hasEnds: boolean;
  /** Whether it is one minus sigmoids that were sorted. */
  readonly isTurned: boolean;
  /** Changes of shape and format, and picks, from the outside in: the logarithm can be taken within them. */
  readonly layers: readonly Layer[];
}

/** Undefined also of a sigmoid that is kept from 0 or 1: other rules say what that does. */
export function sigmoidIn(store: TermStore, bounds: Bounds, operand: Term): SigmoidInLog | undefined {
  const odds = oddsOf(operand);
  const { layers, within, inner, complement, one } = inside(odds ?? operand);
  if (one !== 1 || layers.some((layer) => 'value' in layer)) return undefined;
  const probability = probabilityOf(store, bounds, inner);
  if (probability?.kind !== 'sigmoid') return undefined;
  return {
    odds: odds !== undefined,
    complement,
    logits: probability.logits,
    byHand: isByHand(probability),
    hasEnds: probability.hasEnds === true,
    isTurned: isTurned(within),
    layers: layers.filter(({ kind }) => kind !== 'cast'),
  };
}

/** The p of p / (1 - p). */
function oddsOf(term: Term): Term | undefined {
  if (term.kind === 'cast') return oddsOf(term.operand);
  if (term.kind !== 'binary' || term.name !== 'divide') return undefined;
  const complement = complementOf(term.right);
  return complement?.one === 1 && complement.of === term.left ? term.left : undefined;
}

/** Whether a sigmoid is written out as 1 / (1 + exp(-x)). */
export function isByHand({ term, stable }: Probability): boolean {
  return !stable && term.kind === 'binary';
}
