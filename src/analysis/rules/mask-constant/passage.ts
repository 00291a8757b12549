// The formats that a mask goes through on its way into the softmax: it becomes -inf in the narrowest, whatever comes before
// or after, as in scores.half().masked_fill(m, -1e9).float().
import type { FormatName } from '../../../kernels/index.ts';
import { declaredFormat } from '../../terms/format.ts';
import type { Term } from '../../terms/term.ts';

export interface Passage {
  /** Where what is masked is computed, and from there on. */
  readonly all: ReadonlySet<FormatName>;
  /** Where something is added to it, and from there on. */
  readonly added: ReadonlySet<FormatName>;
}

/** Those that the code declares between logits and one of the values that they are added up from, by `summandsOf`. */
export function passageOf(logits: Term, summand: Term): Passage {
  const all = new Set<FormatName>();
  const added = new Set<FormatName>();
  // From the inside to the outside: what is added to is added to further on.
  let isAdded = false;
  for (const term of [...(pathTo(logits, summand) ?? [summand])].reverse()) {
    isAdded ||= term !== summand && term.kind === 'binary' && term.name !== 'divide';
    const format = declaredFormat(term);
    if (format === undefined) continue;
    all.add(format);
    if (isAdded) added.add(format);
  }
  return { all, added };
}

/** From the outside to the inside. */
function pathTo(term: Term, summand: Term): readonly Term[] | undefined {
  if (term === summand) return [term];
  for (const part of partsOf(term)) {
    const path = pathTo(part, summand);
    if (path) return [term, ...path];
  }
  return undefined;
}

function partsOf(term: Term): readonly Term[] {
  if (term.kind === 'cast' || term.kind === 'reshape') return [term.operand];
  if (term.kind === 'join') return term.items;
  if (term.kind !== 'binary') return [];
  if (term.name === 'add' || term.name === 'subtract') return [term.left, term.right];
  return term.name === 'divide' ? [term.left] : [];
}
